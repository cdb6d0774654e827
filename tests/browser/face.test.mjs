// What is missing is for the staff: it never gets into public/ (DESIGN.md, section 5, "two faces").

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { none } from './lib/faults.mjs';
import { attribute, elementsOf } from './lib/html.mjs';
import { sites } from './lib/sites.mjs';
import { STAFF_CLASSES, STAFF_WORDS } from './staff-words.mjs';

const TEXT = /\.(html|css|json|csv|xml|txt|svg)$/;

for (const site of sites) {
  test(`${site.name}: no element of the staff face`, () => {
    const faults = site.pages.flatMap((page) => elementsOf(readFileSync(join(site.out, page), 'utf8')).filter(isStaff)
      .map((element) => `${page}:${element.sourceCodeLocation?.startLine} <${element.tagName} class="${attribute(element, 'class') ?? ''}">`));
    none(faults);
  });

  test(`${site.name}: no word of the staff face in any text file`, () => {
    const files = [...site.files].filter((file) => TEXT.test(file));
    const faults = files.flatMap((file) => {
      const text = readFileSync(join(site.out, file), 'utf8');
      return STAFF_WORDS.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
    });
    none(faults);
  });
}

function isStaff(element) {
  const classes = (attribute(element, 'class') ?? '').split(/\s+/);
  return attribute(element, 'data-face') === 'staff' || classes.some((name) => STAFF_CLASSES.includes(name));
}
