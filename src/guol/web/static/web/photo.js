// On pages that take files: a photograph is made smaller before it travels, and a file that is
// kept ahead of its form sets out at once, while the rest is filled in.
import '@web/ahead.js@';
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
const hold = (input, files) => {
  const held = new DataTransfer;
  for (const file of files) held.items.add(file);
  input.files = held.files;
};
const chosen = async input => {
  for (const said of input.parentNode.querySelectorAll('[role=status]')) said.remove();
  const files = [];
  for (const file of input.files) files.push(await smaller(file).catch(() => file));
  hold(input, files);
  if (input.dataset.up) for (const file of input.files) send(input, file);
};
const keys = new Map, here = (input, file) => [...input.files].includes(file);
const send = async (input, file) => {
  const said = document.createElement('p');
  said.className = 'hint', said.role = 'status';
  input.after(said);
  while (here(input, file)) try {
    keys.set(file, await self.up(file, input.form.elements.key.value, part => said.textContent = input.dataset.up.replace('#', part + ' %'), input.files[1]));
    return;
  } catch (x) {
    // Not taken, for a reason that another file has to mend; else the line: wait for it.
    if (x.headers?.get('Upload-No')) {
      said.className = 'error', said.textContent = await x.text();
      hold(input, [...input.files].filter(each => each != file));
      return;
    }
    await new Promise(yes => setTimeout(yes, 5e3));
  }
  said.remove();
};
// What is there already is named, what is still on its way goes on in the service worker.
document.addEventListener('formdata', e => {
  const under = [];
  for (const input of e.target.querySelectorAll('[data-up]')) {
    e.formData.delete(input.name);
    const files = [...input.files], named = files.map(file => keys.get(file));
    self.name_all(e.formData, input.name, files, named);
    if (!named.every(key => key)) under.push(input.name);
  }
  if (under.length && navigator.serviceWorker?.controller) e.formData.set('.up', under.join(' '));
});
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
  row.style.marginTop = '.75rem';
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
  const pile = files => {
    hold(input, files);
    show();
  };
  camera.addEventListener('change', e => {
    e.stopPropagation();
    const shot = camera.files[0];
    if (shot) wait.push(smaller(shot).catch(() => shot).then(small => {
      pile([...input.files, small]);
      if (input.dataset.up) send(input, small);
    }));
    camera.value = '';
  });
  drop.onclick = () => pile([...input.files].slice(0, -1));
  input.addEventListener('change', show);
  row.append(take, drop, camera);
  input.after(row, count);
  show();
}
