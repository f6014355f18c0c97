import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGofmt, readGoOutput } from '../../../electron/services/checks/go-output.ts';
import { added } from '../../../electron/services/checks/outcome.ts';
import { readTypeScriptOutput } from '../../../electron/services/checks/typescript-output.ts';

const inFolder = (path: string) => (path.startsWith('/') ? null : path.replace(/^\.\//, ''));

describe('what Go prints', () => {
  it('is read with its places, from the compiler and from vet', () => {
    const text = [
      '# example.com/a',
      './a.go:3:7: undefined: x',
      './a.go:9:2: cannot use y (variable of type int) as string value in assignment:',
      '\tneed type assertion',
      './b.go:1: too old',
      '# [example.com/a]',
      './c.go:4:14: fmt.Printf format %d has arg of wrong type',
      'vet: ./d.go:5:1: declared and not used: z',
      'too many errors',
      '',
    ].join('\n');
    expect(readGoOutput(text, inFolder, true)).toEqual({
      errors: [
        { path: 'a.go', line: 3, column: 7, message: 'undefined: x' },
        {
          path: 'a.go',
          line: 9,
          column: 2,
          message: 'cannot use y (variable of type int) as string value in assignment:\nneed type assertion',
        },
        { path: 'b.go', line: 1, column: null, message: 'too old' },
        { path: 'd.go', line: 5, column: 1, message: 'declared and not used: z' },
      ],
      warnings: [{ path: 'c.go', line: 4, column: 14, message: 'fmt.Printf format %d has arg of wrong type' }],
      missing: [],
      said: [],
      tooOld: false,
    });
  });

  it.each([
    ['a.go:3:8: no required module provides package github.com/x/y; to add it:\n\tgo get github.com/x/y', 'github.com/x/y'],
    ['a.go:3:8: cannot find module providing package example.org/z: module lookup disabled by GOPROXY=off', 'example.org/z'],
    ['a.go:4:2: missing go.sum entry for module providing package example.org/w (imported by a); to add:\n\tgo get a', 'example.org/w'],
    ['go: example.org/v@v1.2.3: module lookup disabled by GOPROXY=off', 'example.org/v@v1.2.3'],
  ])('%s names a package that is not installed', (text, name) => {
    const output = readGoOutput(text, inFolder, true);
    expect(output.missing).toEqual([name]);
    expect(output.errors).toEqual([]);
  });

  it('a place outside the folder is no finding', () => {
    expect(readGoOutput('/usr/local/go/src/fmt/print.go:1:1: odd', inFolder, false)).toMatchObject({
      errors: [],
      said: [expect.any(String)],
    });
  });

  it('names the first line that gofmt would change', () => {
    const text = 'diff a.go.orig a.go\n--- a.go.orig\n+++ a.go\n@@ -4,6 +4,6 @@\n \n func A() {\n \tx := 1\n-\ty  := 2\n+\ty := 2\n }\n';
    expect(readGofmt(text, inFolder)).toEqual([{ path: 'a.go', line: 7, column: null, message: 'gofmt would lay this out differently.' }]);
    expect(readGofmt('', inFolder)).toEqual([]);
  });
});

describe('what the TypeScript compiler prints', () => {
  it('is read with places, continued lines, and what is missing', () => {
    const text = [
      "src/a.ts(2,7): error TS2322: Type 'number' is not assignable to type 'string'.",
      "  Types of property 'x' are incompatible.",
      "src/b.ts(1,21): error TS2307: Cannot find module 'express' or its corresponding type declarations.",
      "src/b.ts(2,21): error TS2307: Cannot find module './gone.js' or its corresponding type declarations.",
      "src/c.ts(1,1): error TS2591: Cannot find name 'process'. Do you need to install type definitions for node?",
      "error TS5083: Cannot read file '/workspace/base.json'.",
      "tsconfig.json(3,5): error TS5108: Option 'target=ES5' has been removed.",
    ].join('\r\n');
    expect(readTypeScriptOutput(text, inFolder)).toEqual({
      findings: [
        {
          path: 'src/a.ts',
          line: 2,
          column: 7,
          message: "TS2322: Type 'number' is not assignable to type 'string'.\nTypes of property 'x' are incompatible.",
        },
        {
          path: 'src/b.ts',
          line: 2,
          column: 21,
          message: "TS2307: Cannot find module './gone.js' or its corresponding type declarations.",
        },
      ],
      missing: ['express', 'process'],
      configuration: ["TS5083: Cannot read file '/workspace/base.json'.", "TS5108: Option 'target=ES5' has been removed."],
    });
  });
});

describe('any output', () => {
  it('is read without an exception, and each finding has a place', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '# a',
        '# [a]',
        '\tx',
        'a.go:1:2: x',
        'vet: a.go:3: y',
        'a.ts(1,2): error TS1: z',
        '+++ a.go',
        '@@ -1 +1 @@',
        '-x',
        ' x',
      ),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n');
        const all = [
          ...readGoOutput(text, inFolder, true).errors,
          ...readGofmt(text, inFolder),
          ...readTypeScriptOutput(text, inFolder).findings,
        ];
        for (const finding of all) expect(finding.line).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('is read in time that grows with its length', () => {
    const long = `${'a.go:'.repeat(100_000)}\n${'('.repeat(200_000)}\n${'\t'.repeat(200_000)}`;
    readGoOutput(long, inFolder, true);
    readTypeScriptOutput(long, inFolder);
  });
});

describe('findings that were there before', () => {
  it('are taken out once each, wherever they moved', () => {
    const finding = (line: number, message: string) => ({ path: 'a', line, column: null, message });
    const before = [finding(1, 'x'), finding(2, 'x'), finding(3, 'y')];
    expect(added([finding(5, 'x'), finding(6, 'x'), finding(7, 'x'), finding(8, 'z')], before)).toEqual([finding(7, 'x'), finding(8, 'z')]);
    expect(added(before, before)).toEqual([]);
  });
});
