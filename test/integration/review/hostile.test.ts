import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEdits } from '#domain/edit-format';
import { reviewFiles } from '../../../electron/services/review/disk.node.ts';
import { codeOf } from '../../support/code-of.ts';
import { missing } from '../../support/prerequisites.ts';
import type { ReviewApp } from '../../support/review-app.ts';
import { openReviewApp, put, removeFolders, snapshot, temporaryFolder, text } from '../../support/review-app.ts';

let app: ReviewApp;
let elsewhere: string;
beforeEach(async () => {
  app = await openReviewApp();
  elsewhere = temporaryFolder();
  put(elsewhere, { 'secret.txt': 'secret\n', 'folder/secret.txt': 'secret\n' });
});
afterEach(async () => {
  await app.close();
  removeFolders(app.dataDir, app.root, elsewhere);
});

/** Hostile patches as a model might write them, each with the path it aims at from the workspace. */
const targets = [
  '../secret.txt',
  '../../etc/cron.d/x',
  'a/../../secret.txt',
  './../secret.txt',
  '/etc/passwd',
  '/tmp/x.txt',
  'C:/Windows/win.ini',
  'C:\\Windows\\win.ini',
  '\\\\server\\share\\x',
  '//server/share/x',
  '..\\secret.txt',
  'src\\..\\..\\x',
  '~/.bashrc',
  '.git/hooks/pre-commit',
  '.git/config',
  '.GIT/config',
  '.Git/hooks/post-checkout',
  'git~1/config',
  '.git./config',
  '.git::$INDEX_ALLOCATION/config',
  'sub/.git/hooks/x',
  'a.txt:stream',
  'a.txt::$DATA',
  'con',
  'aux.ts',
  'nul.txt',
  'com1',
  'a.txt.',
  'folder./x.txt',
  '.g\u200dit/config',
  'a\u202Etxt.sh',
  '.ｇit/config',
];
const forms: [string, (target: string) => string][] = [
  ['a whole file', (target) => `${target}\n\`\`\`\nowned\n\`\`\``],
  ['a search/replace block', (target) => `${target}\n<<<<<<< SEARCH\nsecret\n=======\nowned\n>>>>>>> REPLACE`],
  ['a patch', (target) => `--- /dev/null\n+++ b/${target}\n@@ -0,0 +1 @@\n+owned\n`],
];

describe('a hostile answer', () => {
  it.each(forms)('as %s writes nothing, while the one beside it works', async (_, form) => {
    let refused = 0;
    for (const [index, target] of targets.entries()) {
      put(app.root, { [`fine${index}.txt`]: 'secret\n' });
      const before = snapshot(app.root);
      const outside = snapshot(elsewhere);
      const fine = `\n\nfine${index}.txt\n<<<<<<< SEARCH\nsecret\n=======\nfine\n>>>>>>> REPLACE\n`;
      const { edits, problems } = parseEdits(form(target) + fine);
      const proposal = await app.propose(edits, problems);
      expect(
        proposal.files.map((file) => file.path),
        target,
      ).toEqual([`fine${index}.txt`]);
      refused += proposal.unplaced.length;
      await app.review.apply(proposal.id, { all: true });
      expect(snapshot(app.root)).toEqual({
        ...before,
        [`fine${index}.txt`]: before[`fine${index}.txt`]!.replace(/ .*/, ` ${Buffer.from('fine\n').toString('base64')}`),
      });
      expect(snapshot(elsewhere)).toEqual(outside);
    }
    // Some of these are so odd that not even a path is seen in them; what is seen is refused with a sentence.
    expect(refused).toBeGreaterThan(targets.length * 0.8);
  });
});

