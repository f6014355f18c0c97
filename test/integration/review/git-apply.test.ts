import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileEdit } from '#domain/edit-format';
import { parseEdits } from '#domain/edit-format';
import { gitDiff } from '#domain/git-diff';
import { placeEdits } from '#domain/place-edits';
import { missing } from '../../support/prerequisites.ts';
import type { ReviewApp } from '../../support/review-app.ts';
import { openReviewApp, put, removeFolders, temporaryFolder, text } from '../../support/review-app.ts';

let app: ReviewApp;
beforeAll(async () => {
  app = await openReviewApp();
});
afterAll(async () => {
  await app.close();
  removeFolders(app.dataDir, app.root);
});

const plain = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_CEILING_DIRECTORIES: '/' };
const git = (folder: string, args: string[], input: string) =>
  execFileSync('git', args, { cwd: folder, input, env: { ...process.env, ...plain }, stdio: ['pipe', 'pipe', 'pipe'] });

const many = (ending = '\n') => Array.from({ length: 60 }, (_, index) => `line ${index}${ending}`).join('');
const cases: [string, Record<string, string>, FileEdit[]][] = [
  [
    'several hunks',
    { 'a.txt': many() },
    [3, 30, 57].map((line) => ({ kind: 'replace', path: 'a.txt', search: `line ${line}\n`, replace: `changed\nand more ${line}\n` })),
  ],
  ['CRLF', { 'a.txt': many('\r\n') }, [{ kind: 'replace', path: 'a.txt', search: 'line 5\n', replace: 'x\ny\n' }]],
  ['a byte-order mark', { 'a.txt': `\uFEFF${many()}` }, [{ kind: 'replace', path: 'a.txt', search: 'line 0\n', replace: 'zero\n' }]],
  ['no final line break', { 'a.txt': 'a\nb' }, [{ kind: 'replace', path: 'a.txt', search: 'b\n', replace: 'c\nd\n' }]],
  ['a final line break taken away', { 'a.txt': 'a\nb\n' }, [{ kind: 'replace', path: 'a.txt', search: 'b\n', replace: 'b' }]],
  ['a new file', {}, [{ kind: 'write', path: 'deep/new.txt', content: 'a\nb\n' }]],
  ['a new file without a final line break', {}, [{ kind: 'write', path: 'new.txt', content: 'a\nb' }]],
  ['a new empty file', {}, [{ kind: 'write', path: 'empty.txt', content: '' }]],
  ['a deleted file', { 'a.txt': 'a\nb\n' }, [{ kind: 'delete', path: 'a.txt' }]],
  ['a deleted empty file', { 'a.txt': '' }, [{ kind: 'delete', path: 'a.txt' }]],
  ['an emptied file', { 'a.txt': 'a\n' }, [{ kind: 'write', path: 'a.txt', content: '' }]],
  ['a filled empty file', { 'a.txt': '' }, [{ kind: 'write', path: 'a.txt', content: 'a\n' }]],
  ['spaces in the path', { 'a b/c d.txt': 'a\n' }, [{ kind: 'write', path: 'a b/c d.txt', content: 'b\n' }]],
  ['spaces in the path of a new file', {}, [{ kind: 'write', path: 'a b/c d.txt', content: 'b\n' }]],
  [
    'letters of other scripts in the path',
    { '目录/文件 é.txt': '一\n二\n' },
    [{ kind: 'replace', path: '目录/文件 é.txt', search: '二\n', replace: '三\n😀\n' }],
  ],
  [
    'lines that look like a patch',
    { 'a.txt': '--- a\n+++ b\n@@ -1 +1 @@\n x\n\\ y\ndiff --git a/x b/x\n' },
    [{ kind: 'replace', path: 'a.txt', search: ' x\n', replace: '--- z\n+++ z\n\n' }],
  ],
  [
    'several files',
    { 'a.txt': 'a\n', 'b.txt': 'b\n' },
    [
      { kind: 'write', path: 'a.txt', content: 'A\n' },
      { kind: 'write', path: 'b.txt', content: 'B\n' },
      { kind: 'write', path: 'c.txt', content: 'C\n' },
    ],
  ],
];

describe.skipIf(missing('git'))('the diff of a proposal', () => {
  it.each(cases)('is taken by git apply and gives what applying gives: %s', async (_, files, edits) => {
    rmSync(app.root, { recursive: true });
    put(app.root, { '.keep': '', ...files });
    const proposal = await app.propose(edits);
    const patch = (await app.review.diff(proposal.id)).files.map((file) => file.diff).join('');
    const copy = temporaryFolder();
    put(copy, files);
    git(copy, ['apply', '--whitespace=nowarn', '-'], patch);
    await app.review.apply(proposal.id, { all: true });
    for (const { path: name } of proposal.files) {
      expect(existsSync(path.join(copy, name)), name).toBe(existsSync(path.join(app.root, name)));
      if (existsSync(path.join(copy, name)))
        expect(readFileSync(path.join(copy, name)).equals(readFileSync(path.join(app.root, name))), name).toBe(true);
    }
    git(copy, ['apply', '--whitespace=nowarn', '-R', '-'], patch);
    for (const [name, content] of Object.entries(files)) expect(text(copy, name)).toBe(content);
    removeFolders(copy);
  });

  it('leaves rejected hunks out and has the own version of edited ones', async () => {
    rmSync(app.root, { recursive: true });
    put(app.root, { 'a.txt': many() });
    const proposal = await app.propose(
      [3, 30].map((line) => ({ kind: 'replace' as const, path: 'a.txt', search: `line ${line}\n`, replace: 'x\n' })),
    );
    const [first, second] = proposal.files[0]!.hunks;
    await app.review.decide(proposal.id, 'rejected', { hunks: [first!.id] });
    await app.review.edit(proposal.id, second!.id, 'mine\n');
    const copy = temporaryFolder();
    put(copy, { 'a.txt': many() });
    git(copy, ['apply', '-'], (await app.review.diff(proposal.id)).files[0]!.diff);
    expect(text(copy, 'a.txt')).toBe(many().replace(/line 27\n(.*\n){6}/, 'mine\n'));
    removeFolders(copy);
  });

  it('of any two texts is taken by git apply, and read again by ourselves', () => {
    const folder = temporaryFolder();
    const row = fc.constantFrom('a', 'b', '', '-- c', '++ d', '\\ e', '@@ f', ' g', 'h\r', '日本');
    const someText = fc
      .tuple(fc.array(row, { minLength: 1, maxLength: 25 }), fc.boolean())
      .map(([rows, ended]) => rows.join('\n') + (ended ? '\n' : ''));
    fc.assert(
      fc.property(someText, someText, (before, after) => {
        const patch = gitDiff('f.txt', before, after);
        fc.pre(before !== after);
        put(folder, { 'f.txt': before });
        git(folder, ['apply', '--whitespace=nowarn', '-'], patch);
        expect(text(folder, 'f.txt')).toBe(after);
        // Read as a model's answer: it places what it can be sure of, and never anything else.
        if (`${before}${after}`.includes('\r')) return;
        const placed = placeEdits('f.txt', before, parseEdits(patch).edits);
        if (placed.unplaced.length === 0 && parseEdits(patch).problems.length === 0) expect(placed.after).toBe(after);
      }),
      { numRuns: 60 },
    );
    removeFolders(folder);
  });
});
