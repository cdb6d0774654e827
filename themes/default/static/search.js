// Finds words in the pages of the section: index.js holds their texts, the page itself the words for readers.
//
// Thai has no spaces between words, so a word is looked for wherever it stands; nothing is cut up or guessed.
// `fold` and `codeOf` do what text/normalise.rs and text/code.rs do: a test gives both sides one table.
'use strict';

const MOST = 200; // results shown
const AROUND = 70; // letters before what was found, and half the length of a passage
const THAI = '๐๑๒๓๔๕๖๗๘๙';
const DIGIT = '0-9๐-๙';
const SIGN = '\\u0300-\\u036F\\u0E31\\u0E33-\\u0E3A\\u0E47-\\u0E4E\\uDC00-\\uDFFF'; // one with the letter before it

const byId = (id) => document.getElementById(id);
const arabic = (text) => text.replace(/[๐-๙]/g, (digit) => THAI.indexOf(digit));

/** A form for comparing: lower case, Arabic digits, one kind of sara am, no spaces, no invisible characters. */
function fold(text) {
  return arabic(text.normalize().toLowerCase())
    .replace(/[\p{White_Space}\u200B-\u200D\u2060\uFEFF\u00AD]/gu, '')
    .replace(/\u0E4D([\u0E48-\u0E4B]?)\u0E32/g, '$1\u0E33')
    .replace(/เเ/g, 'แ');
}

/** `O12` for a code as people write it; null for what is no code. */
function codeOf(text) {
  const match = /^(?:oit|ข้อ|o)?\s*[-.]*\s*[0o]*([1-9]\d{0,2})$/.exec(arabic(text.trim()).toLowerCase());
  return match && `O${match[1]}`;
}

/** The words of a query, the longest first; `ข้อ 12` is one. */
function wordsOf(query) {
  const words = query.replace(/(^|\s)(oit|ข้อ|o)[\s.-]+(?=[0-9๐-๙])/gi, '$1$2').split(/\s+/).map(fold).filter(Boolean);
  words.sort((a, b) => b.length - a.length);
  return words.map((text) => ({ text, code: codeOf(text), pattern: patternOf(text) }));
}

