// Every kind of page, on a phone and on a screen, light and dark: accessible, quiet, and not wider than the window.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, visibleText } from './lib/browser.mjs';
import { none } from './lib/faults.mjs';
import { holdStill } from './lib/html.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, samplesOf, sites } from './lib/sites.mjs';

const WIDTHS = [360, 1280];
const SCHEMES = ['light', 'dark'];
// All of axe's rules, with the one of WCAG 2.2 AA that it leaves off.
const AXE = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('the visit does find faults', async () => {
  // A page that has every fault: proof that axe runs behind the policy, and that each listener listens.
  const page = `<!doctype html><html lang="th"><title>ก</title><p style="color:red">${'w'.repeat(900)}<img src="https://elsewhere.invalid/a.png">`;
  const server = await serve(sites[0].out, '/', () => page);
  const { faults } = await visit(server, '');
  await server.close();
  for (const kind of ['axe image-alt', 'policy', 'other origin', 'wider']) {
    assert.ok(faults.some((fault) => fault.includes(kind)), `no "${kind}" among:\n${faults.join('\n')}`);
  }
});

for (const site of sites) {
  let server;
  // The target of a redirect is a page of its own; here the redirecting page is looked at while it stands still.
  before(async () => { server = await serve(site.out, site.basePath, holdStill); });
  after(() => server.close());

  for (const { kind, page } of samplesOf(site)) {
    test(`${site.name}: ${kind} ${page}`, async () => {
      // 404.html is looked at where it is seen: deep below an address that does not exist.
      const address = kind === 'not found' ? 'no/such/page/' : addressOf(page);
      const { faults, text, status } = await visit(server, address);
      assert.equal(status, kind === 'not found' ? 404 : 200);
      none(faults);

      const bare = await withoutScript(server, address);
      assert.ok(bare.heading.trim(), 'no h1 without JavaScript');
      assert.ok(bare.main.trim().length > bare.heading.trim().length, 'nothing but a heading in <main> without JavaScript');
      // The search has its box only with a script; search.test.mjs looks at both.
      if (kind !== 'search') assert.equal(bare.text, text, 'the text differs without JavaScript');
    });
  }

  test(`${site.name}: eit/ leads to the newest year's survey page`, async () => {
    const live = await serve(site.out, site.basePath);
    const page = await browser.newPage();
    await page.goto(`${live.url}eit/`);
    const newest = site.years.at(-1).year;
    await page.waitForURL(new RegExp(`/${newest}/eit/(index\\.html)?$`), { timeout: 5000 });
    await page.close();
    await live.close();
  });

  test(`${site.name}: works from a USB stick`, async () => {
    const page = await browser.newPage();
    const faults = [];
    page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
    page.on('request', (request) => request.url().startsWith('file:') || faults.push(`online: ${request.url()}`));
    for (const { page: file } of samplesOf(site).filter(({ kind }) => !['not found', 'redirect'].includes(kind))) {
      // Going on before the icon is there would cut it off.
      await page.goto(pathToFileURL(join(site.out, file)).href, { waitUntil: 'networkidle' });
      const styled = await page.evaluate(() => [...document.styleSheets].length > 0 && getComputedStyle(document.body).margin !== '8px');
      if (!styled) faults.push(`${file}: no style`);
    }
    await page.close();
    none(faults);
  });
}

/** Opens a page once and looks at it in each size and scheme. */
async function visit(server, address) {
  const context = await browser.newContext({ bypassCSP: false });
  const page = await context.newPage();
  const faults = listen(page, server, server.url + address);
  await page.addInitScript(() => {
    globalThis.blocked = [];
    addEventListener('securitypolicyviolation', (event) => globalThis.blocked.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  const response = await page.goto(server.url + address, { waitUntil: 'load' });
  const text = await visibleText(page);
  faults.push(...(await page.evaluate(() => globalThis.blocked)).map((what) => `policy: ${what}`));
  // The protocol's own evaluate is not bound by the page's policy; a script tag would be.
  await page.evaluate(axe.source);
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) faults.push(...(await look(page, width, colorScheme)));
  }
  await context.close();
  return { faults, text, status: response.status() };
}

async function look(page, width, colorScheme) {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  const wide = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), AXE);
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe ${id}: ${help}: ${target.join(' ')}: ${failureSummary.split('\n').at(-1).trim()}`));
  if (wide[0] > wide[1]) found.push(`wider than the window: ${wide[0]} > ${wide[1]} px`);
  return found.map((fault) => `${width} px ${colorScheme}: ${fault}`);
}

/** What the browser complains about, and what it asks of others, while the page is open. */
function listen(page, { origin }, url) {
  const faults = [];
  page.on('console', (message) => {
    // The 404 page itself is an answer with status 404, which Chromium reports as an error; it is what we asked for.
    const own = /status of 404/.test(message.text()) && message.location().url === url;
    if (['error', 'warning'].includes(message.type()) && !own) faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
  page.on('request', (request) => new URL(request.url()).origin === origin || faults.push(`other origin: ${request.url()}`));
  page.on('response', (response) => response.status() >= 400 && response.url() !== url
    && faults.push(`status ${response.status()}: ${response.url()}`));
  return faults;
}

async function withoutScript(server, address) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.url + address);
  const textOf = (selector) => page.locator(selector).first().innerText();
  const [heading, main, text] = [await textOf('h1'), await textOf('main'), await textOf('body')];
  await context.close();
  return { heading, main, text };
}
