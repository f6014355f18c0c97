import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLiteralSearch } from '#domain/literals';

const literals = [
  { text: 'abc', ignoreCase: false, sign: 1 },
  { text: 'bca', ignoreCase: true, sign: 2 },
  { text: '://', ignoreCase: false, sign: 4 },
  { text: 'aaaab', ignoreCase: true, sign: 8 },
  { text: 'A_-KEY', ignoreCase: false, sign: 16 },
];
const search = createLiteralSearch(literals);
const naive = (text: string): number => {
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return literals.reduce((signs, one) => ((one.ignoreCase ? lower : text).includes(one.text) ? signs | one.sign : signs), 0);
};
const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', 'C', ':', '/', '数', '_', '-', '\u{1f600}', '\ud800') }),
  fc
    .array(fc.oneof(fc.constantFrom(...literals.map(({ text }) => text), 'AAAAB', 'BcA', 'A_-KE', '"', '\n'), fc.string()))
    .map((parts) => parts.join('')),
);

describe('a search for literals', () => {
  it('finds in a text what looking for each of them finds', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(search.inText(text)).toBe(naive(text));
      }),
      { numRuns: 2000 },
    );
  });
  it('finds the same in the bytes of a text, and nothing outside of the range it was given', () => {
    fc.assert(
      fc.property(texts, fc.nat(3), (text, indent) => {
        const bytes = Buffer.from(`${'abc'.slice(0, indent)}${text}abc`);
        const inside = Buffer.from(text).toString();
        expect(search.inBytes(bytes, indent, bytes.length - 3)).toBe(naive(inside));
      }),
      { numRuns: 2000 },
    );
  });
  it.each(['ab', 'añb'])('is not made for %j', (text) => {
    expect(() => createLiteralSearch([{ text, ignoreCase: false, sign: 1 }])).toThrow(RangeError);
  });
});
