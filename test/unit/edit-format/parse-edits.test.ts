import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEdits } from '#domain/edit-format';

const block = (search: string, replace: string) => `<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE`;
const replaceOf = (answer: string) =>
  parseEdits(answer).edits.map((edit) => (edit.kind === 'replace' ? [edit.path, edit.search, edit.replace] : [edit.kind, edit.path]));
const fence = '```';

describe('search/replace blocks', () => {
  it.each([
    ['a path on the line before', `src/a.ts\n${block('old\n', 'new\n')}`],
    ['a path before the fence', `src/a.ts\n${fence}ts\n${block('old\n', 'new\n')}\n${fence}`],
    ['a path inside the fence', `${fence}ts\nsrc/a.ts\n${block('old\n', 'new\n')}\n${fence}`],
    ['a path in the info string', `${fence}ts src/a.ts\n${block('old\n', 'new\n')}\n${fence}`],
    ['a path behind a colon in the info string', `${fence}typescript:src/a.ts\n${block('old\n', 'new\n')}\n${fence}`],
    ['a decorated path', `### **\`src/a.ts\`**:\n\n${block('old\n', 'new\n')}`],
    ['a label', `File: src/a.ts\n${block('old\n', 'new\n')}`],
    ['a Chinese label', `文件：src/a.ts\n${block('old\n', 'new\n')}`],
    ['a list number', `1. \`src/a.ts\`\n${block('old\n', 'new\n')}`],
    ['a path behind SEARCH', `<<<<<<< SEARCH src/a.ts\nold\n=======\nnew\n>>>>>>> REPLACE`],
    ['CRLF', `src/a.ts\n${block('old\n', 'new\n')}`.replaceAll('\n', '\r\n')],
    ['no fence and prose behind', `src/a.ts\n${block('old\n', 'new\n')}\nThat is all. Enjoy!`],
    ['shorter marks', 'src/a.ts\n<<<<< SEARCH\nold\n=====\nnew\n>>>>> REPLACE'],
    ['an indented block', `- src/a.ts\n  <<<<<<< SEARCH\nold\n  =======\nnew\n  >>>>>>> REPLACE`],
  ])('are read with %s', (_, answer) => {
    expect(parseEdits(answer).problems).toEqual([]);
    expect(replaceOf(answer)).toEqual([['src/a.ts', 'old\n', 'new\n']]);
  });

  it('are read several for one file, and for several files', () => {
    const answer = `src/a.ts\n${block('one\n', 'two\n')}\n\n${block('three\n', '')}\n\nsrc/b.ts\n${block('', 'four\n')}`;
    expect(replaceOf(answer)).toEqual([
      ['src/a.ts', 'one\n', 'two\n'],
      ['src/a.ts', 'three\n', ''],
      ['src/b.ts', '', 'four\n'],
    ]);
  });

  it('may hold fences', () => {
    expect(replaceOf(`README.md\n${block('```js\nold\n```\n', '```js\nnew\n```\n')}`)).toEqual([
      ['README.md', '```js\nold\n```\n', '```js\nnew\n```\n'],
    ]);
  });

  it.each([
    ['without an end', 'src/a.ts\n<<<<<<< SEARCH\nold\n=======\nnew\n', /no end/],
    ['without a divider', 'src/a.ts\n<<<<<<< SEARCH\nold\n>>>>>>> REPLACE', /no =======/],
    ['with two dividers', 'src/a.rst\n<<<<<<< SEARCH\nTitle\n=======\ntext\n=======\nnew\n>>>>>>> REPLACE', /more than one/],
    ['without a path', block('old\n', 'new\n'), /which file/],
    ['under prose', `Now change the function:\n${block('old\n', 'new\n')}`, /which file/],
  ])('are told and not used %s', (_, answer, message) => {
    const { edits, problems } = parseEdits(answer);
    expect(edits).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.reason).toBe('malformed');
    expect(problems[0]!.message).toMatch(message);
  });

  it('go on after one that was not finished', () => {
    const answer = `src/a.ts\n<<<<<<< SEARCH\nold\n=======\nhalf\n\nsrc/b.ts\n${block('x\n', 'y\n')}`;
    expect(parseEdits(answer).problems).toHaveLength(1);
    expect(replaceOf(answer).at(-1)).toEqual(['src/b.ts', 'x\n', 'y\n']);
  });
});

