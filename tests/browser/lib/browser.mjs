// Debian's Chromium, driven over a pipe; nothing is downloaded.

import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox', // CI runs as root; the pages are ours and come from 127.0.0.1
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage', // containers have a small /dev/shm
];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/** The text a reader sees. A hidden tab would do: layout is enough. */
export function visibleText(page) {
  return page.evaluate(() => document.body.innerText);
}
