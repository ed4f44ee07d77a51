// A card reader that sends no Enter after its line: send the form once the line is whole.
let soon;
document.addEventListener("submit", () => clearTimeout(soon));
document.addEventListener("input", ({ target: { value, form } }) => {
  clearTimeout(soon);
  if (/^\d{12}(\|[^|]*){5}\|\d{8}$/.test(value)) soon = setTimeout(() => form.requestSubmit(), 200);
});
// When the post came is asked of what came by post alone; a fault in it is always shown.
const way = document.getElementById("id_channel");
const post = document.getElementById("id_arrived_at")?.closest(".field");
if (way && post) {
  const show = () => { post.hidden = way.value != "3" && !post.matches(".wrong"); };
  way.addEventListener("change", show);
  show();
}
