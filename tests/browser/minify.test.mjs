// Minifying changes no visible text: the same content built with and without it reads the same in a browser.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, visibleText } from './lib/browser.mjs';
import { none } from './lib/faults.mjs';
import { filesUnder } from './lib/files.mjs';
import { holdStill } from './lib/html.mjs';
import { serve } from './lib/server.mjs';
import { build, sites } from './lib/sites.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const site of sites) {
  test(`${site.name}: the same text with and without minifying`, async () => {
    // Both are built here, so that an older public/ is not compared with newer content.
    const [small, plain] = [build(site.root), build(site.root, '--no-minify')];
    const pages = [...filesUnder(small)].filter((file) => file.endsWith('.html'));
    assert.deepEqual([...filesUnder(plain)].filter((file) => file.endsWith('.html')), pages);
    const bytes = (folder) => pages.reduce((sum, page) => sum + readFileSync(join(folder, page)).length, 0);
    assert.ok(bytes(small) < bytes(plain), 'minifying saves nothing: the two builds were not different');

    const [minified, written] = [await textsOf(small, pages), await textsOf(plain, pages)];
    const changed = pages.filter((page) => minified.get(page) !== written.get(page));
    none(changed.map((page) => `${page}: ${firstDifference(minified.get(page), written.get(page))}`), 'pages whose text changed');
  });
}

/** Title and visible text of each page. */
async function textsOf(folder, pages) {
  const server = await serve(folder, '/', holdStill);
  const page = await browser.newPage();
  const texts = new Map();
  for (const file of pages) {
    await page.goto(server.url + file);
    texts.set(file, `${await page.title()}\n${await visibleText(page)}`);
  }
  await page.close();
  await server.close();
  return texts;
}

function firstDifference(minified, written) {
  let at = 0;
  while (at < written.length && written[at] === minified[at]) at += 1;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 20));
  return `${around(written)} became ${around(minified)}`;
}
