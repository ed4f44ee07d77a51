// What goes ahead: files before their form, a sign-out before any other page. Read by pages that
// take files, and by the service worker, whose table this is.

// A file in pieces, each as large as the line carries in some seconds (the protocol tus 1.0).
// Called again for the same form it goes on where it stopped. Returns the key by which the form
// names the file, nothing for one so small that it may as well go with its form; of the pages of
// one paper none is too small, because they keep their order only where all go the same way.
self.up = async (file, form, told = () => 0, pages) => {
  let size = 32768, at, x;
  if (!pages && file.size <= size || !self.crypto.subtle) return '';
  const data = await file.arrayBuffer(), hash = await crypto.subtle.digest('SHA-256', data);
  const text = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))), words = t => text(new TextEncoder().encode(t));
  const call = async (to, method, more, body) => {
    x = await fetch(to, {method, body, headers: {'Tus-Resumable': '1.0.0', ...more}, signal: AbortSignal.timeout?.(6e4)});
    if (!x.ok && x.status != 409) throw x;
    told(Math.floor(100 * (at = +x.headers.get('Upload-Offset')) / file.size));
  };
  await call('/tep/', 'POST', {'Upload-Length': file.size, 'Upload-Metadata': `form ${words(form)},filename ${words(file.name)},sha256 ${text(hash)}`});
  const to = x.headers.get('Location');
  while (at < file.size) {
    const t = Date.now();
    await call(to, 'PATCH', {'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': at}, data.slice(at, at + size));
    size = Math.min(524288, Math.max(16384, size * 4e3 / (Date.now() - t)));
  }
  return to.split('/')[2];
};
// The files of one box are all named, or all go with the form.
self.name_all = (form, name, files, keys) => files.forEach((file, n) => keys.every(k => k) ? form.append('came-' + name, keys[n]) : form.append(name, file));
// In the worker: the files of a form go ahead of it, and what only the worker reads stays here.
// Why a file was not taken is carried by the form itself, which then says so beside the box.
self.ahead = async (form, key) => {
  for (const name of (form.get('.up') || '').split(' ')) {
    const files = form.getAll(name);
    const keys = [];
    form.delete(name);
    for (const file of files) keys.push(await up(file, key, undefined, files[1]).catch(x => x.headers?.get('Upload-No') || Promise.reject(x)));
    name_all(form, name, files, keys);
  }
  for (const name of ['.me', '.title', '.up']) form.delete(name);
};

// In the worker: who signed out without a line is signed out before anything else is asked for.
self.leave = async () => {
  const {out} = await who();
  if (!out) return;
  const x = await fetch(out, {method: 'POST', redirect: 'manual'});
  if (x.status > 399) throw x;
  await put({k: '@', me: ''});
};
