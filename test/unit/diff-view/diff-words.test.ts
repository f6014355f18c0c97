import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeness, longestMarkedLine, type TextRange, tokenise, wordMarks } from '#domain/diff-words';

const marked = (text: string, ranges: readonly TextRange[]) => ranges.map((range) => text.slice(range.start, range.end));
const unmarked = (text: string, ranges: readonly TextRange[]) =>
  [...ranges].reverse().reduce((rest, range) => rest.slice(0, range.start) + rest.slice(range.end), text);

describe('words of a changed line', () => {
  const cases: [name: string, before: string, after: string, left: string[], right: string[]][] = [
    ['a renamed variable', 'const total = price * count;', 'const sum = price * count;', ['total'], ['sum']],
    ['an added argument', 'send(body)', 'send(body, signal)', [], [', signal']],
    ['a removed word', 'return await load()', 'return load()', ['await '], []],
    ['indentation', '  return x;', '    return x;', ['  '], ['    ']],
    ['one Han character in a comment', '// 保存用户的设置', '// 保存用户的配置', ['设'], ['配']],
    ['a phrase is one mark', 'the quick brown fox jumps far', 'the slow red fox jumps far', ['quick brown'], ['slow red']],
    ['a carriage return', 'x\r', 'x', ['\r'], []],
    ['equal lines', 'same', 'same', [], []],
    ['lines with nothing in common', 'import os', 'class Reader:', [], []],
  ];
  it.each(cases)('%s', (_name, before, after, left, right) => {
    const marks = wordMarks(before, after);
    expect(marked(before, marks.before)).toEqual(left);
    expect(marked(after, marks.after)).toEqual(right);
  });

  it('gives up on very long lines instead of blocking', () => {
    const long = 'a '.repeat(longestMarkedLine);
    expect(wordMarks(long, `${long}b`)).toEqual({ before: [], after: [] });
  });

  it('loses no character when it splits a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        expect(tokenise(line).join('')).toBe(line);
      }),
    );
  });

  it('leaves the same text on both sides when the marks are taken away', () => {
    const word = fc.constantFrom('a', 'b', 'value', ' ', '  ', '\t', '(', ')', '保', '存', '😀', '');
    const line = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
    fc.assert(
      fc.property(line, line, (before, after) => {
        const marks = wordMarks(before, after);
        if (marks.before.length + marks.after.length === 0) return;
        expect(unmarked(before, marks.before)).toBe(unmarked(after, marks.after));
        for (const [text, ranges] of [
          [before, marks.before],
          [after, marks.after],
        ] as const) {
          let end = -1;
          for (const range of ranges) {
            expect(range.start).toBeGreaterThan(end);
            expect(range.end).toBeGreaterThan(range.start);
            expect(range.end).toBeLessThanOrEqual(text.length);
            end = range.end;
          }
        }
      }),
    );
  });
});

describe('likeness', () => {
  it('is 1 for lines that differ in indentation only, and for two empty lines', () => {
    expect(likeness('  x = 1', 'x = 1')).toBe(1);
    expect(likeness('', '   ')).toBe(1);
  });
  it('is 0 for lines without a common beginning or end', () => {
    expect(likeness('abc', 'xyz')).toBe(0);
  });
  it('does not count a character twice when one line is the other one twice', () => {
    expect(likeness('aa', 'aaaa')).toBe(0.5);
  });
});
