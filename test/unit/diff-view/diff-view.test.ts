import { structuredPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DiffLine,
  firstLines,
  foldLines,
  foldsOf,
  hunkLines,
  linesOf,
  newSide,
  readBody,
  splitRows,
  unifiedRows,
} from '#domain/diff-view';

interface Piece {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  body: string;
  edited: string | null;
}

const hunk = (body: string, oldStart = 1, newStart = 1, edited: string | null = null): Piece => {
  const count = (signs: string) => body.split('\n').filter((line) => line !== '' && signs.includes(line[0] ?? '')).length;
  return { oldStart, oldLines: count(' -'), newStart, newLines: count(' +'), body, edited };
};

/** Real hunks of two texts. `structuredPatch` counts an empty side from the line behind it; unified diffs name the line before it. */
function hunksOf(before: string, after: string, context: number): Piece[] {
  return structuredPatch('a', 'b', before, after, '', '', { context }).hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
    oldStart: oldLines === 0 ? oldStart - 1 : oldStart,
    oldLines,
    newStart: newLines === 0 ? newStart - 1 : newStart,
    newLines,
    body: lines.join('\n'),
    edited: null,
  }));
}

const sign = { same: ' ', removed: '-', added: '+' } as const;
const print = (lines: readonly DiffLine[]) =>
  lines.flatMap((line) => [sign[line.kind] + line.text, ...(line.noNewline ? ['\\ No newline at end of file'] : [])]).join('\n');

const lineText = fc.constantFrom('', 'a', 'b', '  a', 'return a;', 'return b;', '- list', '+1', '\\ path', 'x\r', '变量');
const text = fc
  .tuple(fc.array(lineText, { maxLength: 40 }), fc.boolean())
  .map(([lines, closed]) => lines.join('\n') + (closed && lines.length > 0 ? '\n' : ''));

describe('reading a hunk', () => {
  it('numbers both sides', () => {
    expect(readBody(hunk(' a\n-b\n+c\n+d\n e', 10, 20)).map((line) => [line.oldNumber, line.newNumber, line.text])).toEqual([
      [10, 20, 'a'],
      [11, null, 'b'],
      [null, 21, 'c'],
      [null, 22, 'd'],
      [12, 23, 'e'],
    ]);
  });
  it('takes the line before as the start of a side without lines', () => {
    expect(firstLines({ oldStart: 0, oldLines: 0, newStart: 1, newLines: 3 })).toEqual({ old: 1, new: 1 });
    expect(readBody({ oldStart: 5, oldLines: 0, newStart: 6, newLines: 1, body: '+x' })[0]?.newNumber).toBe(6);
  });
  it('keeps a missing final newline with its line', () => {
    expect(readBody(hunk('-a\n\\ No newline at end of file\n+a')).map((line) => line.noNewline)).toEqual([true, false]);
  });
  it('treats a line without a sign as unchanged text instead of dropping it', () => {
    expect(readBody(hunk(' a\n\n-b')).map((line) => [line.kind, line.text])).toEqual([
      ['same', 'a'],
      ['same', ''],
      ['removed', 'b'],
    ]);
  });
  it('is empty for an empty body', () => {
    expect(readBody(hunk(''))).toEqual([]);
    expect(unifiedRows([])).toEqual([]);
    expect(splitRows([])).toEqual([]);
  });
});

describe('the new side', () => {
  it('is what the editor is filled with: unchanged and added lines', () => {
    expect(newSide(hunk(' a\n-b\n+c\n e'))).toBe('a\nc\ne\n');
  });
  it('adds no final line break that the file does not have', () => {
    expect(newSide(hunk('-b\n+c\n\\ No newline at end of file'))).toBe('c');
  });
  it("is the user's text once there is one", () => {
    expect(newSide(hunk(' a\n-b\n+c', 1, 1, 'mine'))).toBe('mine');
  });
  it("shows the user's text against the old side", () => {
    expect(print(hunkLines(hunk(' a\n-b\n+c', 1, 1, 'a\nb\nd\n')))).toBe(' a\n b\n+d');
    expect(print(hunkLines(hunk(' a\n-b\n+c', 1, 1, '')))).toBe('-a\n-b');
  });
});

