// `prongsai serve` as staff see it: a save is on the screen by itself, a broken one lies over the last good page until it is mended.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { none } from './lib/faults.mjs';
import { project, startServe } from './lib/program.mjs';
import { scratch } from './lib/tools.mjs';

const PATIENCE = { timeout: 20_000 };
const root = scratch();
const file = join(root, 'content/2568/items/o12/index.md');

let browser, server, good;
before(async () => {
  cpSync(join(project, 'tests/sites/sample/content'), join(root, 'content'), { recursive: true });
  good = readFileSync(file, 'utf8');
  browser = await launch();
  server = await startServe(root);
});
after(async () => {
  await browser.close();
  await server.stop();
});

/** An open page that notes every complaint of the browser and every request. */
async function open(path, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const faults = [];
  const requests = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(server.url + path);
  await page.getByRole('complementary').waitFor(PATIENCE); // the bar, once it has its style
  return { page, faults, requests };
}

test('a save is on the screen by itself, at the same place of the page', async () => {
  const { page, faults, requests } = await open('2568/o12/');
  await page.evaluate(() => { scrollTo(0, 500); globalThis.isSamePage = true; });
  const quiet = requests.length;
  await page.waitForTimeout(700);
  assert.equal(requests.length, quiet, 'a page at rest asks for nothing');
  writeFileSync(file, good.replace('เมื่อครบครึ่งปี', 'เมื่อสิ้นเดือนมีนาคม'));
  await page.getByText('เมื่อสิ้นเดือนมีนาคม').waitFor(PATIENCE);
  await page.waitForFunction(() => scrollY === 500, null, PATIENCE);
  writeFileSync(file, good);
  await page.getByText('เมื่อครบครึ่งปี').waitFor(PATIENCE);
  assert.equal(await page.evaluate(() => globalThis.isSamePage), true, 'without a flash of white');
  assert.equal(await page.locator('prongsai-live').count(), 1);
  none(faults);
  await page.close();
});

test('a page whose script must run, or whose style is another one, is loaded again', async () => {
  const { page, faults } = await open('search/');
  await page.evaluate(() => { globalThis.isSamePage = true; });
  writeFileSync(file, good.replace('---', '---\ntitle: ชื่อที่ตั้งเอง'));
  await page.getByRole('link', { name: 'O12 ชื่อที่ตั้งเอง' }).waitFor(PATIENCE);
  assert.equal(await page.evaluate(() => globalThis.isSamePage), undefined);
  await page.goto(`${server.url}2568/o12/`);
  await page.getByRole('heading', { level: 1, name: 'ชื่อที่ตั้งเอง' }).waitFor(PATIENCE);
  await page.evaluate(() => { globalThis.isSamePage = true; });
  writeFileSync(file, good);
  const style = join(root, 'themes/default/static/style.css');
  mkdirSync(dirname(style), { recursive: true });
  writeFileSync(style, 'h1 { color: rgb(1, 2, 3) }');
  const isStyled = (wanted) => (getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)') === wanted;
  await page.waitForFunction(isStyled, true, PATIENCE);
  assert.equal(await page.evaluate(() => globalThis.isSamePage), undefined);
  rmSync(join(root, 'themes'), { recursive: true });
  await page.waitForFunction(isStyled, false, PATIENCE);
  none(faults);
  await page.close();
});

