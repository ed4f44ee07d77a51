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
// On a telephone: photograph one page after the other; each goes behind those chosen so far.
const touch = matchMedia('(pointer:coarse)').matches;
const made = (kind, told) => Object.assign(document.createElement(kind), told);
if (touch) for (const input of document.querySelectorAll('[data-shoot]')) {
  const {shoot, next, undo, pages} = input.dataset;
  const camera = made('input', {type: 'file', accept: 'image/*', hidden: true});
  camera.setAttribute('capture', 'environment');
  const take = made('button', {type: 'button', className: 'quiet', onclick: () => camera.click()});
  const drop = made('button', {type: 'button', className: 'link', textContent: undo});
  const count = made('p', {className: 'hint'}), row = made('div', {className: 'row'});
  count.setAttribute('role', 'status');
  // A label of its own, for several papers on one page have the same buttons.
  const name = input.labels[0]?.textContent.trim() || '';
  const show = () => {
    const n = input.files.length;
    take.textContent = n ? next : shoot;
    take.setAttribute('aria-label', take.textContent + ': ' + name);
    drop.setAttribute('aria-label', undo + ': ' + name);
    drop.hidden = !n;
    count.textContent = n ? pages + ' ' + n : '';
  };
  const hold = files => {
    const held = new DataTransfer;
    for (const file of files) held.items.add(file);
    input.files = held.files;
    show();
  };
  camera.addEventListener('change', e => {
    e.stopPropagation();
    const shot = camera.files[0];
    if (shot) wait.push(smaller(shot).catch(() => shot).then(small => hold([...input.files, small])));
    camera.value = '';
  });
  drop.onclick = () => hold([...input.files].slice(0, -1));
  input.addEventListener('change', show);
  row.append(take, drop, camera);
  input.after(row, count);
  show();
}
