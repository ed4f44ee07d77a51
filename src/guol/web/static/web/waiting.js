// The page of what waits: the list, and what can be done with each form.
(() => {
  const d = document, by = id => d.getElementById(id), w = navigator.serviceWorker, g = window.guol;
  if (!g) return;
  by('none').hidden = true;
  const item = (o, me) => {
    const li = by('item').content.cloneNode(true).firstChild, [title, when, state] = li.querySelectorAll('b,span');
    const s = o.me == me || o.s == 'done' ? o.s : 'sign';
    title.textContent = o.title;
    when.textContent = new Date(o.t).toLocaleString(d.documentElement.lang);
    state.append(...by('states').querySelector(`[data-state=${s}]`).cloneNode(true).childNodes);
    const shown = {a: s == 'done', send: s == 'wait', open: /more|wrong|meanwhile|refused/.test(s), drop: o.me == me};
    for (const each of li.querySelectorAll('.row>*')) each.hidden = !shown[each.value || 'a'];
    li.querySelector('.row>a').href = o.to || '';
    li.addEventListener('click', async e => {
      const does = e.target.value, ask = e.target.dataset.ask;
      if (ask && !confirm(ask)) return;
      if (does == 'send') await g.flush();
      if (does == 'open') await open(o);
      if (does == 'drop' || e.target.matches('.row>a')) await g.table(s => s.delete(o.k));
      if (does) await list();
    });
    return li;
  };
  // Sent again as a page of its own, so that the answer stands beside what was typed.
  const open = async o => {
    const key = (await g.who()).key, form = d.createElement('form');
    const b = o.i ? await crypto.subtle.decrypt({name: 'AES-GCM', iv: o.i}, key, o.b) : o.b;
    const typed = await new Response(b, {headers: {'Content-Type': o.c}}).formData();
    form.method = 'post', form.action = o.u, form.hidden = true;
    if (o.c[0] == 'm') form.enctype = 'multipart/form-data';
    for (const [name, value] of typed) {
      const input = d.createElement('input');
      input.name = name;
      if (value instanceof File) {
        const held = new DataTransfer;
        if (value.name) held.items.add(value);
        input.type = 'file', input.files = held.files;
      } else input.type = 'hidden', input.value = value;
      form.append(input);
    }
    d.body.append(form);
    form.submit();
  };
  const list = async () => {
    const {me, out} = await g.who(), forms = (await g.all()).sort((a, b) => a.q - b.q);
    by('left').hidden = !out;
    by('empty').hidden = forms.length;
    by('waiting').replaceChildren(...forms.map(o => item(o, me)));
    await g.count();
  };
  w.addEventListener('message', list);
  list();
  caches.open('seen').then(async seen => {
    for (const r of (await seen.keys()).reverse()) {
      const page = new DOMParser().parseFromString(await (await seen.match(r)).text(), 'text/html');
      const li = d.createElement('li'), a = d.createElement('a');
      a.href = r.url, a.textContent = page.title;
      li.append(a), by('seen').append(li);
    }
  });
})();
