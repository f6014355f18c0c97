import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reviewFiles } from '../../../electron/services/review/disk.node.ts';
import { missing } from '../../support/prerequisites.ts';
import type { ReviewApp } from '../../support/review-app.ts';
import { openReviewApp, put, removeFolders, snapshot, temporaryFolder } from '../../support/review-app.ts';

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

describe('a disk that fails', () => {
  it.skipIf(missing('small-disk'))('changes nothing when it is full, and the proposal can be applied once there is room', async () => {
    const disk = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
    try {
      await app.close();
      app = await openReviewApp({ dataDir: app.dataDir, root: disk });
      const filler = Buffer.alloc(150 * 1024, 'x');
      put(disk, { 'a.txt': 'a\n', 'b.txt': `${'b\n'.repeat(30_000)}end\n`, filler });
      const before = snapshot(disk);
      const proposal = await app.propose([
        { kind: 'write', path: 'new/a.txt', content: 'A\n' },
        { kind: 'write', path: 'a.txt', content: 'A\n' },
        { kind: 'replace', path: 'b.txt', search: 'end\n', replace: 'END\n' },
      ]);
      await expect(app.review.apply(proposal.id, { all: true })).rejects.toMatchObject({
        code: 'WRITE_FAILED',
        message: expect.stringMatching(/full/),
      });
      expect(snapshot(disk)).toEqual(before);
      rmSync(path.join(disk, 'filler'));
      expect((await app.review.apply(proposal.id, { all: true })).status).toBe('applied');
      await app.close();
    } finally {
      execFileSync('umount', ['-l', disk]);
      removeFolders(disk);
    }
    app = await openReviewApp({ dataDir: app.dataDir });
  });

  it.skipIf(missing('posix'))('changes nothing when one of the folders may not be written', async () => {
    const asNobody = async (root: string, ...rest: [Parameters<typeof reviewFiles.write>[1], Parameters<typeof reviewFiles.write>[2]]) => {
      // Root may write everywhere, so the write itself is done as somebody else.
      const isRoot = process.getuid?.() === 0;
      if (isRoot) process.seteuid?.(65534);
      try {
        await reviewFiles.write(root, ...rest);
      } finally {
        if (isRoot) process.seteuid?.(0);
      }
    };
    await app.close();
    app = await openReviewApp({ dataDir: app.dataDir, root: app.root, files: { write: asNobody } });
    put(app.root, { 'a.txt': 'a\n', 'locked/b.txt': 'b\n' });
    chmodSync(app.root, 0o777);
    chmodSync(path.join(app.root, 'locked'), 0o555);
    const before = snapshot(app.root);
    const proposal = await app.propose([
      { kind: 'write', path: 'a.txt', content: 'A\n' },
      { kind: 'write', path: 'new/x.txt', content: 'x\n' },
      { kind: 'write', path: 'locked/b.txt', content: 'B\n' },
    ]);
    await expect(app.review.apply(proposal.id, { all: true })).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringMatching(/permissions/),
    });
    expect(snapshot(app.root)).toEqual(before);
    chmodSync(path.join(app.root, 'locked'), 0o777);
    expect((await app.review.apply(proposal.id, { all: true })).status).toBe('applied');
  });
});

describe('names that some file systems take for one', () => {
  it.each([
    ['README.md', 'readme.md'],
    ['src/App.ts', 'src/app.ts'],
    ['Src/x.ts', 'src/y.ts'],
    ['café.txt', 'cafe\u0301.txt'],
  ])('%s is not joined by %s', async (there, asked) => {
    put(app.root, { [there]: 'x\n' });
    const proposal = await app.propose([
      { kind: 'write', path: asked, content: 'y\n' },
      { kind: 'write', path: 'other.txt', content: 'y\n' },
    ]);
    expect(proposal.files.map((file) => file.path)).toEqual(['other.txt']);
    expect(proposal.unplaced[0]).toMatchObject({ reason: 'ambiguous', path: asked });
  });
});

describe('files that are no text, or too large', () => {
  it.each([
    ['binary', Buffer.from([0, 1, 2, 3]), 'not-text'],
    ['not UTF-8', Buffer.from('caf\xe9\n', 'latin1'), 'not-text'],
    ['UTF-16', Buffer.from('\uFEFFa\n', 'utf16le'), 'not-text'],
    ['3 MB', Buffer.alloc(3 * 1024 * 1024, 'a\n'), 'too-large'],
  ])('are told and left alone: %s', async (_, bytes, reason) => {
    put(app.root, { 'a.txt': bytes });
    const proposal = await app.propose([{ kind: 'write', path: 'a.txt', content: 'x\n' }]);
    expect(proposal.unplaced[0]!.reason).toBe(reason);
    expect(readFileSync(path.join(app.root, 'a.txt')).equals(bytes)).toBe(true);
  });

  it('as new content too', async () => {
    const proposal = await app.propose([
      { kind: 'write', path: 'a.txt', content: 'a\0b\n' },
      { kind: 'write', path: 'b.txt', content: 'x'.repeat(3_000_000) },
      { kind: 'write', path: 'c.txt', content: '\ud800\n' },
    ]);
    expect(proposal.unplaced.map((edit) => edit.reason)).toEqual(['malformed', 'too-large', 'malformed']);
  });
});
