// A static server as strict as a good host: one folder, one base path, nothing but 127.0.0.1.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { filesUnder } from './files.mjs';

/** What the pages must live with. No script at all, but for the search. */
export const CSP =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const CSP_OF_SEARCH = `${CSP}; script-src 'self'`;

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Serves `folder` below `base` ("/", "/ita/", …) on a free port.
 * `change(page, text)` may alter a page on its way out.
 */
export async function serve(folder, base, change = (_, text) => text) {
  const files = filesUnder(folder);
  const server = createServer((request, response) => {
    const { status, file, location } = answer(request, files, base);
    response.setHeader('content-security-policy', file === 'search/index.html' ? CSP_OF_SEARCH : CSP);
    response.setHeader('x-content-type-options', 'nosniff');
    if (location) response.setHeader('location', location);
    if (!file) return response.writeHead(status).end();
    response.writeHead(status, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    const bytes = readFileSync(join(folder, file));
    response.end(file.endsWith('.html') ? change(file, bytes.toString('utf8')) : bytes);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: origin + base,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

/** Only names in `files` are ever opened, so no address can leave the folder. */
function answer(request, files, base) {
  if (!['GET', 'HEAD'].includes(request.method)) return { status: 405 };
  // Browsers ask the host for this by themselves; a section below a base path does not own it.
  if (request.url === '/favicon.ico' && !files.has('favicon.ico')) return { status: 204 };
  const { pathname, search } = new URL(request.url, 'http://localhost');
  const path = pathname.startsWith(base) ? decode(pathname.slice(base.length)) : null;
  if (path !== null) {
    if (files.has(path)) return { status: 200, file: path };
    const index = `${path}index.html`;
    if ((path === '' || path.endsWith('/')) && files.has(index)) return { status: 200, file: index };
    if (files.has(`${path}/index.html`)) return { status: 301, location: `${pathname}/${search}` };
  }
  return { status: 404, file: files.has('404.html') ? '404.html' : undefined };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
