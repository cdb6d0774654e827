// Programs of the system, and a place for their files.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a program and gives what it prints; its error text becomes part of the failure. */
export function run(program, ...args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error(`${program} is not installed (tests/all.sh installs it)`);
    throw new Error(`${program} ${args.join(' ')}: exit ${error.status}\n${error.stdout}${error.stderr}`);
  }
}

/** A folder that disappears with this process. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'prongsai-outer-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a phone reads from a picture: the text of its one QR code. */
export function scan(picture) {
  return run('zbarimg', '--raw', '-q', '--nodbus', '-Sdisable', '-Sqrcode.enable', picture).replace(/\n$/, '');
}
