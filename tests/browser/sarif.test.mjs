// `check --format sarif` keeps to the schema of SARIF 2.1.0, and points into the files it was given.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildMatcher } from '@microsoft/sarif-matcher-utils';
import { program, project } from './lib/sites.mjs';
import { scratch } from './lib/tools.mjs';

const matches = buildMatcher();

/** A site with findings in a text, in a name that is no address as it stands, and about a whole file. */
function faulty() {
  const root = scratch();
  cpSync(join(project, 'tests/checks/base'), root, { recursive: true });
  const items = join(root, 'content/2568/items');
  writeFileSync(join(items, 'o02.md'), '---\nitem: O2\nofice: x\n---\nดู [ข้อ {0}](o0l.md)\n');
  writeFileSync(join(items, 'o03 สำเนา.md'), Buffer.from([0x2d, 0xff, 0xfe]));
  return root;
}

function check(root) {
  const { status, stdout, stderr } = spawnSync(program, ['check', '--format', 'sarif', '-r', root], { encoding: 'utf8' });
  return { status, stderr, log: JSON.parse(stdout) };
}

function valid(log) {
  const { pass, message } = matches(log);
  assert.ok(pass, pass ? '' : message());
}

test('a log with findings is valid', () => {
  const root = faulty();
  const { status, stderr, log } = check(root);
  assert.equal(status, 1, stderr);
  valid(log);
  const [{ results, tool }] = log.runs;
  const reported = new Set(results.map(({ ruleId }) => ruleId));
  for (const rule of ['broken-link', 'not-utf8', 'unknown-field']) assert.ok(reported.has(rule), rule);
  for (const { ruleId, ruleIndex, message, locations: [{ physicalLocation }] } of results) {
    assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
    assert.match(message.text, /^.*\p{Script=Thai}.*\n.*[a-z]/u);
    const { uri } = physicalLocation.artifactLocation;
    const lines = readFileSync(join(root, decodeURIComponent(uri)), 'utf8').split('\n');
    const { startLine = 1, startColumn = 1, endLine = 1, endColumn = 1 } = physicalLocation.region ?? {};
    for (const [line, column] of [[startLine, startColumn], [endLine, endColumn]]) {
      assert.ok(column <= [...lines[line - 1]].length + 1, `${uri}:${line}:${column}`);
    }
  }
  const link = results.find(({ ruleId }) => ruleId === 'broken-link').locations[0].physicalLocation.region;
  assert.equal([...'ดู [ข้อ {0}](o0l.md)'].slice(link.startColumn - 1, link.endColumn - 1).join(''), 'o0l.md');
});

for (const site of ['.', 'tests/checks/base', 'tests/sites/sample']) {
  test(`the log of ${site} is valid and describes every rule`, () => {
    const { status, stderr, log } = check(join(project, site));
    assert.equal(status, 0, stderr);
    valid(log);
    for (const { id, shortDescription, help } of log.runs[0].tool.driver.rules) {
      assert.match(shortDescription.text, /\.$/, id);
      assert.match(help.text, /^What it checks\n.+\n\nWhy it matters\n./s, id);
    }
  });
}

test('the schema does refuse', () => {
  // Otherwise a matcher that reads nothing would pass everything.
  const { log } = check(join(project, 'tests/checks/base'));
  assert.equal(matches({ ...log, version: '2.0.0' }).pass, false);
  assert.equal(matches({ ...log, runs: [{ ...log.runs[0], results: [{ level: 'fatal', message: { text: '' } }] }] }).pass, false);
  assert.equal(matches({ ...log, runs: [{ ...log.runs[0], columnKind: 'bytes' }] }).pass, false);
});
