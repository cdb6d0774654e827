// The ground of all other tests: the sites are there, and every page is of a kind that they look at.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { none } from './lib/faults.mjs';
import { isRedirect } from './lib/html.mjs';
import { KINDS, kindOf, missing, sites } from './lib/sites.mjs';

for (const { name, root, out, required } of missing) {
  test(`site ${name} is there`, { todo: required ? false : `${root} does not exist yet: NOTHING is tested on it` }, () => {
    assert.fail(`${root} has no content/site.yaml, or it is not built (${out ?? 'built by the tests'})`);
  });
}

for (const site of sites) {
  test(`${site.name}: every page is of a known kind`, () => {
    // An alias keeps a dead address alive and may stand anywhere, so it is known by what it does.
    const unknown = site.pages.filter((page) => !kindOf(page) && !isRedirect(readFileSync(join(site.out, page), 'utf8')));
    none(unknown);
  });

  test(`${site.name}: every kind of page is there`, () => {
    const kinds = new Set(site.pages.map(kindOf));
    none(Object.keys(KINDS).filter((kind) => !kinds.has(kind)));
  });

  test(`${site.name}: every year has a page for each of its items`, () => {
    for (const { year, itemPages } of site.years) {
      const pages = site.pages.filter((page) => page.startsWith(`${year}/`) && kindOf(page) === 'item');
      assert.equal(pages.length, itemPages, `item pages of ${year}`);
    }
  });
}
