import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReader } from '../../../electron/services/programming/reading/reader.ts';
import { trackText } from '../../../electron/services/programming/reading/tracked-text.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '\n', '数'), maxLength: 30 });
const change = fc.record({
  pattern: fc.constantFrom(/a+/g, /b|c/g, /\s+/g, /ab/g, /数/g, /(?=c)/g),
  by: fc.constantFrom('', 'x', 'yyyy'),
});

test('what no replacement touched is where it was, and nothing lies outside of the text it came from', () => {
  fc.assert(
    fc.property(letters, fc.array(change, { maxLength: 4 }), (text, changes) => {
      const tracked = changes.reduce((now, { pattern, by }) => now.replace(pattern, () => by), trackText(text));
      let plain = text;
      for (const { pattern, by } of changes) plain = plain.replace(pattern, by);
      expect(tracked.text).toBe(plain);
      for (let at = 0; at < plain.length; at += 1) {
        const { start, end } = tracked.origin(at, at + 1);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(start).toBeLessThanOrEqual(end);
        // Characters that no replacement writes are still themselves.
        if (!/[xy]/.test(plain.charAt(at))) expect(text.slice(start, end)).toBe(plain.charAt(at));
      }
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['make  a   cache called `Order Cache`, w/ 10 entries', '10 entries'],
  ['写一个缓存，容量  500 条，名为「订单」', '500 条'],
  ['Add ｇｅｔ （ full width ） and 20 entries', '20 entries'],
  [`${'very '.repeat(40)}long request with 7 entries`, '7 entries'],
])('a stretch of what is read is found again in %j', (request, words) => {
  const reader = createReader(request);
  const at = reader.whole.indexOf(words);
  expect(at).toBeGreaterThanOrEqual(0);
  const { start, end } = reader.origin(at, at + words.length);
  expect(request.slice(start, end)).toBe(words);
});