describe('side by side', () => {
  it('puts versions of one line beside each other although a line was inserted above', () => {
    const rows = splitRows(readBody(hunk('-const total = price;\n+// the sum\n+const total = price * count;')));
    expect(rows.map((row) => [row.left?.text ?? null, row.right?.text ?? null, row.marked])).toEqual([
      [null, '// the sum', false],
      ['const total = price;', 'const total = price * count;', true],
    ]);
  });
  it('uses both columns for lines that have nothing in common', () => {
    expect(splitRows(readBody(hunk('-aaa\n+zzz'))).map((row) => [row.left?.text, row.right?.text, row.marked])).toEqual([
      ['aaa', 'zzz', false],
    ]);
  });
});

describe('folds', () => {
  it('stand before, between and after the hunks', () => {
    const hunks = [hunk('-a\n+b\n+c', 11, 11), hunk(' x\n-y', 31, 32)];
    expect(foldsOf(hunks, 40)).toEqual([
      { oldFirst: 1, newFirst: 1, count: 10 },
      { oldFirst: 12, newFirst: 13, count: 19 },
      { oldFirst: 33, newFirst: 33, count: 8 },
    ]);
  });
  it('do not know the length of the end before the text is there', () => {
    expect(foldsOf([hunk('-a', 3, 3)], null).at(-1)?.count).toBeNull();
  });
  it('move the new numbers when an edit has other many lines', () => {
    expect(foldsOf([hunk('-a\n+b', 5, 5, '1\n2\n3\n')], 10)[1]).toEqual({ oldFirst: 6, newFirst: 8, count: 5 });
  });
  it('never run backwards when hunks overlap', () => {
    expect(foldsOf([hunk(' a\n b\n c', 1, 1), hunk('-b', 2, 2)], 3).map((fold) => fold.count)).toEqual([0, 0, 0]);
  });
});

describe('nothing is lost between hunk bodies and rows', () => {
  const context = fc.integer({ min: 0, max: 4 });

  it('the unified rows of a hunk print its body again', () => {
    fc.assert(
      fc.property(text, text, context, (before, after, width) => {
        for (const piece of hunksOf(before, after, width))
          expect(print(unifiedRows(readBody(piece)).map((row) => row.line))).toBe(piece.body);
      }),
    );
  });

  it('the columns of the side-by-side view are the two sides of the hunk, in order', () => {
    fc.assert(
      fc.property(text, text, context, (before, after, width) => {
        for (const piece of hunksOf(before, after, width)) {
          const lines = readBody(piece);
          const rows = splitRows(lines);
          expect(rows.flatMap((row) => row.left ?? [])).toEqual(lines.filter((line) => line.kind !== 'added'));
          expect(rows.flatMap((row) => row.right ?? [])).toEqual(lines.filter((line) => line.kind !== 'removed'));
        }
      }),
    );
  });

  it('mates are mutual and of opposite kinds', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        for (const piece of hunksOf(before, after, 3)) {
          const rows = unifiedRows(readBody(piece));
          const mateOf = new Map(rows.map((row) => [row.line, row.mate]));
          for (const { line, mate } of rows) {
            if (mate === null) continue;
            expect(mateOf.get(mate)).toBe(line);
            expect([line.kind, mate.kind].sort()).toEqual(['added', 'removed']);
          }
        }
      }),
    );
  });

  it('hunks and opened folds together are both files, with every number right', () => {
    fc.assert(
      fc.property(text, text, context, (before, after, width) => {
        const old = linesOf(before);
        const hunks = hunksOf(before, after, width);
        const folds = foldsOf(hunks, old.length);
        const all = folds.flatMap((fold, index) => [
          ...foldLines(fold, old, 0, fold.count ?? 0),
          ...(hunks[index] === undefined ? [] : hunkLines(hunks[index], fold.newFirst + (fold.count ?? 0))),
        ]);
        const side = (kind: 'added' | 'removed') => all.filter((line) => line.kind !== kind);
        expect(side('added').map((line) => line.text)).toEqual(old);
        expect(side('removed').map((line) => line.text)).toEqual(linesOf(after));
        expect(side('added').map((line) => line.oldNumber)).toEqual(old.map((_, index) => index + 1));
        expect(side('removed').map((line) => line.newNumber)).toEqual(linesOf(after).map((_, index) => index + 1));
      }),
    );
  });
});
