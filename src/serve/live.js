// What `prongsai serve` lays over its pages: a bar, the errors of the last save, and the new page after a save. No page needs it.
'use strict';
{
  const PUBLIC = '/_/public/';
  let { edition, source } = document.currentScript.dataset;
  // A shadow tree: the style of a theme does not reach in, and ours does not reach out.
  const host = document.createElement('prongsai-live');
  const root = host.attachShadow({ mode: 'open' });
  const bar = make('aside', { class: 'bar' });
  const dock = make('div', { class: 'dock' });
  const panel = make('section', { class: 'panel', role: 'alertdialog', tabindex: '-1', 'aria-labelledby': 'heading', 'aria-describedby': 'lead' });
  let stream, told;
  let isRenewing = false;
  let seen = ''; // the errors that the reader has hidden
  let shown = ''; // the errors on the screen

  host.hidden = true;
  panel.hidden = true;
  dock.append(panel, bar);
  root.append(make('link', { rel: 'stylesheet', href: '/_/live.css', onload: () => { host.hidden = false; } }), dock);
  addEventListener('DOMContentLoaded', () => document.body.append(host));
  addEventListener('keydown', (event) => { if (event.key === 'Escape' && !panel.hidden) hide(); });
  // A browser keeps only six connections to one server: pages that nobody looks at give theirs up.
  addEventListener('visibilitychange', () => (document.hidden ? stream.close() : listen()));
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', (event) => { if (event.persisted) listen(); });
  listen();

  function listen() {
    stream?.close();
    stream = new EventSource('/_/events');
    stream.onmessage = (event) => {
      told = JSON.parse(event.data);
      if (told.edition === edition) draw();
      else renew();
    };
    stream.onerror = () => { if (told) drawBar(told.words.lost); };
  }

  /** Brings the new page onto the screen; the reader stays where they are. */
  async function renew() {
    if (isRenewing) return;
    isRenewing = true;
    const next = await fetched().catch(() => null);
    isRenewing = false;
    if (!next || !replace(next)) location.reload(); // keeps the place, too
    else if (told.edition === edition) draw();
    else renew();
  }

  async function fetched() {
    const answer = await fetch(location.href);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  }

  /** Puts the words of another page in the place of this one's: no flash of white, and twice as soon. Says whether that was enough. */
  function replace(next) {
    const script = next.querySelector('script[data-edition]');
    // Scripts run only in a page that is loaded, and only there the target of an address is marked.
    const isPlain = next.scripts.length === 1 && !location.hash;
    if (!isPlain || !script || script.dataset.edition === edition || frame(next) !== frame(document)) return false;
    ({ edition, source } = script.dataset);
    const place = { left: scrollX, top: scrollY, behavior: 'instant' };
    document.title = next.title;
    for (const node of [...document.body.childNodes]) if (node !== host) node.remove();
    host.before(...next.body.childNodes);
    scrollTo(place);
    return true;
  }

  /** What is around the words: style, policy, language. */
  function frame(page) {
    const head = [...page.head.children].filter((it) => !it.matches('title, script[data-edition], meta[name=description]'));
    return [page.documentElement.lang, page.body.className, ...head.map((it) => it.outerHTML)].join('\n');
  }

  function draw() {
    const errors = JSON.stringify(told.trouble);
    const isNew = errors !== shown;
    shown = told.trouble && errors !== seen ? errors : '';
    if (shown && isNew) drawPanel(told.trouble);
    panel.hidden = !shown;
    drawBar('');
  }

  function drawBar(lost) {
    const { words, summary, trouble } = told;
    const path = location.pathname;
    const isPublic = path.startsWith(PUBLIC);
    const isDesk = path === '/_/';
    const staff = isPublic ? `/${path.slice(PUBLIC.length)}` : path;
    const open = isPublic ? path : PUBLIC + (isDesk ? '' : path.slice(1));
    const faces = make('nav', { 'aria-label': words.faces },
      face(staff, words.staff, !isPublic), face(open, words.public, isPublic));
    bar.setAttribute('aria-label', words.bar);
    bar.replaceChildren(faces, make('p', {}, make('a', { href: '/_/', 'aria-current': isDesk ? 'page' : null }, summary)));
    if (trouble && panel.hidden) bar.append(make('button', { type: 'button', onclick: show }, words.show));
    if (source) bar.append(make('a', { class: 'source', href: decodeURIComponent(source) }, words.source));
    if (lost) bar.append(make('p', { class: 'lost', role: 'status' }, lost));
  }

  function face(path, label, isCurrent) {
    return make('a', { href: path + location.search + location.hash, 'aria-current': isCurrent ? 'true' : null }, label);
  }

  function drawPanel({ heading, lead, findings, more }) {
    const rows = findings.map(({ message, help, place, edit }) => make('li', {},
      make('p', { class: 'message' }, message),
      help && make('p', { class: 'cure' }, help),
      place && make('p', {}, edit ? make('a', { href: edit }, make('code', {}, place)) : make('code', {}, place))));
    panel.replaceChildren(
      make('h2', { id: 'heading' }, heading),
      make('p', { id: 'lead' }, lead),
      make('ol', {}, ...rows),
      more && make('p', {}, make('a', { href: '/_/' }, more)),
      make('button', { type: 'button', onclick: hide }, told.words.hide));
    const wasHidden = panel.hidden;
    panel.hidden = false;
    // Not out of a field that somebody is writing in.
    if (wasHidden && [null, document.body].includes(document.activeElement)) panel.focus({ preventScroll: true });
  }

  function show() {
    seen = '';
    draw();
    panel.focus({ preventScroll: true });
  }

  function hide() {
    seen = shown;
    draw();
  }

  /** An element; attributes that are functions are listeners, and what is null or empty is left out. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === 'function') element[key] = value;
      else if (value !== null) element.setAttribute(key, value);
    }
    element.append(...children.filter(Boolean));
    return element;
  }
}