test('a broken save lies over the last good page until it is mended', async () => {
  const { page, faults } = await open('2568/o12/');
  const errors = page.getByRole('alertdialog');
  assert.equal(await errors.isVisible(), false);
  writeFileSync(file, good.replace('offices:', 'ofices:').replace('เมื่อครบครึ่งปี', 'ฉบับเสีย'));
  await errors.waitFor(PATIENCE);
  const text = await errors.innerText();
  for (const words of ['สิ่งที่เพิ่งบันทึกมีข้อผิดพลาด', 'ไม่รู้จัก `ofices`', 'หมายถึง `offices` หรือไม่', 'content/2568/items/o12/index.md:3:1']) {
    assert.ok(text.includes(words), `no "${words}" in:\n${text}`);
  }
  assert.equal(await errors.getByRole('link').getAttribute('href'), `vscode://file${file}:3:1`);
  assert.equal(await page.getByText('เมื่อครบครึ่งปี').isVisible(), true, 'the last good page stays');
  assert.equal(await page.getByText('ฉบับเสีย').count(), 0);
  // It can be put away, and comes back when it is asked for or when there is something else to say.
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'prongsai-live', 'a screen reader is led to it');
  await page.keyboard.press('Escape');
  await errors.waitFor({ state: 'hidden', ...PATIENCE });
  await page.getByRole('button', { name: 'ดูข้อผิดพลาด' }).click();
  await errors.waitFor(PATIENCE);
  await errors.getByRole('button', { name: 'ซ่อน' }).click();
  writeFileSync(file, good.replace('status: done', 'status: dun'));
  await errors.getByText('`status` ไม่มีค่า `dun`').waitFor(PATIENCE);
  writeFileSync(file, good);
  await errors.waitFor({ state: 'hidden', ...PATIENCE });
  assert.equal(await page.getByRole('button', { name: 'ดูข้อผิดพลาด' }).count(), 0);
  none(faults);
  await page.close();
});

test('the bar leads to the other face and to the desk', async () => {
  const { page, faults } = await open('2568/o12/?a=1#about');
  assert.ok(await page.locator('[data-face=staff]').count() > 0);
  await page.getByRole('link', { name: 'ประชาชน', exact: true }).click();
  await page.waitForURL('**/_/public/2568/o12/?a=1#about');
  assert.equal(await page.locator('[data-face=staff]').count(), 0);
  // Links stay on the face; it follows the files as well.
  await page.getByRole('link', { name: /^ข้อถัดไป/ }).click();
  await page.waitForURL('**/_/public/2568/o13/index.html');
  await page.goBack();
  writeFileSync(file, good.replace('เมื่อครบครึ่งปี', 'เมื่อสิ้นเดือนมีนาคม'));
  await page.getByText('เมื่อสิ้นเดือนมีนาคม').waitFor(PATIENCE);
  writeFileSync(file, good);
  await page.getByText('เมื่อครบครึ่งปี').waitFor(PATIENCE);
  await page.getByRole('link', { name: 'เจ้าหน้าที่', exact: true }).click();
  await page.waitForURL('**/2568/o12/?a=1#about');
  await page.locator('prongsai-live a[href="/_/"]').click();
  await page.getByRole('heading', { name: 'สิ่งที่ยังต้องทำ' }).waitFor(PATIENCE);
  assert.equal(await page.getByRole('link', { name: 'content/2568/items/o12/index.md', exact: true }).getAttribute('href'), `vscode://file${file}:1:1`);
  none(faults);
  await page.close();
});

test('bar, errors and desk are accessible, on a phone and on a screen, light and dark', async () => {
  writeFileSync(file, good.replace('offices:', 'ofices:'));
  const found = [];
  for (const path of ['2568/o12/', '_/']) {
    for (const width of [360, 1280]) {
      for (const colorScheme of ['light', 'dark']) {
        const { page, faults } = await open(path, { viewport: { width, height: 800 }, colorScheme });
        await page.getByRole('alertdialog').waitFor(PATIENCE);
        found.push(...faults); // before axe, which styles elements of its own and is refused
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
        found.push(...(wide ? ['wider than the window'] : []),
          ...violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${path} ${width} ${colorScheme} ${id}: ${target} ${failureSummary}`)));
        await page.close();
      }
    }
  }
  writeFileSync(file, good);
  none(found);
});

test('a page without its server says so, and follows again', async () => {
  const other = await startServe(root);
  const page = await browser.newPage();
  await page.goto(`${other.url}2568/o12/`);
  await page.getByRole('complementary').waitFor(PATIENCE);
  const [code] = await other.stop();
  assert.equal(code, 0);
  await page.getByText('prongsai serve หยุดทำงานแล้ว').waitFor(PATIENCE);
  const again = await startServe(root, new URL(other.url).port);
  await page.getByText('prongsai serve หยุดทำงานแล้ว').waitFor({ state: 'hidden', ...PATIENCE });
  await page.close();
  await again.stop();
});
