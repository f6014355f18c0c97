import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileEdit } from '#domain/edit-format';
import { placeEdits } from '#domain/place-edits';

const place = (before: string | null, search: string, replace: string, line?: number) =>
  placeEdits('a.ts', before, [{ kind: 'replace', path: 'a.ts', search, replace, ...(line === undefined ? {} : { line }) }]);

const code = `import x from 'x';

function first() {
  const a = 1;
  return a;
}

function second() {
  const b = 2;
  return b;
}
`;

describe('an exact match', () => {
  it('is replaced and named as such', () => {
    expect(place(code, '  const a = 1;\n', '  const a = 10;\n')).toEqual({
      after: code.replace('a = 1;', 'a = 10;'),
      match: 'exact',
      unplaced: [],
    });
  });

  it('is of whole lines: the end of a longer line is none', () => {
    expect(place('max = 1\n', 'x = 1\n', 'x = 2\n').unplaced[0]!.reason).toBe('not-found');
    expect(place('max = 1\nx = 1\n', 'x = 1\n', 'x = 2\n').after).toBe('max = 1\nx = 2\n');
  });

  it('may be a unique piece of a line when the edit does not end with a line break', () => {
    expect(place(code, "from 'x'", "from 'y'").after).toBe(code.replace("from 'x'", "from 'y'"));
    expect(place(code, 'return', 'yield').unplaced[0]).toMatchObject({ reason: 'ambiguous', candidates: [5, 10] });
  });

  it('is refused when it stands twice, with the lines, unless one is exactly where it is said to be', () => {
    const twice = 'a\nb\nc\na\nb\nc\n';
    expect(place(twice, 'b\n', 'B\n').unplaced).toEqual([
      expect.objectContaining({ reason: 'ambiguous', candidates: [2, 5], tried: ['exact'], message: expect.stringContaining('2 places') }),
    ]);
    expect(place(twice, 'b\n', 'B\n', 5).after).toBe('a\nb\nc\na\nB\nc\n');
    expect(place(twice, 'b\n', 'B\n', 4).unplaced[0]!.reason).toBe('ambiguous');
    expect(place('a\na\na\n', 'a\na\n', 'x\n').unplaced[0]!.candidates).toEqual([1, 2]);
  });

  it('follows said lines past what earlier edits added', () => {
    const edits: FileEdit[] = [
      { kind: 'replace', path: 'a', search: 'a\n', replace: 'a\nnew\nnew\n', line: 1 },
      { kind: 'replace', path: 'a', search: 'b\n', replace: 'B\n', line: 5 },
    ];
    expect(placeEdits('a', 'a\nb\nc\nx\nb\nc\n', edits).after).toBe('a\nnew\nnew\nb\nc\nx\nB\nc\n');
  });
});

describe('a match without regard to white space', () => {
  it.each([
    [
      'less indentation',
      'const a = 1;\nreturn a;\n',
      'const a = 2;\nif (a) {\n  log(a);\n}\nreturn a;\n',
      '  const a = 2;\n  if (a) {\n    log(a);\n  }\n  return a;\n',
    ],
    ['more indentation', '      const a = 1;\n      return a;\n', '      const a = 2;\n      return a;\n', '  const a = 2;\n  return a;\n'],
    ['trailing spaces', '  const a = 1;  \n  return a;\n', '  const a = 2;\n  return a;\n', '  const a = 2;\n  return a;\n'],
    ['a blank line too many', '  const a = 1;\n\n  return a;\n', '  const a = 2;\n\n  return a;\n', '  const a = 2;\n  return a;\n'],
    ['a tab for two spaces', '\tconst a = 1;\n\treturn a;\n', '\tconst a = 2;\n\treturn a;\n', '  const a = 2;\n  return a;\n'],
  ])('finds lines with %s and gives the new ones the indentation of the file', (_, search, replace, expected) => {
    const placed = place(code, search, replace);
    expect(placed.unplaced).toEqual([]);
    expect(placed.match).toBe('whitespace');
    expect(placed.after).toBe(code.replace('  const a = 1;\n  return a;\n', expected));
  });

  it('converts spaces to the tabs of the file on all levels', () => {
    const tabs = 'class A {\n\trun() {\n\t\tgo();\n\t}\n}\n';
    expect(
      place(
        tabs,
        '    run() {\n        go();\n    }\n',
        '    run() {\n        go();\n        if (x) {\n            stop();\n        }\n    }\n',
      ).after,
    ).toBe('class A {\n\trun() {\n\t\tgo();\n\t\tif (x) {\n\t\t\tstop();\n\t\t}\n\t}\n}\n');
  });

  it('keeps the own bytes of lines that do not change', () => {
    expect(place('if x:   \n    a = 1\t\n    b = 2\n', 'if x:\n  a = 1\n  b = 2\n', 'if x:\n  a = 1\n  b = 3\n').after).toBe(
      'if x:   \n    a = 1\t\n    b = 3\n',
    );
  });

  it('is refused when the indentation has no one relation, because Python would mean something else', () => {
    expect(place('if x:\n    a\nb\n', 'if x:\n  a\n  b\n', 'if x:\n  a\n  c\n').unplaced[0]!.reason).toBe('not-found');
  });

  it('is refused when there are two', () => {
    expect(place('  a();\n  b();\n\n    a();\n    b();\n', 'a();\nb();\n', 'c();\n').unplaced[0]).toMatchObject({
      reason: 'ambiguous',
      tried: ['exact', 'whitespace'],
      candidates: [1, 4],
    });
  });
});

