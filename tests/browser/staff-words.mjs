// What only the staff may see: classes and words of the staff face. Data for face.test.mjs; the words come from themes/default/strings.

export const STAFF_CLASSES = ['staff'];

export const STAFF_WORDS = ['data-face="staff"', 'data-face=staff'];
