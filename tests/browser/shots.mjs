// A tool, not a test: pictures of every kind of page, on a phone and on a screen, light and dark, and on paper.
//   node shots.mjs [FOLDER]        default: tests/browser/out/

import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { addressOf, samplesOf, sites } from './lib/sites.mjs';
import { run } from './lib/tools.mjs';

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('out/', import.meta.url)));
mkdirSync(folder, { recursive: true });
const browser = await launch();

for (const site of sites) {
  const server = await serve(site.out, site.basePath);
  for (const { kind, page: file } of samplesOf(site).filter(({ kind }) => kind !== 'redirect')) {
    const address = kind === 'not found' ? 'no/such/page/' : addressOf(file);
    const place = file.replace(/(^|\/)index\.html$|\.html$/, '').replaceAll('/', '-');
    const name = join(folder, [site.name, kind.replaceAll(' ', '-'), place].filter(Boolean).join('-'));
    const page = await browser.newPage();
    await page.goto(server.url + address);
    await screens(page, name);
    await paper(page, name);
    await page.close();
  }
  await server.close();
}
await browser.close();
console.log(folder);

async function screens(page, name) {
  for (const width of [360, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
}

async function paper(page, name) {
  const pdf = `${name}.pdf`;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  run('pdftoppm', '-r', '60', '-png', pdf, `${name}-paper`);
  rmSync(pdf);
}