describe('a match by unique first and last lines', () => {
  const search = 'function second() {\n  const b = 3;\n  return b;\n}\nfunction third() {}\n';
  const file = `${code}function third() {}\n`;
  it('carries the change over when the rest is alike, and says so', () => {
    const placed = place(file, search, search.replace('return b;', 'return b + 1;'));
    expect(placed).toMatchObject({ match: 'anchor', unplaced: [] });
    expect(placed.after).toBe(file.replace('return b;', 'return b + 1;'));
  });

  it('replaces a line that the model remembered almost right', () => {
    expect(place(file, search, search.replace('const b = 3;', 'const b = 4;')).after).toBe(file.replace('const b = 2;', 'const b = 4;'));
  });

  it('is refused when lines the model never saw would be lost', () => {
    const grown = file.replace('  const b = 2;\n', '  audit(user);\n  lock();\n');
    const placed = place(grown, search, search.replace('const b = 3;', 'const b = 4;'));
    expect(placed.after).toBe(grown);
    expect(placed.unplaced[0]).toMatchObject({ reason: 'not-found', tried: ['exact', 'whitespace', 'anchor'] });
  });
});

describe('an edit without a place', () => {
  it.each([
    ['blank lines only', code, '\n\n', 'x\n', 'malformed'],
    ['nothing to search in a file with text', code, '', 'x\n', 'malformed'],
    ['lines that are not there', code, 'class Foo {}\n', 'x\n', 'not-found'],
    ['a missing file', null, 'x\n', 'y\n', 'file-missing'],
  ])('is told: %s', (_, before, search, replace, reason) => {
    const placed = place(before, search, replace);
    expect(placed.after).toBe(before);
    expect(placed.unplaced[0]).toMatchObject({ reason, search, replace });
  });

  it.each([
    '// ... rest of the code ...',
    '# ... existing code ...',
    '  // ... (other methods unchanged)',
    '/* ... remaining functions */',
    '// 其余代码不变',
    '<!-- ... keep the rest ... -->',
    '// existing code...',
  ])('is one that leaves text out: %s', (mark) => {
    expect(placeEdits('a.ts', code, [{ kind: 'write', path: 'a.ts', content: `const a = 1;\n${mark}\n` }]).unplaced[0]!.reason).toBe(
      'malformed',
    );
    expect(placeEdits('a.ts', `x\n${mark}\n`, [{ kind: 'write', path: 'a.ts', content: `y\n${mark}\n` }]).unplaced).toEqual([]);
  });

  it('leaves the other edits of its file standing', () => {
    const placed = placeEdits('a.ts', code, [
      { kind: 'replace', path: 'a.ts', search: 'nowhere\n', replace: 'x\n' },
      { kind: 'replace', path: 'a.ts', search: '  const a = 1;\n', replace: '  const a = 7;\n' },
    ]);
    expect(placed.after).toBe(code.replace('a = 1', 'a = 7'));
    expect(placed.unplaced).toHaveLength(1);
  });
});

describe('line endings, byte-order marks and the final line break', () => {
  it.each([
    ['CRLF', 'a\r\nb\r\nc\r\n', 'b\n', 'B\nB2\n', 'a\r\nB\r\nB2\r\nc\r\n'],
    ['the ending of the place in a mixed file', 'a\r\nb\nc\n', 'a\n', 'A\n', 'A\r\nb\nc\n'],
    ['a byte-order mark before the first line', '\uFEFFa\nb\n', 'a\n', 'A\n', '\uFEFFA\nb\n'],
    ['no final line break', 'a\nb', 'b\n', 'B\n', 'a\nB'],
    ['no final line break, lines added', 'a\nb', 'b\n', 'b\nc\n', 'a\nb\nc'],
    ['a final line break that the edit adds', 'a\nb', 'b', 'B\n', 'a\nB\n'],
    ['a final line break that the edit takes away', 'a\nb\n', 'b\n', 'B', 'a\nB'],
    ['an edit with CRLF in a file without', 'a\nb\n', 'a\r\nb\r\n', 'a\r\nB\r\n', 'a\nB\n'],
  ])('stay: %s', (_, before, search, replace, after) => {
    expect(place(before, search, replace).after).toBe(after);
  });

  it('stay when a whole file is written', () => {
    const write = (before: string, content: string) => placeEdits('a', before, [{ kind: 'write', path: 'a', content }]).after;
    expect(write('\uFEFFa\r\nb\r\n', 'a\nc\n')).toBe('\uFEFFa\r\nc\r\n');
    expect(write('a\nb', 'x\nb\n')).toBe('x\nb');
    expect(write('a\nb', 'x\nc\n')).toBe('x\nc\n');
  });
});

describe('any edit', () => {
  it('that takes lines out of the file as they are finds them, or says that they stand more than once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '  c', '', 'd e', '\tf'), { minLength: 1, maxLength: 30 }),
        fc.nat(30),
        fc.integer({ min: 1, max: 6 }),
        (rows, at, length) => {
          const start = at % rows.length;
          const taken = rows.slice(start, start + length);
          fc.pre(taken.some((row) => row.trim() !== ''));
          const before = `${rows.join('\n')}\n`;
          const placed = place(before, `${taken.join('\n')}\n`, 'REPLACED\n');
          if (placed.unplaced.length > 0) expect(placed.unplaced[0]!.reason).toBe('ambiguous');
          else expect(placed.after).toBe(`${[...rows.slice(0, start), 'REPLACED', ...rows.slice(start + taken.length)].join('\n')}\n`);
        },
      ),
      { numRuns: 400 },
    );
  });
});
