// How long a save takes to be on the screen: from writing the file to the first frame that shows it.
//
//   cargo build --release && node benches/serve.mjs [FOLDER …]
//
// Each FOLDER holds a site; without one, the shipped content. They are copied first. Prints the median of 20 saves, the best and
// the worst. Wants Chromium and the packages of tests/browser.

import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launch } from '../tests/browser/lib/browser.mjs';
import { project, startServe } from '../tests/browser/lib/program.mjs';

const SAVES = 20;
const PATIENCE = 60_000;
// Between two saves, so that one is over before the next: a section of many years is examined to its end after it is shown.
const REST = 3000;

const browser = await launch();
for (const folder of process.argv.length > 2 ? process.argv.slice(2) : [project]) {
  const root = mkdtempSync(join(tmpdir(), 'prongsai-bench-'));
  for (const part of ['content', 'themes']) {
    if (existsSync(join(folder, part))) cpSync(join(folder, part), join(root, part), { recursive: true });
  }
  const times = await measured(root);
  const [best, median, worst] = [times[0], times[times.length >> 1], times.at(-1)].map((time) => `${Math.round(time)} ms`);
  const pages = readdirSync(join(root, 'content'), { recursive: true }).filter((name) => name.endsWith('.md')).length;
  console.log(`${folder}: ${pages} sources, from a save to the screen: median ${median}, best ${best}, worst ${worst}`);
  rmSync(root, { recursive: true });
}
await browser.close();

/** The times of all saves, sorted. */
async function measured(root) {
  const { file, address } = someItem(root);
  const { url, stop } = await startServe(root);
  const page = await browser.newPage();
  let told = () => {};
  await page.exposeFunction('told', (text) => told(text));
  await page.addInitScript(() => {
    // A task of its own after the frame is asked for runs when the frame is done.
    const tell = () => requestAnimationFrame(() => setTimeout(() => globalThis.told(document.body.innerText)));
    addEventListener('DOMContentLoaded', () => {
      tell();
      new MutationObserver(tell).observe(document.body, { childList: true });
    });
  });
  await page.goto(url + address);

  const text = readFileSync(file, 'utf8');
  const times = [];
  for (let save = 0; save < SAVES; save += 1) {
    await pause(REST);
    const mark = `save-number-${save}`;
    const shown = new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`${file} was saved and never shown`)), PATIENCE);
      told = (seen) => { if (seen.includes(mark)) { clearTimeout(late); done(); } };
    });
    const start = performance.now();
    writeFileSync(file, `${text}\n\n${mark}\n`);
    await shown;
    times.push(performance.now() - start);
  }
  await page.close();
  await stop();
  return times.sort((a, b) => a - b);
}

/** An item of the newest year: its file and its address. */
function someItem(root) {
  const year = readdirSync(join(root, 'content')).filter((name) => /^\d{4}$/.test(name)).sort().at(-1);
  const items = join(root, 'content', year, 'items');
  const name = readdirSync(items).sort()[0].replace(/\.md$/, '');
  const file = [join(items, `${name}.md`), join(items, name, 'index.md')].find(existsSync);
  return { file, address: `${year}/o${Number(name.slice(1))}/` };
}
