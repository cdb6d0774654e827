// The W3C's checker (vnu) finds no error in any page, drawing or style sheet.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { none } from './lib/faults.mjs';
import { sites } from './lib/sites.mjs';
import { scratch } from './lib/tools.mjs';

const jar = createRequire(import.meta.url)('vnu-jar');

// vnu reads a file as what its name says only with these switches; one run per kind, for Java is slow to start.
const KINDS = [
  { ending: '.html', switches: [] },
  { ending: '.svg', switches: ['--svg'] },
  { ending: '.css', switches: ['--css'] },
];

// What vnu's old CSS parser does not know yet. Each entry with the reason; the list may only get shorter.
const NOT_ERRORS = [];

for (const site of sites) {
  for (const { ending, switches } of KINDS) {
    test(`${site.name}: no error in any ${ending} file`, () => {
      const files = [...site.files].filter((file) => file.endsWith(ending)).map((file) => join(site.out, file));
      assert.ok(files.length > 0, `there is no ${ending} file`);
      none(errorsIn(files, switches).map((error) => wording(site, error)));
    });
  }
}

test('the checker does find a fault', () => {
  // Otherwise a jar that fails to read anything would pass everything.
  const broken = join(scratch(), 'broken.html');
  writeFileSync(broken, '<!doctype html><html lang="th"><title>ก</title><p id="a"><p id="a"><img src="x.png">');
  assert.ok(errorsIn([broken], []).length >= 2);
});

function errorsIn(files, switches) {
  const args = ['-Xss8m', '-jar', jar, '--errors-only', '--format', 'json', ...switches, ...files];
  const { error, stderr } = spawnSync('java', args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  const start = stderr.search(/\{"(version|messages)"/);
  assert.notEqual(start, -1, `vnu gave no report:\n${stderr.slice(0, 2000)}`);
  return JSON.parse(stderr.slice(start)).messages.filter(({ type, message }) =>
    type !== 'info' && !NOT_ERRORS.some((pattern) => pattern.test(message)));
}

function wording(site, { url = '', lastLine, message, extract = '' }) {
  const file = relative(site.out, decodeURIComponent(url.replace(/^file:/, '')));
  return `${file}:${lastLine ?? '?'} ${message} — ${extract.replace(/\s+/g, ' ').slice(0, 120)}`;
}
