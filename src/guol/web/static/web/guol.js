// On every page: begins the service worker, shows what waits, and says who looks.
(() => {
  const d = document, h = d.documentElement, w = navigator.serviceWorker, off = 'off' in h.dataset;
  const out = d.getElementById('out'), old = d.getElementById('old');
  let me = h.dataset.me || '';
  if (d.querySelector('[type=file]')) import('@web/photo.js@');
  if (off) {
    // A copy may be filled in more than once: each time it is another act.
    for (const each of d.querySelectorAll('[name=key]')) each.value = crypto.randomUUID().replace(/-/g, '');
    const t = new Date(h.dataset.off);
    old.hidden = false;
    if (+t) old.querySelector('b').textContent = t.toLocaleString(h.lang);
  }
  if (!w || !out) return;
  // The worker's table: forms by their key, and under '@' who is signed in.
  const table = act => new Promise((yes, no) => {
    const q = indexedDB.open('guol', 1);
    q.onupgradeneeded = () => q.result.createObjectStore('out', {keyPath: 'k'});
    q.onerror = no;
    q.onsuccess = () => {
      const t = q.result.transaction('out', 'readwrite'), a = act(t.objectStore('out'));
      t.oncomplete = () => { q.result.close(); yes(a.result) };
      t.onabort = no;
    };
  });
  const who = async () => await table(s => s.get('@')) || {};
  const all = async () => (await table(s => s.getAll())).filter(o => o.q);
  const flush = async () => (await w.ready).active.postMessage(0);
  const mine = async () => (await all()).filter(o => o.me == me);
  let n = 0;
  const count = async () => {
    n = (await mine()).filter(o => o.s != 'done').length;
    out.hidden = !n;
    out.querySelector('b').textContent = n;
  };
  // Whoever signs in gets their key; whoever is no longer signed in leaves none behind.
  const know = async () => {
    if ((await who()).me === me) return;
    const w = {k: '@', me};
    if (me) {
      const j = await (await fetch('/cho-gui/the/')).json();
      if (j.me != me) return;
      w.key = await crypto.subtle.importKey('raw', Uint8Array.from(atob(j.key), c => c.charCodeAt()), 'AES-GCM', false, ['encrypt', 'decrypt']);
    }
    await table(s => s.put(w));
  };
  const begin = async () => {
    if (off) me = (await who()).me || '';
    else await know().catch(() => 0);
    await count();
    if (n || (await who()).out) await flush();
  };
  window.guol = {table, who, all, flush, count};
  if (!w.controller) addEventListener('load', () => w.register('/sw.js', {updateViaCache: 'all'}));
  w.addEventListener('message', e => { if (e.data.full) alert(out.dataset.full); else count() });
  begin();
  addEventListener('online', begin);
  setInterval(() => n && flush(), 2e4);
  // Read by the worker, and taken out before the form goes on.
  d.addEventListener('formdata', e => {
    const f = e.formData;
    if (!w.controller || e.target.method != 'post' || !f.has('key') || e.target.querySelector('[name*=password]')) return;
    f.set('.me', me);
    f.set('.title', d.title);
    navigator.storage.persist?.();
  });
  // Somebody else may sit here next: what this device kept goes, after a warning.
  d.addEventListener('submit', async e => {
    const form = e.target, path = new URL(form.action).pathname, ends = out.dataset.ends.split(' ').includes(path);
    if (form.method != 'post' || !ends && !out.dataset.leaves.split(' ').includes(path)) return;
    e.preventDefault();
    if (ends && n && !confirm(out.dataset.ask)) return;
    await caches.delete('seen');
    if (ends) {
      for (const o of await mine()) await table(s => s.delete(o.k));
      // Here it is done at once; the worker tells the server, now or as soon as there is a line.
      await table(s => s.put({k: '@', me: '', out: w.controller && path}));
      if (w.controller) return location = '/';
    }
    if (e.submitter?.name) form.append(Object.assign(d.createElement('input'), {type: 'hidden', name: e.submitter.name, value: e.submitter.value}));
    form.submit();
  });
})();
