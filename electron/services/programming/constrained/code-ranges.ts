import type { CodeRange } from './gbnf.ts';

const highest = 0x10ffff;

/** Letters that a name is likely to have: those of Latin alphabets, Greek, Cyrillic, kana, Han and Hangul. A part of `\p{L}`. */
export const letters: readonly CodeRange[] = [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x17f],
  [0x391, 0x3a1],
  [0x3b1, 0x3c9],
  [0x410, 0x44f],
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x4e00, 0x9fa5],
  [0xac00, 0xd7a3],
];
export const digits: readonly CodeRange[] = [[0x30, 0x39]];
export const wordCharacters: readonly CodeRange[] = [[0x41, 0x5a], [0x61, 0x7a], ...digits, [0x5f, 0x5f]];
/** As ECMAScript has it. */
export const spaces: readonly CodeRange[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
/**
 * What may stand in a JSON string as it is: no control, nothing with an escape, none of the separators that end a line of a script, no
 * half of a pair, nothing that is no character.
 */
export const plainCharacters: readonly CodeRange[] = [
  [0x20, 0x21],
  [0x23, 0x5b],
  [0x5d, 0x7e],
  [0xa1, 0xac],
  [0xae, 0x2ff],
  [0x370, 0x52f],
  [0x3001, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xff01, 0xff60],
];

/** The same characters in order, each once. */
function merged(ranges: readonly CodeRange[]): CodeRange[] {
  const found: CodeRange[] = [];
  for (const [first, last] of [...ranges].sort(([left], [right]) => left - right)) {
    const before = found.at(-1);
    if (before !== undefined && first <= before[1] + 1) found[found.length - 1] = [before[0], Math.max(before[1], last)];
    else found.push([first, last]);
  }
  return found;
}

/** All that are not among them. */
export function others(ranges: readonly CodeRange[]): CodeRange[] {
  const found: CodeRange[] = [];
  let next = 0;
  for (const [first, last] of merged(ranges)) {
    if (first > next) found.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  return next > highest ? found : [...found, [next, highest]];
}

/** Those that are in both. */
export const common = (left: readonly CodeRange[], right: readonly CodeRange[]): CodeRange[] => others([...others(left), ...others(right)]);
