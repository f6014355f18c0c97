import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Proposal } from '#domain/review';
import { codeOf } from '../../support/code-of.ts';
import type { ReviewApp } from '../../support/review-app.ts';
import { openReviewApp, put, removeFolders } from '../../support/review-app.ts';

let app: ReviewApp;
beforeEach(async () => {
  app = await openReviewApp();
});
afterEach(async () => {
  await app.close();
  removeFolders(app.dataDir, app.root);
});

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');
const replaceLine = (line: number, by: string) => ({
  kind: 'replace' as const,
  path: 'a.txt',
  search: `line ${line}\n`,
  replace: `${by}\n`,
});
const hunkIds = (proposal: Proposal) => proposal.files.flatMap((file) => file.hunks.map((hunk) => hunk.id));

describe('deciding on what was seen', () => {
  const numberedFile = { 'a.txt': numbered(40) };
  const conflict = (revision: number, expected: number) => ({
    code: 'CONFLICT',
    data: { revision, expected, sentence: { code: 'proposal.movedOn', values: { revision, expected } } },
  });

  it('refuses a decision or an edit made on an older revision, and changes nothing', async () => {
    put(app.root, numberedFile);
    const seen = await app.propose([replaceLine(3, 'three'), replaceLine(30, 'thirty')]);
    const [first, second] = hunkIds(seen);
    const decided = await app.review.decide(seen.id, 'accepted', { hunks: [first!] }, seen.revision);
    expect(decided.revision).toBe(seen.revision + 1);
    const { revision } = seen;
    await expect(app.review.decide(seen.id, 'rejected', { hunks: [second!] }, revision)).rejects.toMatchObject(
      conflict(revision + 1, revision),
    );
    await expect(app.review.edit(seen.id, second!, 'mine\n', revision)).rejects.toMatchObject(conflict(revision + 1, revision));
    expect(await app.review.get(seen.id)).toEqual(decided);
  });

  it('refuses a decision made before a rebase moved the hunks', async () => {
    put(app.root, numberedFile);
    const seen = await app.propose([replaceLine(30, 'thirty')]);
    put(app.root, { 'a.txt': `new first line\n${numbered(40)}` });
    const moved = await app.review.refresh(seen.id);
    expect(moved.files[0]!.hunks[0]!.oldStart).toBe(seen.files[0]!.hunks[0]!.oldStart + 1);
    expect(await codeOf(app.review.decide(seen.id, 'accepted', {}, seen.revision))).toBe('CONFLICT');
    expect((await app.review.decide(seen.id, 'accepted', {}, moved.revision)).files[0]!.hunks[0]!.decision).toBe('accepted');
  });

  it('lets one of two win that decide on one revision at the same time', async () => {
    put(app.root, numberedFile);
    const seen = await app.propose([replaceLine(3, 'three'), replaceLine(30, 'thirty')]);
    const codes = await Promise.all(
      hunkIds(seen).map((hunk) => codeOf(app.review.decide(seen.id, 'accepted', { hunks: [hunk] }, seen.revision))),
    );
    expect(codes.sort()).toEqual(['CONFLICT', 'no error']);
  });
});

describe('the reasons', () => {
  it('are kept as codes, in the store too', async () => {
    put(app.root, { 'a.txt': numbered(40), 'b.txt': 'b\n' });
    const proposal = await app.propose([
      { ...replaceLine(3, 'three'), search: 'nowhere\n' },
      { ...replaceLine(3, 'x'), path: '../up.txt' },
      { kind: 'write', path: 'b.txt', content: 'c\n' },
    ]);
    put(app.root, { 'b.txt': 'd\n' });
    const { unplaced, files } = await app.review.refresh(proposal.id);
    expect(unplaced.map(({ sentence }) => sentence?.code).sort()).toEqual(['edit.notFound', 'path.outside']);
    expect(files[0]!.stale).toMatchObject({ sentence: { code: 'stale.changed', values: {} } });
    const again = await app.review.get(proposal.id);
    expect(again.unplaced).toEqual(unplaced);
    expect(again.files[0]!.stale).toEqual(files[0]!.stale);
  });
});
