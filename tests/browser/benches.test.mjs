// What speed is measured on: the big site is always the same, has no faults, and the comparison sees what differs. Times nothing.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesUnder } from './lib/files.mjs';
import { build, program, project } from './lib/sites.mjs';
import { run, scratch } from './lib/tools.mjs';

const generate = (folder, ...more) => run('python3', join(project, 'benches/generate.py'), folder, '--years', '1', ...more);
const compare = (here, there) => spawnSync('python3', [join(project, 'benches/compare.py'), here, there], { encoding: 'utf8' });

const root = join(scratch(), 'site');
generate(root);
const out = build(root);

test('the big site is the same every time', () => {
  const again = join(scratch(), 'site');
  generate(again);
  const files = [...filesUnder(again)];
  assert.ok(files.length > 60, `${files.length} files`);
  for (const file of files) assert.deepEqual(readFileSync(join(again, file)), readFileSync(join(root, file)), file);
});

test('there is nothing to find in it', () => {
  const { status, stdout, stderr } = spawnSync(program, ['check', '--deny-warnings', '--format', 'concise', '-r', root], { encoding: 'utf8' });
  assert.equal(status, 0, `${stdout}${stderr}`);
});

for (const form of ['hugo', 'zola']) {
  test(`${form} is given as many pages and the same attachments`, () => {
    const other = join(scratch(), 'site');
    generate(other, '--form', form);
    const content = (folder, ending) => [...filesUnder(join(folder, 'content'))].filter((name) => name.endsWith(ending));
    assert.equal(content(other, '.md').filter((name) => !name.endsWith('_index.md')).length, content(root, '.md').length);
    for (const ending of ['.csv', '.pdf', '.xlsx']) {
      const bytes = (folder) => content(folder, ending).map((name) => readFileSync(join(folder, 'content', name), 'hex')).sort();
      assert.ok(bytes(root).length > 0);
      assert.deepEqual(bytes(other), bytes(root));
    }
  });
}

/** The section as another program would make it: without the pages that only prongsai has. */
function other() {
  const copy = join(scratch(), 'public');
  cpSync(out, copy, { recursive: true });
  for (const name of ['404.html', 'eit', 'search', '2568/result', '2568/report', '2568/eit']) rmSync(join(copy, name), { recursive: true });
  return copy;
}

test('a section is the same as itself', () => {
  const { status, stdout, stderr } = compare(out, other());
  assert.equal(status, 0, `${stdout}${stderr}`);
});

test('the comparison sees every kind of difference', () => {
  const copy = other();
  const edit = (name, from, to) => {
    const text = readFileSync(join(copy, name), 'utf8');
    assert.ok(text.includes(from), `${name} holds ${from}`);
    writeFileSync(join(copy, name), text.replace(from, to));
  };
  edit('2568/o3/index.html', '<title>O3', '<title>O4');
  edit('2568/o5/index.html', 'องค์ประกอบที่แสดงในข้อนี้', 'องค์ประกอบ');
  edit('2568/o6/index.html', 'href=#main', 'href=#body');
  rmSync(join(copy, '2568/o9/index.html'));
  cpSync(join(copy, '2568/o10'), join(copy, '2568/o99'), { recursive: true });
  writeFileSync(join(copy, '2568/o12/report-o12.csv'), '');
  const { status, stdout } = compare(out, copy);
  assert.equal(status, 1, stdout);
  const pages = [...new Set(stdout.trim().split('\n').map((line) => line.split(':')[0]))];
  const expected = ['2568/o3/index.html', '2568/o5/index.html', '2568/o6/index.html', '2568/o9/index.html', '2568/o99/index.html', '2568/o12/report-o12.csv'];
  assert.deepEqual(pages.sort(), expected.sort(), stdout);
});