describe.skipIf(missing('posix'))('links', () => {
  it.each([
    ['a linked file', () => symlinkSync(path.join(elsewhere, 'secret.txt'), path.join(app.root, 'l.txt')), 'l.txt'],
    ['a file in a linked folder', () => symlinkSync(path.join(elsewhere, 'folder'), path.join(app.root, 'd')), 'd/secret.txt'],
    ['a new file in a linked folder', () => symlinkSync(path.join(elsewhere, 'folder'), path.join(app.root, 'd')), 'd/new.txt'],
    [
      'a file behind two links',
      () => {
        symlinkSync(path.join(elsewhere, 'folder'), path.join(app.root, 'one'));
        symlinkSync(path.join(app.root, 'one'), path.join(app.root, 'two'));
      },
      'two/secret.txt',
    ],
    ['a dangling link', () => symlinkSync(path.join(elsewhere, 'none.txt'), path.join(app.root, 'l.txt')), 'l.txt'],
    ['a link to itself', () => symlinkSync('l.txt', path.join(app.root, 'l.txt')), 'l.txt'],
    [
      'a linked folder inside the root',
      () => {
        put(app.root, { 'real/a.txt': 'secret\n' });
        symlinkSync('real', path.join(app.root, 'd'));
      },
      'd/a.txt',
    ],
    ['a folder', () => mkdirSync(path.join(app.root, 'd')), 'd'],
    ['a file as a folder', () => put(app.root, { d: 'x\n' }), 'd/a.txt'],
    ['a named pipe', () => execFileSync('mkfifo', [path.join(app.root, 'pipe')]), 'pipe'],
  ])('are not followed: %s', async (_, make, target) => {
    make();
    const [before, outside] = [snapshotWithoutPipes(app.root), snapshot(elsewhere)];
    for (const edit of [
      { kind: 'write' as const, path: target, content: 'owned\n' },
      { kind: 'replace' as const, path: target, search: 'secret\n', replace: 'owned\n' },
      { kind: 'delete' as const, path: target },
    ]) {
      const proposal = await app.propose([edit]);
      expect(proposal.files).toEqual([]);
      expect(proposal.unplaced[0]!.reason).toMatch(/outside-workspace|file-missing/);
      expect(await codeOf(app.review.apply(proposal.id, { all: true }))).toBe('PROPOSAL_NOTHING_TO_APPLY');
    }
    expect(snapshotWithoutPipes(app.root)).toEqual(before);
    expect(snapshot(elsewhere)).toEqual(outside);
  });

  it('that take the place of a folder or file after the proposal was made stop the apply', async () => {
    for (const [name, swapIn] of [
      ['folder', () => symlinkSync(path.join(elsewhere, 'folder'), path.join(app.root, 'd'))],
      [
        'file',
        () => {
          mkdirSync(path.join(app.root, 'd'));
          symlinkSync(path.join(elsewhere, 'secret.txt'), path.join(app.root, 'd/secret.txt'));
        },
      ],
    ] as const) {
      put(app.root, { 'd/secret.txt': 'secret\n', 'other.txt': 'secret\n' });
      const proposal = await app.propose([
        { kind: 'replace', path: 'd/secret.txt', search: 'secret\n', replace: 'owned\n' },
        { kind: 'replace', path: 'other.txt', search: 'secret\n', replace: 'owned\n' },
      ]);
      rmSync(path.join(app.root, 'd'), { recursive: true });
      swapIn();
      expect(await codeOf(app.review.apply(proposal.id, { all: true })), name).toBe('PROPOSAL_STALE');
      expect(text(app.root, 'other.txt')).toBe('secret\n');
      expect(text(elsewhere, 'folder/secret.txt')).toBe('secret\n');
      expect(text(elsewhere, 'secret.txt')).toBe('secret\n');
      rmSync(path.join(app.root, 'd'), { recursive: true });
    }
  });

  it('that are swapped in between the check and the write change nothing outside', async () => {
    // A rename of folders by another program, at the very moment between reading the file and writing it.
    for (const moment of ['before-write', 'between-files'] as const) {
      let swapped = false;
      const swapIn = () => {
        if (swapped) return;
        swapped = true;
        renameSync(path.join(app.root, 'd'), path.join(app.root, 'was'));
        symlinkSync(path.join(elsewhere, 'folder'), path.join(app.root, 'd'));
      };
      const files = {
        write: (...given: Parameters<typeof reviewFiles.write>) => {
          if (moment === 'before-write') swapIn();
          else setImmediate(swapIn);
          return reviewFiles.write(...given);
        },
      };
      const racing = await openReviewApp({ files });
      await app.close();
      removeFolders(app.root, app.dataDir);
      app = racing;
      put(app.root, { 'a.txt': 'secret\n', 'd/secret.txt': 'secret\n' });
      const proposal = await app.propose([
        { kind: 'replace', path: 'a.txt', search: 'secret\n', replace: 'owned\n' },
        { kind: 'replace', path: 'd/secret.txt', search: 'secret\n', replace: 'owned\n' },
      ]);
      expect(await codeOf(app.review.apply(proposal.id, { all: true }))).toBe('PATH_OUTSIDE_WORKSPACE');
      expect(text(elsewhere, 'folder/secret.txt')).toBe('secret\n');
      expect(text(app.root, 'a.txt')).toBe('secret\n');
      expect(text(app.root, 'was/secret.txt')).toBe('secret\n');
      expect(Object.keys(snapshot(app.root)).filter((name) => name.includes('.tmp'))).toEqual([]);
    }
  });
});

describe('a change by another program at the last moment', () => {
  it.each([
    ['changed', (root: string) => writeFileSync(path.join(root, 'b.txt'), 'mine\n')],
    ['deleted', (root: string) => rmSync(path.join(root, 'b.txt'))],
    ['made', (root: string) => put(root, { 'new.txt': 'mine\n' })],
  ])('is not written over, and no file is left half done: %s', async (_, happen) => {
    await app.close();
    removeFolders(app.root, app.dataDir);
    app = await openReviewApp({
      files: {
        write: (root, ...rest) => {
          happen(root);
          return reviewFiles.write(root, ...rest);
        },
      },
    });
    put(app.root, { 'a.txt': 'a\n', 'b.txt': 'b\n' });
    const proposal = await app.propose([
      { kind: 'write', path: 'a.txt', content: 'A\n' },
      { kind: 'write', path: 'b.txt', content: 'B\n' },
      { kind: 'write', path: 'deep/x.txt', content: 'x\n' },
      { kind: 'write', path: 'new.txt', content: 'n\n' },
    ]);
    expect(await codeOf(app.review.apply(proposal.id, { all: true }))).toBe('PROPOSAL_STALE');
    expect(text(app.root, 'a.txt')).toBe('a\n');
    expect(existsSync(path.join(app.root, 'deep'))).toBe(false);
    expect(existsSync(path.join(app.root, 'new.txt')) && readFileSync(path.join(app.root, 'new.txt'), 'utf8')).toBe(
      _ === 'made' ? 'mine\n' : false,
    );
  });
});

function snapshotWithoutPipes(root: string): Record<string, string> {
  if (!existsSync(path.join(root, 'pipe'))) return snapshot(root);
  rmSync(path.join(root, 'pipe'));
  const found = snapshot(root);
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  return found;
}
