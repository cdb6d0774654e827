// The search as people use it: from a host and from a disk, in any way of writing Thai, with the keyboard alone, without a script.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { build, project } from './lib/sites.mjs';
import { scratch } from './lib/tools.mjs';

const ORDER = 'ประกาศใช้แผนปฏิบัติการป้องกันการทุจริตตามค\u0E4D\u0E32สั่งที่ ๔๗ แล้ว'; // sara am of two signs
const FILES = {
  '2568/items/o01.md': `---\nitem: O1\noffices: [clerk]\n---\n${ORDER}\n\nบริการน้ำดื่มฟรี ค่าการ์ด 100% 😀 ลด\n\n| เดือน | บาท |\n|---|---|\n| มีนาคม | 190,000 |\n`,
  '2568/items/o02.md': `---\nitem: O2\noffices: [finance]\nstatus: done\n---\nทำตามข้อ O1 และกฎหมาย ${'ก'.repeat(300)} สุดท้าย\n`,
  '2567/year.yaml': 'scheme: small\ninternal_tracking: true\n',
  '2567/items/o01.md': '---\nitem: O1\ntitle: โครงสร้างปีก่อน\n---\nป้องกันไว้ก่อน\n',
};

let browser;
let site;
let server;
before(async () => {
  const root = join(scratch(), 'site');
  cpSync(join(project, 'tests/checks/base'), root, { recursive: true });
  mkdirSync(join(root, 'content/2567/items'), { recursive: true });
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(root, 'content', path), text);
  site = build(root);
  server = await serve(site, '/a/ita/');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Ways to the search page. A disk has no host whose policy could help. */
const WAYS = {
  'a host': () => `${server.url}search/`,
  'a disk': () => pathToFileURL(join(site, 'search/index.html')).href,
};

async function open(url, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.faults.push(message.text()));
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.goto(url);
  return page;
}

async function ask(page, query) {
  await page.getByRole('searchbox').fill(query);
  await page.keyboard.press('Enter');
}

/** Titles of the results by year, as they stand. */
function resultsOf(page) {
  return page.locator('#results > section').evaluateAll((years) =>
    years.map((year) => [year.querySelector('h2').innerText, ...[...year.querySelectorAll('h3')].map((title) => title.innerText)]));
}

const NEW = 'ปีงบประมาณ 2568';
const OLD = 'ปีงบประมาณ 2567';
const O1 = 'O1 โครงสร้าง';
const O2 = 'O2 รายงานรอบ 6 เดือน';
const OLD_O1 = 'O1 โครงสร้างปีก่อน';
const NONE = [];

const QUERIES = [
  ['a word inside unspaced text', 'ป้องกัน', [[NEW, O1], [OLD, OLD_O1]]],
  ['ำ as one sign, where the text has two', 'ค\u0E33สั่ง', [[NEW, O1]]],
  ['ำ as two signs', 'ค\u0E4D\u0E32สั่ง', [[NEW, O1]]],
  ['a tone mark before ำ', 'น\u0E49\u0E33ดื่ม', [[NEW, O1]]],
  ['a tone mark inside ำ', 'น\u0E4D\u0E49\u0E32ดื่ม', [[NEW, O1]]],
  ['Arabic digits, where the text has Thai ones', '47', [[NEW, O1]]],
  ['Thai digits, where the text has Arabic ones', '๑๙๐,๐๐๐', [[NEW, O1]]],
  ['a space too many', 'แผน ปฏิบัติการ', [[NEW, O1]]],
  ['a space too few', 'คำสั่งที่47', [[NEW, O1]]],
  ['an invisible space, as copied from a PDF', 'แผน\u200Bปฏิบัติการ', [[NEW, O1]]],
  ['words of title and body', 'โครงสร้าง ทุจริต', [[NEW, O1]]],
  ['an office', 'กองคลัง', [[NEW, O2]]],
  ['a year', 'ป้องกัน ๒๕๖๗', [[OLD, OLD_O1]]],
  ['signs that mean something to patterns', '100%', [[NEW, O1]]],
  ['an emoji', '😀', [[NEW, O1]]],
  ['a pattern', '.*', NONE],
  ['a part of a number', '190', [[NEW, O1]]],
  ['no part of a run of digits', '19', NONE],
  ['no letter without its sign', 'ค่าการ', NONE],
  ['no word that goes over the end of a line', 'แล้วบริการ', NONE],
  ['a word that is nowhere', 'ไม่มีคำนี้เลย', NONE],
  ['markup', '<b>', NONE],
  ...['O2', 'o02', '๐๒', '2', 'ข้อ 2', 'ข้อ๒', 'OIT2', 'oit-2', 'O 2', 'o๒'].map((code) => [`the code ${code}`, code, [[NEW, O2]]]),
  ['a code in two years, and who speaks of it', 'O1', [[NEW, O1, O2], [OLD, OLD_O1]]],
  ['a code and a word', 'ข้อ 1 ก่อน', [[OLD, OLD_O1]]],
  ['a code that is nowhere', 'O12', NONE],
];

