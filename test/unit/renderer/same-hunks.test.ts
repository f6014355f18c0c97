import { describe, expect, it } from 'vitest';
import type { HunkId } from '#domain/ids';
import type { Hunk, Proposal } from '#domain/review';
import { type ReviewChange, sameHunks } from '../../../renderer/features/review/review-changes.ts';

const hunk = (id: string, change: Partial<Hunk> = {}): Hunk => ({
  id: id as HunkId,
  oldStart: 3,
  oldLines: 1,
  newStart: 3,
  newLines: 1,
  body: `-old ${id}\n+new ${id}\n`,
  decision: 'pending',
  edited: null,
  applied: false,
  ...change,
});
const proposal = (...hunks: Hunk[]) => ({ files: [{ path: 'a.ts', hunks }] }) as unknown as Proposal;
const seen = proposal(hunk('one'), hunk('two'));
const decideOne: ReviewChange = { kind: 'decide', hunks: ['one' as HunkId], decision: 'accepted' };
const editOne: ReviewChange = { kind: 'edit', hunkId: 'one' as HunkId, text: 'mine\n' };

describe('a change that was refused because the proposal moved on', () => {
  it.each([
    ['another hunk was decided', proposal(hunk('one'), hunk('two', { decision: 'rejected' })), true],
    ['the hunk only moved', proposal(hunk('one', { oldStart: 9, newStart: 9 }), hunk('two')), true],
    ['the hunk has other lines', proposal(hunk('one', { body: '-other\n+new one\n' }), hunk('two')), false],
    ['the hunk was decided', proposal(hunk('one', { decision: 'rejected' }), hunk('two')), false],
    ['the hunk was edited', proposal(hunk('one', { edited: 'theirs\n' }), hunk('two')), false],
    ['the hunk is on disk', proposal(hunk('one', { applied: true }), hunk('two')), false],
    ['the hunk is gone', proposal(hunk('two')), false],
  ])('when %s: is sent again only if it is still what was seen', (_, now, again) => {
    expect(sameHunks(seen, now, decideOne)).toBe(again);
    expect(sameHunks(seen, now, editOne)).toBe(again);
  });
});