describe('unified diffs', () => {
  const body = '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n';
  it.each([
    ['plain', `--- a/src/a.ts\n+++ b/src/a.ts\n${body}`],
    ['with git headers', `diff --git a/src/a.ts b/src/a.ts\nindex 1..2 100644\n--- a/src/a.ts\n+++ b/src/a.ts\n${body}`],
    ['fenced', `${fence}diff\n--- a/src/a.ts\n+++ b/src/a.ts\n${body}${fence}\nDone.`],
    ['without prefixes', `--- src/a.ts\n+++ src/a.ts\n${body}`],
    ['with times', `--- a/src/a.ts\t2024-01-01\n+++ b/src/a.ts\t2024-01-02\n${body}`],
    ['with wrong counts', `--- a/src/a.ts\n+++ b/src/a.ts\n${body.replace('-1,3 +1,3', '-1,9 +1,2')}`],
    ['without numbers', `${fence}diff\n--- a/src/a.ts\n+++ b/src/a.ts\n${body.replace('@@ -1,3 +1,3 @@', '@@ ... @@')}${fence}`],
    ['without a header, under its path', `src/a.ts\n${fence}diff\n${body}${fence}`],
    [
      'with the space before unchanged lines forgotten',
      `${fence}diff\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,3 +1,3 @@\na\n-b\n+B\nc\n${fence}`,
    ],
    ['with CRLF', `--- a/src/a.ts\n+++ b/src/a.ts\n${body}`.replaceAll('\n', '\r\n')],
    ['followed by prose', `--- a/src/a.ts\n+++ b/src/a.ts\n${body}\nThis changes b.`],
    ['followed by a signature', `--- a/src/a.ts\n+++ b/src/a.ts\n${body}-- \n2.39.5\n`],
  ])('are read %s', (_, answer) => {
    expect(parseEdits(answer).problems).toEqual([]);
    expect(replaceOf(answer)).toEqual([['src/a.ts', 'a\nb\nc\n', 'a\nB\nc\n']]);
  });

  it('make and delete files', () => {
    const made = 'diff --git a/n.txt b/n.txt\nnew file mode 100644\n--- /dev/null\n+++ b/n.txt\n@@ -0,0 +1,2 @@\n+x\n+y\n';
    const gone = '--- a/o.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n';
    expect(parseEdits(made + gone).edits).toEqual([
      { kind: 'write', path: 'n.txt', content: 'x\ny\n' },
      { kind: 'delete', path: 'o.txt' },
    ]);
  });

  it('take lines that look like headers for what the counts say', () => {
    const { edits } = parseEdits('--- a/q.sql\n+++ b/q.sql\n@@ -1,3 +1,3 @@\n x\n--- old comment\n+++ new comment\n y\n');
    expect(edits).toEqual([
      { kind: 'replace', path: 'q.sql', search: 'x\n-- old comment\ny\n', replace: 'x\n++ new comment\ny\n', line: 1 },
    ]);
  });

  it('keep what is said about the final line break', () => {
    const { edits } = parseEdits('--- a/f\n+++ b/f\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n');
    expect(edits).toEqual([{ kind: 'replace', path: 'f', search: 'x', replace: 'y\n', line: 1 }]);
  });

  it('read several hunks and files, with their lines', () => {
    const { edits } = parseEdits(
      `--- a/f.ts\n+++ b/f.ts\n@@ -5,1 +5,1 @@\n-x\n+y\n@@ -50,1 +50,1 @@\n-x\n+z\n--- a/g.ts\n+++ b/g.ts\n@@ -1 +1 @@\n-q\n+r\n`,
    );
    expect(edits.map((edit) => [edit.path, 'line' in edit ? edit.line : null])).toEqual([
      ['f.ts', 5],
      ['f.ts', 50],
      ['g.ts', 1],
    ]);
  });

  it.each([
    ['a rename', 'diff --git a/x.ts b/y.ts\nsimilarity index 90%\nrename from x.ts\nrename to y.ts\n', /renam/i],
    ['a rename by its names', '--- a/x.ts\n+++ b/y.ts\n@@ -1 +1 @@\n-a\n+b\n', /renames x.ts to y.ts/],
    ['a mode change', 'diff --git a/x.sh b/x.sh\nold mode 100644\nnew mode 100755\n', /permissions/],
    ['a binary patch', 'diff --git a/x.png b/x.png\nindex 1..2\nGIT binary patch\nliteral 3\nabc\n', /binary/],
    ['a symbolic link', 'diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+../../etc/passwd\n', /link/],
    ['lines without context', '--- a/x.ts\n+++ b/x.ts\n@@ -10,0 +11 @@\n+b\n', /place is unclear/],
    ['nothing on both sides', '--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-a\n+b\n', /no file/],
  ])('refuse %s with a sentence', (_, answer, message) => {
    const { edits, problems } = parseEdits(answer);
    expect(edits).toEqual([]);
    expect(problems[0]!.message).toMatch(message);
  });
});

