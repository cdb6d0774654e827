// A phone that scans the QR code, wherever it stands, arrives at exactly the address that the agency gave.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { attribute, elementsOf } from './lib/html.mjs';
import { serve } from './lib/server.mjs';
import { sites } from './lib/sites.mjs';
import { run, scan, scratch } from './lib/tools.mjs';

const SCREENS = [
  ['eit/', 360, 'light'],
  ['eit/', 1280, 'dark'],
  ['eit/poster/', 794, 'light'],
  ['eit/poster/', 360, 'dark'],
];
const folder = scratch();
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('a site with a survey is among the sites', () => {
  assert.ok(sites.some((site) => site.years.some(({ eitUrl }) => eitUrl)));
});

for (const site of sites) {
  for (const { year, eitUrl } of site.years.filter(({ eitUrl }) => eitUrl)) {
    const eit = join(site.out, year, 'eit');

    test(`${site.name} ${year}: qr.png`, () => {
      assert.equal(scan(join(eit, 'qr.png')), eitUrl);
    });

    test(`${site.name} ${year}: qr.svg`, () => {
      // Nothing is put behind it: the drawing must bring its own white ground.
      const picture = join(folder, `${site.name}-${year}-svg.png`);
      run('rsvg-convert', '-w', '600', '-o', picture, join(eit, 'qr.svg'));
      assert.equal(scan(picture), eitUrl);
    });

    test(`${site.name} ${year}: the link beside the code is the same`, () => {
      const links = elementsOf(readFileSync(join(eit, 'index.html'), 'utf8')).filter(({ tagName }) => tagName === 'a');
      assert.ok(links.some((link) => attribute(link, 'href') === eitUrl), `no link to ${eitUrl}`);
    });

    for (const [address, width, colorScheme] of SCREENS) {
      test(`${site.name} ${year}: ${address} on a ${colorScheme} screen of ${width} px`, async () => {
        const picture = join(folder, `${site.name}-${year}-${width}.png`);
        await photograph(site, `${year}/${address}`, { viewport: { width, height: 1123 }, colorScheme, deviceScaleFactor: 2 }, picture);
        assert.equal(scan(picture), eitUrl);
      });
    }
  }

  for (const { year } of site.years.filter(({ eitUrl }) => !eitUrl)) {
    test(`${site.name} ${year}: no address, no code`, () => {
      assert.ok(!existsSync(join(site.out, year, 'eit/qr.png')) && !existsSync(join(site.out, year, 'eit/qr.svg')));
    });
  }
}

async function photograph(site, address, options, path) {
  const server = await serve(site.out, site.basePath);
  const page = await browser.newPage(options);
  await page.goto(server.url + address);
  await page.screenshot({ path, fullPage: true });
  await page.close();
  await server.close();
}
