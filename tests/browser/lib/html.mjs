// What a page refers to, found the way a browser finds it.

import { parse } from 'parse5';

/** Every element of a page in order, also those inside <template>. */
export function elementsOf(text) {
  const found = [];
  const visit = (node) => {
    if (node.tagName) found.push(node);
    for (const child of node.childNodes ?? []) visit(child);
    if (node.content) visit(node.content);
  };
  visit(parse(text, { sourceCodeLocationInfo: true }));
  return found;
}

export function attribute(element, name) {
  return element.attrs.find((each) => each.name === name)?.value;
}

/** Ids and old-style anchors: what a #fragment may name. */
export function anchorsOf(elements) {
  const names = elements.flatMap((element) => [
    attribute(element, 'id'),
    element.tagName === 'a' ? attribute(element, 'name') : undefined,
  ]);
  return new Set(names.filter(Boolean));
}

const PLAIN = ['href', 'src', 'action', 'formaction', 'poster', 'data', 'cite', 'background', 'longdesc'];
const VISITED = ['a', 'area', 'form'];
const NAMED = ['meta', 'blockquote', 'q', 'ins', 'del']; // only mention an address
const LISTS = ['srcset', 'imagesrcset'];
const LOADING_RELS = /\b(stylesheet|icon|apple-touch-icon|mask-icon|preload|modulepreload|prefetch|prerender|preconnect|dns-prefetch|manifest)\b/i;

/**
 * Every address in a page: `{ url, what, line, loads, visits }`.
 * `loads`: a browser fetches it by itself. `visits`: it takes the reader there. A canonical address does neither.
 */
export function addressesIn(elements) {
  return elements.flatMap((element) => {
    const tag = element.tagName;
    const line = element.sourceCodeLocation?.startLine ?? 0;
    return urlsOf(element).map(({ url, name }) => {
      const visits = VISITED.includes(tag) || name === 'refresh';
      const loads = tag === 'link' ? LOADING_RELS.test(attribute(element, 'rel') ?? '') : !visits && !NAMED.includes(tag);
      return { url, what: `<${tag} ${name}>`, line, loads, visits };
    });
  });
}

function urlsOf(element) {
  if (element.tagName === 'meta') return metaUrls(element);
  return element.attrs.flatMap(({ name, value }) => {
    if (PLAIN.includes(name)) return [{ url: value.trim(), name }];
    if (LISTS.includes(name)) return value.split(',').map((part) => ({ url: part.trim().split(/\s+/)[0], name }));
    if (name === 'ping') return value.split(/\s+/).map((url) => ({ url, name }));
    return [];
  });
}

/** `<meta http-equiv=refresh>` and addresses for social networks. */
function metaUrls(element) {
  const content = attribute(element, 'content') ?? '';
  if (/^refresh$/i.test(attribute(element, 'http-equiv') ?? '')) {
    return [{ url: content.replace(/^[^;]*;\s*(url\s*=\s*)?/i, '').replace(/^(["'])(.*)\1$/, '$2'), name: 'refresh' }];
  }
  const isUrl = /^(og:(url|image)|twitter:image)$/.test(attribute(element, 'property') ?? attribute(element, 'name') ?? '');
  return isUrl ? [{ url: content.trim(), name: 'content' }] : [];
}

/** A page that sends its reader on. */
export function isRedirect(text) {
  return elementsOf(text).some((element) => /^refresh$/i.test((element.tagName === 'meta' && attribute(element, 'http-equiv')) || ''));
}

/** A page without its redirect, to be looked at by itself: the server's `change`. */
export function holdStill(_, text) {
  return text.replace(/<meta[^>]*http-equiv=["']?refresh[^>]*>/i, '');
}