describe('whole files', () => {
  it.each([
    ['a path in the info string', `${fence}ts src/a.ts\nx\n${fence}`],
    ['a title', `${fence}ts title="src/a.ts"\nx\n${fence}`],
    ['only a path as info', `${fence}src/a.ts\nx\n${fence}`],
    ['a path on the line before', `src/a.ts\n${fence}ts\nx\n${fence}`],
    ['a bold path and a blank line', `**src/a.ts**\n\n${fence}ts\nx\n${fence}`],
    ['a remark', `### src/a.ts (new file)\n${fence}ts\nx\n${fence}`],
    ['tildes', `src/a.ts\n~~~ts\nx\n~~~`],
    ['a fence inside a list', `1. src/a.ts\n   ${fence}ts\n   x\n   ${fence}`],
    ['the whole answer in a fence', `${fence}markdown\nHere:\n\n${fence}ts src/a.ts\nx\n${fence}\n${fence}`],
  ])('are read with %s', (_, answer) => {
    expect(parseEdits(answer)).toEqual({ edits: [{ kind: 'write', path: 'src/a.ts', content: 'x\n' }], problems: [] });
  });

  it('may hold fences of their own', () => {
    const inner = `# Title\n${fence}js\ncode\n${fence}\nend\n`;
    expect(parseEdits(`README.md\n${fence}${fence}md\n${inner}${fence}${fence}`).edits).toEqual([
      { kind: 'write', path: 'README.md', content: inner },
    ]);
    expect(parseEdits(`${fence}md README.md\n${inner}${fence}\nBye`).edits).toEqual([{ kind: 'write', path: 'README.md', content: inner }]);
  });

  it('are told and not used when their end is unclear or missing', () => {
    expect(parseEdits(`${fence}md README.md\n# T\n${fence}\nplain\n${fence}\nend\n${fence}`).problems[0]!.message).toMatch(/unclear/);
    expect(parseEdits(`${fence}ts src/a.ts\nconst x = 1;\n`)).toMatchObject({
      edits: [],
      problems: [{ path: 'src/a.ts', message: expect.stringMatching(/cut off/) }],
    });
    const two = parseEdits(`${fence}ts src/a.ts\nx\n\n${fence}ts src/b.ts\ny\n${fence}`);
    expect(two.problems).toHaveLength(1);
    expect(two.edits).toEqual([{ kind: 'write', path: 'src/b.ts', content: 'y\n' }]);
  });

  it.each([
    ['a snippet', `Run this:\n${fence}sh\nnpm test\n${fence}`],
    ['a snippet under prose that names a file', `In src/a.ts you then call:\n${fence}ts\nfoo()\n${fence}`],
    ['a language', `${fence}c++\nx\n${fence}`],
    ['the name of a product', `Node.js:\n${fence}js\nx\n${fence}`],
    ['prose', 'There is nothing to change in e.g. src/a.ts.'],
    ['nothing', ''],
  ])('are not seen in %s', (_, answer) => {
    expect(parseEdits(answer)).toEqual({ edits: [], problems: [] });
  });

  it('pass hostile paths on, to be refused with a sentence', () => {
    expect(parseEdits(`../../etc/passwd\n${fence}\nx\n${fence}`).edits).toEqual([
      { kind: 'write', path: '../../etc/passwd', content: 'x\n' },
    ]);
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    '<<<<<<< SEARCH',
    '=======',
    '>>>>>>> REPLACE',
    '```',
    '````',
    '```ts a.ts',
    '```md',
    '~~~',
    '--- a/x',
    '+++ b/x',
    '@@ -1,2 +1,2 @@',
    '@@',
    'diff --git a/x b/x',
    'rename from x',
    '-a',
    '+b',
    ' c',
    '\\ No newline',
    'src/a.ts',
    '',
    '/dev/null',
    '--- /dev/null',
    '+++ /dev/null',
    '\r',
  );
  it('never makes it throw, and every edit has a path', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }).map((lines) => lines.join('\n')),
          fc.string({ unit: 'binary', maxLength: 300 }),
        ),
        (answer) => {
          const { edits, problems } = parseEdits(answer);
          for (const edit of edits) expect(edit.path).not.toBe('');
          for (const problem of problems) expect(problem.message).toMatch(/\.$/);
        },
      ),
      { numRuns: 1000 },
    );
  });

  const megabyte = 1_000_000;
  const repeat = (unit: string) => unit.repeat(Math.ceil(megabyte / unit.length)).slice(0, megabyte);
  it.each([
    ['backticks', '`'],
    ['fences', '```\n'],
    ['fences with paths', '```ts a.ts\n'],
    ['fences of Markdown files', '```md a.md\n'],
    ['paths and fences', 'a.md\n```\n```\n'],
    ['search marks', '<<<<<<< SEARCH\n'],
    ['dividers', '=======\n'],
    ['hunk heads', '@@ -1,9 +1,9 @@\n'],
    ['header pairs', '--- a/x\n+++ b/x\n'],
    ['huge counts', '--- a/x\n+++ b/x\n@@ -1,999999 +1,999999 @@\n a\n'],
    ['git headers', 'diff --git a/x b/x\n'],
    ['spaces', ' '],
    ['blank lines', '\n'],
    ['hashes', '# '],
    ['stars', '**'],
    ['quotes', '"\\'],
    ['equal signs', '='],
    ['angles', '<'],
    ['carriage returns', '\r\n'],
    ['titles', '```x title='],
    ['plus lines', '+\n'],
    ['colons', 'a:'],
  ])('is read at once: a megabyte of %s', (_, unit) => {
    // Work that grew with the square of the text would take minutes here and end in the time limit of the test.
    expect(parseEdits(repeat(unit)).edits.length).toBeLessThanOrEqual(5_001);
  });
});
