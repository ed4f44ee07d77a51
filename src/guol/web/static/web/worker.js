// The service worker: pages as what differs from a dictionary, an outbox for every form that
// carries a key, and the pages seen last for when there is no line. See ADR-0015.
importScripts('@web/ahead.js@');
const DICT = '@DICTIONARY@', SHELF = '@RELEASE@';
const WAITING = '/cho-gui/', {origin} = location, flying = new Set();
let busy, inflates;
try { inflates = new DecompressionStream('deflate-raw') } catch {}

// One table: forms by their key, and under '@' who is signed in.
const table = act => new Promise((yes, no) => {
  const q = indexedDB.open('guol', 1);
  q.onupgradeneeded = () => q.result.createObjectStore('out', {keyPath: 'k'});
  q.onerror = no;
  q.onsuccess = () => {
    const d = q.result, t = d.transaction('out', 'readwrite', {durability: 'strict'}), a = act(t.objectStore('out'));
    t.oncomplete = () => { d.close(); yes(a.result) };
    t.onabort = no;
  };
});
const put = o => table(s => s.put(o));
const all = async () => (await table(s => s.getAll())).filter(o => o.q).sort((a, b) => a.q - b.q);
const who = async () => await table(s => s.get('@')) || {};

// What was typed is kept as it was to be sent, locked where the person is known.
const parse = (body, type) => new Response(body, {headers: {'Content-Type': type}}).formData();
const tell = async m => { for (const c of await clients.matchAll()) c.postMessage(m) };

const ask = async (url, how, plain) => {
  const d = !plain && inflates && await caches.match('/d/' + DICT), headers = new Headers(how.headers);
  if (d) headers.set('X-Dict', DICT);
  const x = await fetch(url, {redirect: 'manual', cache: 'no-store', ...how, headers});
  if (!d || x.headers.get('X-Dict') != DICT) return x;
  const known = await d.blob(), n = known.size, size = new Uint8Array([0, n, n >> 8, ~n, ~n >> 8]);
  // One stored block brings the dictionary into the inflater's window; it is cut off again.
  const both = new Blob([size, known, await x.arrayBuffer()]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response((await new Response(both).blob()).slice(n), x);
};

const send = async o => {
  const w = await who();
  const f = await parse(o.i ? await crypto.subtle.decrypt({name: 'AES-GCM', iv: o.i}, w.key, o.b) : o.b, o.c);
  const post = () => ask(o.u, {
    method: 'POST', body: o.c[0] == 'm' ? f : new URLSearchParams(f), referrer: o.p,
    headers: {'X-Out': 1, 'X-Me': o.me}, signal: AbortSignal.timeout?.(3e4 + o.b.byteLength),
  });
  await ahead(f, o.k);
  let x = await post(), to = x.headers.get('X-Out');
  if (to == 'stale') {
    f.set('csrfmiddlewaretoken', (await (await fetch(WAITING + 'the/')).json()).token);
    to = (x = await post()).headers.get('X-Out');
  }
  const s = x.status;
  if (s > 428 || to == 'stale') throw x;
  o.s = to == 'sign-in' ? 'sign' : to ? 'done' : {200: 'more', 409: 'meanwhile', 422: 'wrong'}[s] || 'refused';
  if (o.s == 'done') o.to = to;
  return x;
};

// In order within a matter; one that is stuck holds up nothing but its own matter.
const flush = () => busy ||= (async () => {
  await leave();
  const w = await who(), stuck = new Set();
  for (const o of await all()) {
    if (o.to || o.me != w.me) continue;
    if (/wait|sign/.test(o.s) && !stuck.has(o.m) && !flying.has(o.k)) {
      try { await send(o); await put({...o, b: !o.to && o.b}) } catch {}
      if (o.to) continue;
    }
    stuck.add(o.m);
  }
})().finally(() => { busy = 0; return tell({}) });

const saved = async () => {
  await registration.sync?.register('out').catch(x => x);
  return Response.redirect(WAITING, 303);
};
const write = async r => {
  const b = await r.clone().arrayBuffer(), c = r.headers.get('Content-Type'), f = await parse(b, c).catch(() => new FormData);
  const k = f.get('key'), me = f.get('.me'), w = await who();
  if (!k || me == null) return fetch(r);
  const forms = await all(), before = forms.find(o => o.k == k);
  const o = {q: (forms.pop()?.q || 0) + 1, p: r.referrer, title: f.get('.title'), m: +f.get('seen') ? r.referrer : k, ...before, k, u: r.url, c, me, t: Date.now(), s: 'wait', b, i: 0, to: 0};
  if (me && me == w.me) o.b = await crypto.subtle.encrypt({name: 'AES-GCM', iv: o.i = crypto.getRandomValues(new Uint8Array(12))}, w.key, b);
  try { await put(o) } catch {
    // The device is full: send it at once, or stay on the page with all that was typed.
    return fetch(r).catch(async () => { await tell({full: 1}); return new Response(null, {status: 204}) });
  }
  flying.add(k);
  try {
    const x = await send(o);
    await (o.to || !before && !/refused|sign/.test(o.s) ? table(s => s.delete(k)) : put(o));
    return o.s == 'sign' ? saved() : o.to ? Response.redirect(o.to, 303) : x;
  } catch { return saved() } finally { flying.delete(k) }
};

const read = async r => {
  const seen = await caches.open('seen');
  try {
    await leave();
    const abroad = r.url.includes('?') && !r.referrer.startsWith(origin);
    const x = await ask(r.url, {referrer: r.referrer, signal: AbortSignal.timeout?.(3e4)}, abroad), h = x.headers;
    if (x.status == 200 && /html/.test(h.get('Content-Type')) && !/no-store/.test(h.get('Cache-Control'))) {
      await seen.put(r.url, x.clone());
      const keys = await seen.keys();
      if (keys[40]) await seen.delete(keys[0]);
    }
    return x;
  } catch {
    const y = await seen.match(r.url) || await caches.match(WAITING);
    return new Response((await y.text()).replace('<html', `<html data-off="${y.headers.get('Date')}"`), y);
  }
};

addEventListener('install', e => e.waitUntil((async () => {
  const shelf = await caches.open(SHELF);
  await shelf.add('/d/' + DICT);
  await shelf.put(WAITING, await ask(WAITING + '?may', {}));
  await shelf.addAll(new Set((await (await shelf.match(WAITING)).text()).match(/\/s\/[^\x22]+/g)));
  await skipWaiting();
})()));
addEventListener('activate', e => e.waitUntil((async () => {
  for (const n of await caches.keys()) n != SHELF && n != 'seen' && await caches.delete(n);
  await clients.claim();
})()));
addEventListener('fetch', e => {
  const r = e.request;
  if (r.mode != 'navigate') {
    if (r.url.startsWith(origin + '/s/')) e.respondWith((async () => await caches.match(r.url) || fetch(r))());
  } else if (r.method == 'GET') e.respondWith(read(r));
  // A form from elsewhere is none of ours: sent on from here it would carry our cookies.
  else if (r.referrer.startsWith(origin + '/')) e.respondWith(write(r));
});
addEventListener('sync', e => e.waitUntil(flush()));
addEventListener('message', e => e.waitUntil(flush()));
