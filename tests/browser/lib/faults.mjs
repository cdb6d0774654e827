// A list of faults that must be empty, shown once and not as the difference of two arrays.

import assert from 'node:assert/strict';

const SHOWN = 40;

export function none(faults, what = 'faults') {
  if (faults.length === 0) return;
  const more = faults.length > SHOWN ? [`… and ${faults.length - SHOWN} more`] : [];
  assert.fail([`${faults.length} ${what}:`, ...faults.slice(0, SHOWN), ...more].join('\n  '));
}
