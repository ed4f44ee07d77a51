// On pages that take files: a photograph is made smaller before it travels.
const MOST = +document.documentElement.dataset.pixels || 1600, LEAST = 2e5;
const smaller = async file => {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < LEAST) return file;
  const picture = await createImageBitmap(file, {imageOrientation: 'from-image'});
  const scale = Math.min(1, MOST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * scale, canvas.height = picture.height * scale;
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise(yes => canvas.toBlob(yes, 'image/jpeg', .72));
  return made && made.size < file.size ? new File([made], file.name.replace(/\.\w+$/, '') + '.jpg', {type: 'image/jpeg'}) : file;
};
const chosen = async input => {
  const held = new DataTransfer;
  for (const file of input.files) held.items.add(await smaller(file).catch(() => file));
  input.files = held.files;
};
const wait = [];
document.addEventListener('change', e => {
  if (e.target.type == 'file') wait.push(chosen(e.target));
});
document.addEventListener('submit', e => {
  if (!wait.length) return;
  // A file is just being made smaller: the form goes when that is done, and never within this
  // event, where a browser takes no form a second time.
  e.preventDefault();
  Promise.allSettled(wait.splice(0)).then(() => setTimeout(() => e.target.requestSubmit(e.submitter)));
});