/** A folded word as it may stand in a text: either digits, a space anywhere; no part of a number, nor a letter without its signs. */
function patternOf(word) {
  const letters = [...word].map((it) => (THAI[it] ? `[${it}${THAI[it]}]` : it.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')));
  const before = /^\d/.test(word) ? `(^|[^${DIGIT}])` : '()';
  return new RegExp(`${before}${letters.join(' ?')}(?![${/\d$/.test(word) ? DIGIT : SIGN}])`, 'gi');
}

const stands = (word, text) => text.search(word.pattern) >= 0;

/** How well a page answers a word: by its code, its title, words about it, its text. */
function weightOf(word, { year, group, page }) {
  if (word.code && word.code === page.code) return 8;
  if (stands(word, page.title)) return 4;
  if (word.text === String(year.year) || stands(word, group.title) || stands(word, page.more)) return 2;
  return stands(word, page.text) ? 1 : 0;
}

/** The pages that have every word: newest year first, in a year the best first. */
function find(words) {
  const scoreOf = (place) => {
    const weights = words.map((word) => weightOf(word, place));
    return weights.includes(0) ? 0 : weights.reduce((sum, weight) => sum + weight, 0);
  };
  return window.searchIndex.flatMap((year) => {
    const places = year.groups.flatMap((group) => group.pages.map((page) => ({ year, group, page })));
    const scored = places.map((place) => ({ ...place, score: scoreOf(place) })).filter(({ score }) => score > 0);
    return scored.sort((a, b) => b.score - a.score);
  });
}

/** Where words stand in a text: first and next place of each, in order. */
function hitsIn(text, words) {
  const matches = words.flatMap(({ pattern }) => [...text.matchAll(pattern)]);
  return matches.map((it) => [it.index + it[1].length, it.index + it[0].length]).sort((a, b) => a[0] - b[0]);
}

/** A piece of a text around the first of the words that stands in it, else its beginning; no letter is cut from its signs. */
function passageOf(text, words) {
  const [first, next] = words.map((word) => hitsIn(text, [word])[0]).find(Boolean) ?? [0, 0];
  let from = Math.max(0, first - AROUND);
  let to = Math.min(text.length, Math.max(next, from + 2 * AROUND));
  if (from > 0) from += text.slice(from, first).search(/\s/) + 1;
  const sign = new RegExp(`[${SIGN}]`);
  while (from > 0 && sign.test(text[from])) from -= 1;
  while (to < text.length && (sign.test(text[to]) || /[เ-ไ]/.test(text[to - 1]))) to += 1;
  return (from > 0 ? '…' : '') + text.slice(from, to).trim().replace(/\n/g, ' · ') + (to < text.length ? '…' : '');
}

/** Puts a text into an element, its words marked. */
function fill(element, text, words) {
  let at = 0;
  for (const [from, to] of hitsIn(text, words)) {
    if (from < at) continue; // inside another word's
    const mark = document.createElement('mark');
    mark.textContent = text.slice(from, to);
    element.append(text.slice(at, from), mark);
    at = to;
  }
  element.append(text.slice(at));
}

/** Appends a copy of a template; gives the way to its parts. */
function add(parent, template) {
  parent.append(byId(template).content.cloneNode(true));
  const copy = parent.lastElementChild;
  return (part) => copy.querySelector(`[data-part=${part}]`);
}

function show(found, words) {
  byId('results').replaceChildren();
  let year;
  let yearPart;
  for (const place of found) {
    if (place.year !== year) {
      year = place.year;
      yearPart = add(byId('results'), 'result-year');
      yearPart('title').textContent = year.title;
    }
    const part = add(yearPart('pages'), 'result-page');
    part('title').href = place.page.href;
    fill(part('title'), `${place.page.code} ${place.page.title}`.trim(), words);
    const notInTitle = words.filter((word) => !stands(word, place.page.title));
    fill(part('passage'), passageOf(place.page.text, [...notInTitle, ...words]), words);
    fill(part('more'), [place.group.title, place.page.more].filter(Boolean).join(' · '), words);
  }
}

/** Says one of the page's sentences, with values put in; `nothing` is none of them. */
function say(sentence, values) {
  const { digits, [sentence]: text = '' } = byId('outcome').dataset;
  const inDigits = (number) => String(number).replace(/\d/g, (digit) => digits[digit]);
  byId('outcome').textContent = text.replace(/\{(\w+)\}/g, (_, name) => (name === 'query' ? values.query : inDigits(values[name])));
}

function sentenceFor(found, words) {
  if (found.length > MOST) return 'foundMore';
  if (found.length > 0) return 'found';
  return words.length > 0 ? 'noResult' : 'nothing';
}

function search(query) {
  const words = wordsOf(query);
  const found = find(words);
  show(found.slice(0, MOST), words);
  byId('all').hidden = found.length > 0;
  say(sentenceFor(found, words), { count: found.length, shown: MOST, query: query.trim() });
}

/** The query stands behind # in the address: it can be linked, comes back with "back", and is sent to nobody. */
function start() {
  const field = byId('query');
  let timer;
  const typed = () => {
    clearTimeout(timer);
    history.replaceState(null, '', `#${new URLSearchParams({ q: field.value })}`);
    search(field.value);
  };
  const followed = () => {
    const query = new URLSearchParams(location.hash.slice(1)).get('q');
    if (query === null) return;
    field.value = query;
    search(query);
  };
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(typed, 150);
  });
  byId('search').addEventListener('submit', (event) => {
    event.preventDefault();
    typed();
  });
  addEventListener('hashchange', followed);
  byId('search').hidden = false;
  say('nothing');
  followed();
}

if (window.searchIndex) start();
else say('noIndex');
