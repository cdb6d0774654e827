// The rules of .htaccess, tried on the server they are made for: Debian's Apache, on loopback, ended by its process id.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, project } from './lib/sites.mjs';

const APACHE = process.env.APACHE ?? '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';
const ALIASES = 'aliases: ["2567/o5/", "old/plan.html", "index.php?page=ita&id=7", "o1.php", "news"]';
const folder = mkdtempSync(join(tmpdir(), 'prongsai-apache-'));
let server;
let port;

before(async () => {
  const root = join(folder, 'site');
  cpSync(join(project, 'tests/checks/base'), root, { recursive: true });
  writeFileSync(join(root, 'content/2568/items/o01.md'), `---\nitem: O1\n${ALIASES}\n---\n`);
  const served = join(folder, 'www/ita');
  mkdirSync(join(folder, 'www'));
  cpSync(build(root), served, { recursive: true });
  writeFileSync(join(served, 'shell.php'), '<?php echo 1;');
  port = await freePort();
  writeFileSync(join(folder, 'apache.conf'), configuration());
  server = spawn(APACHE, ['-X', '-f', join(folder, 'apache.conf')], { stdio: 'inherit' });
  await answering();
});

after(() => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

// AllowOverride FileInfo is what a careful shared host grants: a directive of another class would answer everything with 500.
function configuration() {
  const modules = ['mpm_prefork', 'authz_core', 'dir', 'mime', 'headers', 'rewrite', 'setenvif'];
  return [
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    `ServerRoot ${folder}`,
    `PidFile ${folder}/pid`,
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    `ErrorLog ${folder}/error.log`,
    'TypesConfig /etc/mime.types',
    'DirectoryIndex index.html',
    'User nobody',
    `DocumentRoot ${folder}/www`,
    `<Directory ${folder}/www>`,
    'AllowOverride FileInfo',
    'Require all granted',
    '</Directory>',
  ].join('\n');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}

async function answering() {
  for (let n = 0; n < 50; n += 1) {
    if (await ask('/').catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Apache does not answer');
}

function ask(path) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, timeout: 5000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    }).on('error', reject);
  });
}

test('a page is served with its policy and no guessing of types', async () => {
  const { status, headers } = await ask('/ita/2568/o1/');
  assert.equal(status, 200);
  assert.match(headers['content-security-policy'], /default-src 'none'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.match(headers['content-type'], /text\/html; *charset=utf-8/i);
});

test('the search, and no other page, may load its scripts', async () => {
  for (const [path, may] of [['search/', true], ['search/index.html', true], ['', false], ['2568/o1/', false]]) {
    const { headers } = await ask(`/ita/${path}`);
    assert.equal(/script-src 'self'/.test(headers['content-security-policy']), may, path);
  }
  for (const path of ['search/index.js', 'assets/search.js']) {
    const { status, headers } = await ask(`/ita/${path}`);
    assert.equal(status, 200, path);
    assert.match(headers['content-type'], /javascript/, path);
  }
});

for (const old of ['2567/o5/', '2567/o5', 'old/plan.html', 'index.php?page=ita&id=7', 'o1.php', 'news', 'news/']) {
  test(`the old address ${old} leads to the page, without its query`, async () => {
    const { status, headers } = await ask(`/ita/${old}`);
    assert.equal(status, 301);
    assert.equal(new URL(headers.location, `http://127.0.0.1:${port}`).pathname, '/ita/2568/o1/');
    assert.ok(!headers.location.includes('?'), headers.location);
  });
}

test('another query of the same script is not redirected', async () => {
  assert.equal((await ask('/ita/index.php?page=ita&id=77')).status, 403);
});

test('a script that somebody put there is refused', async () => {
  const { status, text } = await ask('/ita/shell.php');
  assert.equal(status, 403);
  assert.ok(!text.includes('echo'));
});

test('an address that does not exist answers 404 with the section\'s own page', async () => {
  const { status, text } = await ask('/ita/2568/o99/');
  assert.equal(status, 404);
  assert.match(text, /ไม่พบหน้านี้/);
});

test('tables and pictures have the types that programs ask for', async () => {
  for (const [path, type] of [
    ['2568/index.csv', 'text/csv'], ['2568/index.json', 'application/json'], ['2568/eit/qr.svg', 'image/svg+xml'], ['2568/eit/qr.png', 'image/png'],
    ['2568/index.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], ['sitemap.xml', 'xml'], ['feed.xml', 'xml'],
  ]) {
    const { status, headers } = await ask(`/ita/${path}`);
    assert.equal(status, 200, path);
    assert.ok(headers['content-type']?.includes(type), `${path}: ${headers['content-type']}`);
  }
});
