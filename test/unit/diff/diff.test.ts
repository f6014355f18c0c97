import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HunkChoice } from '#domain/diff';
import { bodyLines, countChanges, diffing, diffTexts, oldIndex, oldSide, proposedSide, renderHunks, tidyEdited } from '#domain/diff';
import { changedRegions } from '#domain/line-diff';
import { splitLines } from '#domain/lines';

const choices = (before: string, after: string): HunkChoice[] => diffTexts(before, after).map((hunk) => ({ ...hunk, edited: null }));

/** Texts with few different lines (so that they repeat), every line ending, byte-order marks and missing final newlines. */
const line = fc.constantFrom('a', 'b', 'c', '', '  x', '-- d', '+e', '\\ f', '@@ g', 'h\r', '中文', '😀');
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n', '');
const someText = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(line, ending), { maxLength: 40 }))
  .map(
    ([mark, rows]) =>
      (mark ? '\uFEFF' : '') + rows.map(([content, end], index) => content + (end === '' && index < rows.length - 1 ? '\n' : end)).join(''),
  );

/** A text and a version of it with some runs of lines replaced: nearer to real edits than two unrelated texts. */
const pair = fc.oneof(
  fc.tuple(someText, someText),
  fc
    .tuple(
      fc.array(fc.nat(400), { minLength: 30, maxLength: 90 }),
      fc.array(fc.tuple(fc.nat(80), fc.nat(4), fc.array(fc.nat(400), { maxLength: 4 })), { maxLength: 8 }),
    )
    .map(([numbers, edits]): [string, string] => {
      const lines = numbers.map((number) => `line ${number}\n`);
      const changed = [...lines];
      for (const [at, remove, add] of edits) changed.splice(at % (changed.length + 1), remove, ...add.map((number) => `new ${number}\n`));
      return [lines.join(''), changed.join('')];
    }),
);

describe('hunks of two texts', () => {
  it('give the new text when all are applied and the old one when none is', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const hunks = choices(before, after);
        expect(renderHunks(before, hunks)).toBe(after);
        expect(renderHunks(before, [])).toBe(before);
        expect(hunks.length === 0).toBe(before === after);
      }),
      { numRuns: 500 },
    );
  });

  it('say exactly what is there: sides, counts, order, and never overlap', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const [a, b] = [splitLines(before), splitLines(after)];
        let last = -1;
        for (const hunk of diffTexts(before, after)) {
          const start = oldIndex(hunk);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(oldSide(hunk)).toEqual(a.slice(start, start + hunk.oldLines));
          const newIndex = hunk.newLines === 0 ? hunk.newStart : hunk.newStart - 1;
          expect(proposedSide(hunk)).toEqual(b.slice(newIndex, newIndex + hunk.newLines));
          last = start + hunk.oldLines;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('change exactly their own regions when any subset is applied', () => {
    fc.assert(
      fc.property(pair, fc.infiniteStream(fc.boolean()), ([before, after], stream) => {
        const hunks = choices(before, after);
        const chosen = hunks.filter(() => stream.next().value);
        const lines = splitLines(before);
        const expected: string[] = [];
        let done = 0;
        for (const hunk of chosen) {
          expected.push(...lines.slice(done, oldIndex(hunk)), ...proposedSide(hunk));
          done = oldIndex(hunk) + hunk.oldLines;
        }
        expected.push(...lines.slice(done));
        const rendered = renderHunks(before, chosen);
        // A line without a line break that is no longer the last one gets one, and only that may differ.
        expect(rendered === expected.join('') || rendered.replaceAll(/\r?\n/g, '') === expected.join('').replaceAll(/\r?\n/g, '')).toBe(
          true,
        );
        if (expected.slice(0, -1).every((each) => each.endsWith('\n'))) expect(rendered).toBe(expected.join(''));
      }),
      { numRuns: 500 },
    );
  });

  it('lose no text in any order of applying', () => {
    fc.assert(
      fc.property(pair, fc.infiniteStream(fc.nat()), ([before, after], stream) => {
        const hunks = choices(before, after);
        const shuffled = [...hunks].sort(() => (stream.next().value % 3) - 1);
        expect(renderHunks(before, shuffled)).toBe(after);
      }),
    );
  });

  it('count additions and deletions as the minimum a patch says', () => {
    const hunks = choices('a\nb\nc\n', 'a\nB\nc\nd\n');
    expect(countChanges(hunks)).toEqual({ additions: 2, deletions: 1 });
    expect(countChanges(hunks.map((hunk) => ({ ...hunk, edited: 'a\nb\nc\n' })))).toEqual({ additions: 0, deletions: 0 });
  });
});

describe('files that come and go', () => {
  it.each([
    ['a new file', null, 'a\nb\n', 1],
    ['a new empty file', null, '', 1],
    ['a deleted file', 'a\n', null, 1],
    ['a deleted empty file', '', null, 1],
    ['nothing', null, null, 0],
    ['an unchanged file', 'a\n', 'a\n', 0],
    ['an emptied file', 'a\n', '', 1],
  ])('%s has %#', (_, before, after, count) => {
    expect(diffTexts(before, after)).toHaveLength(count);
  });

  it('refuses hunks that overlap, because text would be lost', () => {
    const hunk = { ...choices('a\nb\n', 'a\nc\n')[0]! };
    expect(() => renderHunks('a\nb\n', [hunk, hunk])).toThrow(RangeError);
    expect(() => renderHunks('a\n', [hunk])).toThrow(RangeError);
  });
});

describe("a user's version of a hunk", () => {
  it('takes the line ending and the final line break of the file', () => {
    const [crlf] = diffTexts('a\r\nb\r\n', 'a\r\nc\r\n');
    expect(tidyEdited(crlf!, 'a\nX\nY', 'a\r\nb\r\n')).toBe('a\r\nX\r\nY\r\n');
    const [open] = diffTexts('a\nb', 'a\nc');
    expect(tidyEdited(open!, 'a\nX', 'a\nb')).toBe('a\nX');
    expect(tidyEdited(open!, '', 'a\nb')).toBe('');
  });
});

describe('large texts', () => {
  it('stay correct when 20,000 lines have nothing in common', () => {
    const before = Array.from({ length: 20_000 }, (_, index) => `old ${index % 7}\n`).join('');
    const after = Array.from({ length: 20_000 }, (_, index) => `new ${index % 5}\n`).join('');
    expect(renderHunks(before, choices(before, after))).toBe(after);
  });

  it('find the 300 small changes in 20,000 lines', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => (index % 3 === 0 ? '}\n' : `line ${index}\n`));
    const changed = lines.map((each, index) => (index % 66 === 10 ? `changed ${index}\n` : each));
    const hunks = choices(lines.join(''), changed.join(''));
    expect(hunks).toHaveLength(303);
    expect(changedRegions(lines, changed)).toHaveLength(303);
    expect(bodyLines(hunks[0]!.body)).toHaveLength(8);
  });

  it('pauses all along a long text, so that nothing else waits for it', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
    const after = lines.map((line, index) => (index % 100 === 0 ? `${line} changed` : line));
    const work = diffing(lines.join('\n'), after.join('\n'));
    let pauses = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) pauses++;
    expect(step.value).toEqual(diffTexts(lines.join('\n'), after.join('\n')));
    expect(pauses).toBeGreaterThan(200 + (20_000 / 1000) * 6);
  });
});
