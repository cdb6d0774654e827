// The link index as a sheet: what Excel, a script and an assessor's clipboard get is the same, and is whole.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { project, sites } from './lib/sites.mjs';

const venv = join(project, 'tests/.venv/bin/python');
const python = process.env.PYTHON ?? (existsSync(venv) ? venv : 'python3');

for (const site of sites) {
  for (const { year, items } of site.years) {
    test(`${site.name} ${year}: index.csv, index.xlsx and index.json agree`, () => {
      const script = join(project, 'tests/outer/sheets.py');
      const { status, stdout, stderr, error } = spawnSync(python, [script, site.out, year, site.baseUrl, String(items)], { encoding: 'utf8' });
      if (error) throw error;
      assert.equal(status, 0, `${stdout}${stderr}`);
    });
  }
}