for (const [way, url] of Object.entries(WAYS)) {
  test(`from ${way}: finds what is asked for`, async (t) => {
    const page = await open(url());
    for (const [what, query, expected] of QUERIES) {
      await t.test(what, async () => {
        await ask(page, query);
        assert.deepEqual(await resultsOf(page), expected);
      });
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test(`from ${way}: says how many, shows the place, leads there and back`, async () => {
    const page = await open(url());
    const outcome = page.getByRole('status');
    assert.equal(await outcome.innerText(), '');
    await ask(page, 'ป้องกัน');
    assert.equal(await outcome.innerText(), 'พบ 2 หน้า');
    assert.equal(await page.locator('#all').isVisible(), false);
    const first = page.locator('#results li').first();
    assert.equal(await first.locator('mark').innerText(), 'ป้องกัน');
    assert.match(await first.innerText(), /ประกาศใช้แผนปฏิบัติการป้องกันการทุจริตตามคำสั่งที่ ๔๗ แล้ว/, 'in its own digits');
    assert.match(await first.innerText(), /9\.1 ข้อมูลพื้นฐาน · สำนักปลัด/);
    await first.getByRole('link').click();
    assert.match(page.url(), /2568\/o1\/index\.html$/);
    await page.goBack();
    await page.locator('#results li').first().waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'ป้องกัน');
    await ask(page, 'ไม่มีคำนี้เลย');
    assert.match(await outcome.innerText(), /^ไม่พบ “ไม่มีคำนี้เลย”/);
    assert.equal(await page.locator('#all').isVisible(), true);
    await ask(page, '');
    assert.equal(await outcome.innerText(), '');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test(`from ${way}: a query in the address is answered`, async () => {
    const page = await open(`${url()}#q=${encodeURIComponent('ข้อ ๒')}`);
    assert.deepEqual(await resultsOf(page), [[NEW, O2]]);
    await page.evaluate(() => { location.hash = 'q=O1'; });
    await page.waitForFunction(() => document.querySelectorAll('#results li').length === 3);
    await page.evaluate(() => { location.hash = 'y2567'; });
    assert.equal(await page.getByRole('searchbox').inputValue(), 'O1', 'an anchor is no query');
    await page.context().close();
  });

  test(`from ${way}: the keyboard is enough`, async () => {
    const page = await open(url());
    for (let n = 0; n < 40 && !(await page.evaluate(() => document.activeElement?.id === 'query')); n += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('ทุจริต');
    await page.locator('#results li').waitFor(); // as one types, without Enter
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BUTTON');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/2568\/o1\/index\.html$/);
    await page.context().close();
  });

  test(`from ${way}: without a script it is a list, and nothing to press`, async () => {
    const page = await open(url(), { javaScriptEnabled: false });
    assert.equal(await page.getByRole('searchbox').count(), 0);
    assert.equal(await page.getByRole('button').count(), 0);
    assert.match(await page.locator('#outcome').innerText(), /JavaScript/);
    for (const title of [O1, O2, OLD_O1]) assert.ok(await page.getByRole('link', { name: title, exact: true }).isVisible(), title);
    await page.context().close();
  });
}

test('a long line is cut around what was found, never between a letter and its sign', async () => {
  const page = await open(WAYS['a disk']());
  await ask(page, 'สุดท้าย');
  assert.match(await page.locator('[data-part=passage]').innerText(), /^…สุดท้าย$/);
  const cut = await page.evaluate(() => {
    const signs = /^[\u0E31\u0E33-\u0E3A\u0E47-\u0E4E\uDC00-\uDFFF]/;
    const text = 'ที่นี้น้ำ😀'.repeat(200);
    const found = [...text.matchAll(/😀/g)].map(({ index }) => passageOf(`${text.slice(0, index)}คำ${text.slice(index)}`, wordsOf('คำ')));
    return found.filter((it) => signs.test(it.replace(/^…/, '')) || /[\uD800-\uDBFF]…$/.test(it));
  });
  assert.deepEqual(cut, []);
  await page.context().close();
});

test('more results than one reads are counted and not all shown', async () => {
  const page = await open(WAYS['a disk']());
  await page.evaluate(() => {
    const [year] = window.searchIndex;
    window.searchIndex = Array.from({ length: 250 }, (_, n) => ({ ...year, year: n, title: String(n) }));
  });
  await ask(page, 'ทุจริต');
  assert.equal(await page.getByRole('status').innerText(), 'พบ 250 หน้า แสดง 200 หน้าแรก');
  assert.equal(await page.locator('#results li').count(), 200);
  await page.context().close();
});

test('without its index the search says so', async () => {
  const copy = join(scratch(), 'copy');
  cpSync(site, copy, { recursive: true });
  rmSync(join(copy, 'search/index.js'));
  const page = await open(pathToFileURL(join(copy, 'search/index.html')).href);
  assert.match(await page.getByRole('status').innerText(), /เปิดดัชนีของช่องค้นหาไม่ได้/);
  assert.equal(await page.getByRole('searchbox').count(), 0);
  assert.ok(await page.locator('#all').isVisible());
  await page.context().close();
});

test('the script folds words and codes as the program does', async () => {
  const table = JSON.parse(readFileSync(join(project, 'tests/files/search.json'), 'utf8'));
  const page = await open(WAYS['a disk']());
  const made = await page.evaluate(({ fold: words, codes }) => ({
    fold: words.map(([text]) => [text, fold(text)]),
    codes: codes.map(([text]) => [text, codeOf(text)]),
  }), table);
  assert.deepEqual(made, table);
  await page.context().close();
});

test('results are accessible, on a phone and on a screen, light and dark', async () => {
  const page = await open(`${WAYS['a host']()}#q=${encodeURIComponent('การ สำนักปลัด')}`);
  assert.ok((await resultsOf(page)).length > 0);
  await page.evaluate(axe.source);
  for (const width of [360, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { rules: { 'target-size': { enabled: true } } }));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [], `${width} px ${colorScheme}`);
    }
  }
  await page.context().close();
});

test('no other page loads the index or the script', async () => {
  const page = await open(`${server.url}2568/o1/`);
  const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  assert.deepEqual(asked.filter((name) => /\.js/.test(name)), []);
  await page.context().close();
});
