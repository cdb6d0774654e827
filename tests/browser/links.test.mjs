// No address leads nowhere, from any base path and from a USB stick; and a page fetches nothing from elsewhere.

import { DOMParser } from '@xmldom/xmldom';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { none } from './lib/faults.mjs';
import { addressesIn, anchorsOf, attribute, elementsOf } from './lib/html.mjs';
import { addressOf, kindOf, sites } from './lib/sites.mjs';

const ELSEWHERE = /^(https?:)?\/\//i;
const HARMLESS = /^(https?:|mailto:|tel:)/i;
const HOST = 'http://site.invalid';

for (const site of sites) {
  const read = (file) => readFileSync(join(site.out, file), 'utf8');
  const elements = new Map(site.pages.map((page) => [page, elementsOf(read(page))]));
  const anchors = new Map([...elements].map(([page, list]) => [page, anchorsOf(list)]));
  const links = [...elements].flatMap(([page, list]) => addressesIn(list).map((link) => ({ ...link, page })));
  const inside = links.filter(({ url }) => !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url));
  const place = ({ page, line, what, url }) => `${page}:${line} ${what} ${url}`;

  test(`${site.name}: there are links to look at`, () => {
    assert.ok(inside.length > site.pages.length * 3, `${inside.length} links on ${site.pages.length} pages`);
  });

  // 404.html answers at any depth, so its links are absolute paths below the base path it was built for:
  // it is exempt from other base paths and from file://.
  for (const base of new Set([site.basePath, '/', '/a/b/c/'])) {
    test(`${site.name}: every link exists below ${base}`, () => {
      const looked = inside.filter(({ page }) => page !== '404.html' || base === site.basePath);
      none(looked.flatMap((link) => faultAt(link, base).map((fault) => `${place(link)}: ${fault}`)));
    });
  }

  test(`${site.name}: every link exists from file:// and names a file`, () => {
    const looked = inside.filter(({ page }) => page !== '404.html');
    none(looked.flatMap((link) => faultInFiles(link).map((fault) => `${place(link)}: ${fault}`)));
  });

  test(`${site.name}: absolute addresses of the site exist and stand only where they must be absolute`, () => {
    const absolute = links.filter(({ url }) => url.startsWith(site.baseUrl));
    const faults = absolute.flatMap((link) => [
      ...faultOfPublic(link.url).map((fault) => `${place(link)}: ${fault}`),
      ...(link.visits || link.loads ? [`${place(link)}: must be relative, or a copy on a USB stick goes online`] : []),
    ]);
    none(faults);
  });

  test(`${site.name}: every page but 404 and redirects names its permanent address`, () => {
    const wrong = site.pages.filter((page) => !['not found', 'redirect', null].includes(kindOf(page))).flatMap((page) => {
      const found = elements.get(page).filter((each) => each.tagName === 'link' && attribute(each, 'rel') === 'canonical');
      const wanted = site.baseUrl + addressOf(page);
      const hrefs = found.map((each) => attribute(each, 'href'));
      return hrefs.length === 1 && hrefs[0] === wanted ? [] : [`${page}: ${JSON.stringify(hrefs)}, not ${wanted}`];
    });
    none(wrong);
  });

  test(`${site.name}: every page can be reached from the board`, () => {
    const seen = new Set(['index.html']);
    for (const page of seen) {
      for (const link of inside.filter((each) => each.page === page && each.visits)) {
        const target = fileAt(new URL(link.url, `${HOST}/${page}`).pathname, '/');
        if (target && elements.has(target)) seen.add(target);
      }
    }
    const meant = site.pages.filter((page) => !['not found', 'redirect', null].includes(kindOf(page)));
    none(meant.filter((page) => !seen.has(page)));
  });

  test(`${site.name}: nothing is loaded from elsewhere, and no link runs a program`, () => {
    const loaded = links.filter(({ url, loads }) => loads && (ELSEWHERE.test(url) || /^data:/i.test(url)));
    const schemes = links.filter(({ url }) => /^[a-z][a-z0-9+.-]*:/i.test(url) && !HARMLESS.test(url));
    none([...loaded, ...schemes].map(place));
  });

  test(`${site.name}: style sheets load only files of the site`, () => {
    const faults = [...site.files].filter((file) => file.endsWith('.css')).flatMap((file) =>
      cssUrls(read(file)).flatMap((url) => {
        if (/^[a-z][a-z0-9+.-]*:|^\//i.test(url)) return [`${file}: ${url} is not relative`];
        return fileAt(new URL(url, `${HOST}/${file}`).pathname, '/') ? [] : [`${file}: ${url} does not exist`];
      }),
    );
    none(faults);
  });

  test(`${site.name}: no inline style, no script but the files of the search`, () => {
    const faults = [...elements].flatMap(([page, list]) => list.flatMap((element) => {
      const bad = element.attrs.map(({ name }) => name).filter((name) => name === 'style' || name.startsWith('on'));
      const isFileOfSearch = kindOf(page) === 'search' && element.tagName === 'script' && attribute(element, 'src') && element.childNodes.length === 0;
      const found = ['style', 'script', 'base', 'iframe', 'object', 'embed'].includes(element.tagName) && !isFileOfSearch ? ['element'] : [];
      return [...found, ...bad].map((what) => `${page}:${element.sourceCodeLocation?.startLine} <${element.tagName}> ${what}`);
    }));
    none(faults);
  });

  test(`${site.name}: drawings hold no script and no address from elsewhere`, () => {
    const faults = [...site.files].filter((file) => file.endsWith('.svg')).flatMap((file) => {
      const all = [...parseXml(file, read(file)).getElementsByTagName('*')];
      return all.flatMap((element) => [...element.attributes]
        .filter(({ name, value }) => /^on|^style$/.test(name) || (/href$/.test(name) && !value.startsWith('#')))
        .map(({ name }) => `${file}: ${element.tagName} ${name}`)
        .concat(['script', 'style', 'foreignObject'].includes(element.tagName) ? [`${file}: <${element.tagName}>`] : []));
    });
    none(faults);
  });

  test(`${site.name}: sitemap.xml is well formed and its addresses exist`, () => {
    const found = [...parseXml('sitemap.xml', read('sitemap.xml')).getElementsByTagName('loc')].map((each) => each.textContent.trim());
    assert.ok(found.length > 0, 'sitemap.xml is empty');
    assert.equal(new Set(found).size, found.length, 'an address stands twice');
    none(found.flatMap((url) => faultOfPublic(url).map((fault) => `${url}: ${fault}`)));
    const first = site.pages.filter((page) => ['board', 'link index', 'item'].includes(kindOf(page)));
    none(first.filter((page) => !found.includes(site.baseUrl + addressOf(page))), 'pages that the sitemap leaves out');
  });

  test(`${site.name}: feed.xml is well formed and its addresses exist`, () => {
    const feed = parseXml('feed.xml', read('feed.xml'));
    const linksOfFeed = [...feed.getElementsByTagName('link')].map((each) => each.getAttribute('href') || each.textContent.trim());
    const ids = ['id', 'guid'].flatMap((name) => [...feed.getElementsByTagName(name)].map((each) => each.textContent.trim()));
    const found = [...linksOfFeed, ...ids.filter((id) => /^https?:/.test(id))];
    assert.ok(found.length > 0, 'feed.xml has no address');
    none(found.flatMap((url) => faultOfPublic(url).map((fault) => `${url}: ${fault}`)));
  });

  for (const { year } of site.years) {
    test(`${site.name}: addresses in ${year}/index.json and index.csv exist`, () => {
      // Evidence may stand on another site, so an address from elsewhere is no fault here; sheets.test.mjs looks at URL 1.
      const json = stringsIn(JSON.parse(read(`${year}/index.json`)));
      const csv = read(`${year}/index.csv`).match(/https?:\/\/[^\s",;]+/g) ?? [];
      for (const [name, texts] of [['index.json', json], ['index.csv', csv]]) {
        const own = texts.filter((text) => text.startsWith(site.baseUrl));
        assert.ok(own.length > 0, `${name} has no address of the site`);
        none(own.flatMap((url) => faultOfPublic(url).map((fault) => `${name}: ${url}: ${fault}`)));
      }
    });

    test(`${site.name}: ${year}/manifest.json tells the truth about every file`, () => {
      const manifest = JSON.parse(read(`${year}/manifest.json`));
      const urls = stringsIn(manifest).filter((text) => /^https?:/.test(text));
      none(urls.flatMap((url) => faultOfPublic(url).map((fault) => `${url}: ${fault}`)));
      for (const record of recordsIn(manifest)) {
        const url = record.url ?? record.address ?? new URL(record.path ?? record.file, `${site.baseUrl}${year}/`).href;
        const bytes = readFileSync(join(site.out, fileOfPublic(url) ?? `${url} does not exist`));
        assert.equal(record.size, bytes.length, `size of ${url}`);
        assert.equal(record.sha256, createHash('sha256').update(bytes).digest('hex'), `sha256 of ${url}`);
      }
    });
  }

  /** The file that a path of a URL names below `base`, as a host finds it; null where there is none. */
  function fileAt(pathname, base) {
    if (!pathname.startsWith(base)) return null;
    const path = decode(pathname.slice(base.length));
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    return site.files.has(file) ? file : null;
  }

  function faultAt(link, base) {
    const url = new URL(link.url, `${HOST}${base}${link.page}`);
    if (!url.pathname.startsWith(base)) return [`leaves ${base}`];
    const file = fileAt(url.pathname, base);
    return file ? faultOfFragment(file, url.hash) : [`nothing at ${url.pathname}`];
  }

  function faultInFiles(link) {
    if (link.url.startsWith('/')) return ['is an absolute path'];
    const url = new URL(link.url, `file:///usb/${link.page}`);
    const path = decode(url.pathname.slice('/usb/'.length));
    if (!url.pathname.startsWith('/usb/')) return ['leaves the site'];
    return site.files.has(path) ? [] : [`no file ${path}`];
  }

  function faultOfFragment(file, hash) {
    const name = decode(hash.slice(1));
    const known = anchors.get(file);
    // "#" and "#top" are the top of any page; a fragment of a PDF (#page=3) is not ours to judge.
    return !known || name === '' || name === 'top' || known.has(name) ? [] : [`no id "${name}" in ${file}`];
  }

  function fileOfPublic(url) {
    return url.startsWith(site.baseUrl) ? fileAt(new URL(url).pathname, site.basePath) : null;
  }

  function faultOfPublic(url) {
    if (!url.startsWith(site.baseUrl)) return [`not under ${site.baseUrl}`];
    const file = fileOfPublic(url);
    return file ? faultOfFragment(file, new URL(url).hash) : ['does not exist'];
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return `(badly encoded) ${text}`;
  }
}

/** Addresses in url(…) and @import "…", comments left out. */
function cssUrls(text) {
  const css = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = [...css.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/gi)];
  return found.map((match) => match.slice(1).find((part) => part !== undefined)).filter((url) => !url.startsWith('#'));
}

function parseXml(name, text) {
  const complain = (level, message) => assert.fail(`${name} is not well formed (${level}): ${message}`);
  return new DOMParser({ onError: complain }).parseFromString(text, 'text/xml');
}

/** Every string anywhere in a JSON value. */
function stringsIn(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}

/** Every object in a JSON value that describes a file. */
function recordsIn(value) {
  if (!value || typeof value !== 'object') return [];
  return [...('sha256' in value ? [value] : []), ...Object.values(value).flatMap(recordsIn)];
}
