import fc from 'fast-check';
import { expect, it } from 'vitest';
import { occurrences } from '#domain/occurrences';

it('finds a list wherever it stands in another, overlapping too, as trying every place does', () => {
  const line = fc.constantFrom(0, 1, 2, 7);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.array(line, { minLength: 1, maxLength: 5 }), (haystack, needle) => {
      const slow = haystack.flatMap((_, start) =>
        start + needle.length <= haystack.length && needle.every((each, index) => haystack[start + index] === each) ? [start] : [],
      );
      expect(occurrences(haystack, needle)).toEqual(slow);
    }),
    { numRuns: 1000 },
  );
});

it('takes no time that grows with the product of both, when all lines are equal', () => {
  const equal = new Array<number>(200_000).fill(3);
  // Trying every place would be ten thousand million comparisons: the test's time limit would end it.
  expect(occurrences(equal, equal.slice(0, 100_000))).toHaveLength(100_001);
  expect(occurrences(equal, [...equal.slice(0, 100_000), 4])).toEqual([]);
});
