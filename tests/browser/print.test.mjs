// Paper: the poster is one sheet that can be scanned, the report is a landscape document with every item in it.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { none } from './lib/faults.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, hasTable, samplesOf, sites } from './lib/sites.mjs';
import { run, scan, scratch } from './lib/tools.mjs';

const A4 = [595, 842]; // points
const folder = scratch();
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const site of sites) {
  let server;
  before(async () => { server = await serve(site.out, site.basePath); });
  after(() => server.close());

  for (const { year, eitUrl, items } of site.years) {
    test(`${site.name} ${year}: the report is A4 landscape and names all ${items} items`, async () => {
      const pdf = await print(`${year}/report/`);
      none(offSize(pdf, A4.toReversed()));
      const text = run('pdftotext', '-layout', pdf, '-');
      const codes = Array.from({ length: items }, (_, n) => `O${n + 1}`);
      none(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(text)), 'items that the print leaves out');
    });

    test(`${site.name} ${year}: the poster is one A4 sheet`, async () => {
      const pdf = await print(`${year}/eit/poster/`);
      assert.equal(sheets(pdf).length, 1);
      none(offSize(pdf, A4));
      if (!eitUrl) return;
      run('pdftoppm', '-r', '100', '-png', '-singlefile', pdf, pdf);
      assert.equal(scan(`${pdf}.png`), eitUrl);
    });

    test(`${site.name} ${year}: the link index and an item print on A4`, async () => {
      for (const address of [`${year}/`, `${year}/o1/`.replace('o1', firstItem(site, year))]) {
        const pdf = await print(address);
        const sizes = sheets(pdf).map(([width, height]) => [Math.min(width, height), Math.max(width, height)]);
        assert.ok(sizes.every((size) => isSize(size, A4)), `${address}: ${JSON.stringify(sizes)}`);
      }
    });
  }

  const tables = samplesOf(site).map(({ page }) => page).filter((page) => hasTable(site, page));
  if (tables.length > 0) {
    test(`${site.name}: tables from files print whole`, async () => {
      for (const page of tables) {
        const text = run('pdftotext', '-layout', await print(addressOf(page)), '-');
        const cells = await cellsOf(server.url + addressOf(page));
        none(cells.filter((cell) => !text.includes(cell)), `numbers that the print of ${page} leaves out`);
      }
    });
  }

  /** What stands in the cells with numbers. */
  async function cellsOf(url) {
    const page = await browser.newPage();
    await page.goto(url);
    const cells = await page.locator('.data td.number').allInnerTexts();
    await page.close();
    assert.ok(cells.length > 0, `${url}: no numbers`);
    return cells;
  }

  async function print(address) {
    const page = await browser.newPage();
    await page.goto(server.url + address);
    const path = join(folder, `${site.name}-${address.replaceAll('/', '-')}.pdf`);
    await page.pdf({ path, preferCSSPageSize: true, printBackground: false });
    await page.close();
    return path;
  }
}

function firstItem(site, year) {
  return site.pages.find((page) => page.startsWith(`${year}/o`)).split('/')[1];
}

/** Width and height of each sheet in points. */
function sheets(pdf) {
  const info = run('pdfinfo', '-f', '1', '-l', '9999', pdf);
  return [...info.matchAll(/^Page\s+\d+\s+size:\s+([\d.]+) x ([\d.]+)/gm)].map((match) => [Number(match[1]), Number(match[2])]);
}

function offSize(pdf, wanted) {
  const all = sheets(pdf);
  assert.ok(all.length > 0, 'no sheet at all');
  return all.filter((size) => !isSize(size, wanted));
}

function isSize(size, wanted) {
  return size.every((length, axis) => Math.abs(length - wanted[axis]) < 2);
}
