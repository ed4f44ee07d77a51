// A card reader that sends no Enter after its line: send the form once the line is whole.
let soon;
document.addEventListener("submit", () => clearTimeout(soon));
document.addEventListener("input", ({ target: { value, form } }) => {
  clearTimeout(soon);
  if (/^\d{12}(\|[^|]*){5}\|\d{8}$/.test(value)) soon = setTimeout(() => form.requestSubmit(), 200);
});
