// Files of a built site, by their path below it, always with "/".

import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Every file below `folder`, sorted. The program's own record (`.prongsai.json`) is not part of the site. */
export function filesUnder(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'));
  return new Set(names.filter((name) => name !== '.prongsai.json').sort());
}
