// Which sites the outer tests look at, and where their pages are. Nothing else knows a path or an address.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { filesUnder } from './files.mjs';
import { program, project } from './program.mjs';

export { program, project };

const shippedRoot = resolve(process.env.SITE_ROOT ?? project);

/**
 * The sites under test. `out: null` means: the tests build it, into a temporary folder.
 * `items` fixes how many items a year must have where we know it by heart; elsewhere the scheme says it.
 * `required: false` is for a site that is still being written: its absence is reported as "todo", not as a failure.
 */
const SITES = [
  {
    name: 'shipped',
    root: shippedRoot,
    out: resolve(process.env.SITE ?? join(shippedRoot, 'public')),
    items: { 2568: 43 },
    required: true,
  },
  { name: 'sample', root: join(project, 'tests/sites/sample'), out: null, items: { 2568: 43 }, required: true },
  { name: 'mixed', root: join(project, 'tests/sites/mixed'), out: null, items: {}, required: true },
];

/** The sites that are there, built and ready to read. */
export const sites = SITES.filter(isThere).map(open);

/** The sites of the list that are not there; sites.test.mjs says so aloud. */
export const missing = SITES.filter((site) => !isThere(site));

function isThere({ root, out }) {
  return existsSync(join(root, 'content/site.yaml')) && (out === null || existsSync(out));
}

function open(site) {
  const out = site.out ?? build(site.root);
  const yaml = readFileSync(join(site.root, 'content/site.yaml'), 'utf8');
  const baseUrl = yaml.match(/^base_url:\s*["']?([^"'\s#]+)/m)?.[1];
  if (!baseUrl?.endsWith('/')) throw new Error(`${site.root}: base_url in content/site.yaml is missing or has no "/" at its end`);
  const files = filesUnder(out);
  const pages = [...files].filter((file) => file.endsWith('.html'));
  return { ...site, out, baseUrl, basePath: new URL(baseUrl).pathname, files, pages, years: yearsOf(site) };
}

/** Builds a site into a temporary folder that disappears with this process. */
export function build(root, ...more) {
  const folder = mkdtempSync(join(tmpdir(), 'prongsai-outer-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const out = join(folder, 'site');
  execFileSync(program, ['build', '-r', root, '-o', out, ...more], { stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
}

/** Each year with what the tests must know about it, read from the content and not from the site that is judged by it. */
function yearsOf(site) {
  const content = join(site.root, 'content');
  return readdirSync(content)
    .filter((name) => /^\d{4}$/.test(name) && existsSync(join(content, name, 'year.yaml')))
    .sort()
    .map((year) => {
      const yaml = readFileSync(join(content, year, 'year.yaml'), 'utf8');
      return { year, eitUrl: eitUrlOf(yaml), items: site.items[year] ?? itemsOfScheme(site.root, yaml), itemPages: site.items[year] ?? itemFiles(join(content, year, 'items')) };
    });
}

/** `eit: {url: …}` written as a block or in one line. */
function eitUrlOf(yaml) {
  const block = yaml.match(/^eit:(.*(?:\n(?:[ \t]+.*|[ \t]*))*)/m)?.[1] ?? '';
  return block.match(/\burl:\s*["']?([^"'\s,}]+)/)?.[1] ?? null;
}

/** How many items the scheme of a year lists: that many rows has its link index. */
function itemsOfScheme(root, yaml) {
  const scheme = yaml.match(/^scheme:\s*["']?([\w-]+)/m)?.[1];
  const places = [join(root, 'content/schemes'), join(project, 'src/scheme/lists')];
  const file = places.map((place) => join(place, `${scheme}.yaml`)).find(existsSync);
  const total = file ? readFileSync(file, 'utf8').match(/^\s*- id: O\d+$/gm)?.length : 0;
  if (!total) throw new Error(`scheme "${scheme}" is not in ${places.join(', ')}`);
  return total;
}

/** How many items have a file, and so a page. */
function itemFiles(folder) {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md') || existsSync(join(folder, name, 'index.md'))).length : 0;
}

/** Every kind of page there is, by its address. A page of no kind fails sites.test.mjs, so that none escapes the tests. */
export const KINDS = {
  board: /^index\.html$/,
  'link index': /^\d{4}\/index\.html$/,
  item: /^\d{4}\/o\d+\/index\.html$/,
  measures: /^\d{4}\/measures\/index\.html$/,
  measure: /^\d{4}\/measures\/\d+\/index\.html$/,
  indicators: /^\d{4}\/indicators\/index\.html$/,
  indicator: /^\d{4}\/indicators\/\d+\/index\.html$/,
  result: /^\d{4}\/result\/index\.html$/,
  report: /^\d{4}\/report\/index\.html$/,
  eit: /^\d{4}\/eit\/index\.html$/,
  poster: /^\d{4}\/eit\/poster\/index\.html$/,
  redirect: /^eit\/index\.html$/,
  search: /^search\/index\.html$/,
  'not found': /^404\.html$/,
};

export function kindOf(page) {
  return Object.keys(KINDS).find((kind) => KINDS[kind].test(page)) ?? null;
}

/**
 * For each kind its shortest and its longest page: the one with nothing to show, and the one with everything. And the first page
 * of the kind with bars and with lines that are drawn of a table.
 */
export function samplesOf(site) {
  return Object.keys(KINDS).flatMap((kind) => {
    const text = (page) => readFileSync(join(site.out, page), 'utf8');
    const pages = site.pages.filter((page) => kindOf(page) === kind).map((page) => [page, text(page)])
      .sort(([a, one], [b, other]) => one.length - other.length || (a < b ? -1 : 1));
    const drawn = [/class="bar bar-/, /class="line line-/].map((mark) => pages.find(([, html]) => mark.test(html)));
    const names = [pages[0], pages.at(-1), ...drawn].filter(Boolean).map(([page]) => page);
    return [...new Set(names)].map((page) => ({ kind, page }));
  });
}

/** Whether a page shows a table from a file. */
export function hasTable(site, page) {
  return /<section[^>]* class="?data\b/.test(readFileSync(join(site.out, page), 'utf8'));
}

/** `2568/o1/index.html` → `2568/o1/`, as a visitor sees it. */
export function addressOf(page) {
  return page.replace(/(^|\/)index\.html$/, '$1');
}
