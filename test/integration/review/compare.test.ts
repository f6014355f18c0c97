import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { openReviewApp, put, type ReviewApp, removeFolders } from '../../support/review-app.ts';

let app: ReviewApp;
const numbered = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

beforeEach(async () => {
  const opened = await openReviewApp();
  app = opened;
  onTestFinished(async () => {
    await opened.close();
    removeFolders(opened.dataDir, opened.root);
  });
});

it('tells by the revision whether anything changed on the disk, and follows it as a refresh does', async () => {
  put(app.root, { 'a.txt': numbered(40) });
  const proposal = await app.propose([{ kind: 'replace', path: 'a.txt', search: 'line 20\n', replace: 'twenty\n' }]);
  expect(await app.review.compare(proposal.id)).toBe(proposal.revision);
  put(app.root, { 'a.txt': `new first\n${numbered(40)}` });
  expect(await app.review.compare(proposal.id)).toBe(proposal.revision + 1);
  const moved = await app.review.get(proposal.id);
  expect(moved.files[0]?.hunks[0]?.oldStart).toBe((proposal.files[0]?.hunks[0]?.oldStart ?? 0) + 1);
  expect(await app.review.refresh(proposal.id)).toEqual(moved);
});

it('gives the old side alone where nothing else is wanted', async () => {
  put(app.root, { 'a.txt': 'a\n' });
  const changes = await app.propose([
    { kind: 'write', path: 'a.txt', content: 'b\n' },
    { kind: 'write', path: 'new.txt', content: 'n\n' },
  ]);
  expect(await app.review.texts(changes.id, 'a.txt')).toEqual({ path: 'a.txt', before: 'a\n', after: 'b\n' });
  expect(await app.review.texts(changes.id, 'a.txt', 'before')).toEqual({ path: 'a.txt', before: 'a\n', after: null });
  expect(await app.review.texts(changes.id, 'new.txt', 'before')).toEqual({ path: 'new.txt', before: null, after: null });
});
