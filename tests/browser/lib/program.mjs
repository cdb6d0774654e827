// The program under test, and its `serve` on a folder.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = resolve(fileURLToPath(import.meta.url), '../../../..');
export const program =
  process.env.PRONGSAI ?? join(process.env.CARGO_TARGET_DIR ?? join(project, 'target'), 'release/prongsai');

/** Starts `prongsai serve` on the site in `root`: its address, and how to end it. */
export async function startServe(root, port = '0') {
  const child = spawn(program, ['serve', '-p', port, '-r', root], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  const [told] = await Promise.race([once(child.stdout, 'data'), ended.then(([code]) => { throw new Error(`serve ended with ${code}`); })]);
  return { url: String(told).trim(), stop: () => { child.kill('SIGINT'); return ended; } };
}
