import { describe, expect, it } from 'vitest';
import type { HunkId } from '#domain/ids';
import type { Decision, Hunk, Proposal, ProposalFile } from '#domain/review';
import { segmentsOf } from '../../../renderer/features/review/line-text.ts';
import { offsetsOf, type PageRow, type PageView, pageRows, rowAt } from '../../../renderer/features/review/page-rows.ts';
import { applyChange, countsOf, hunksOf, nextPending, takeBack } from '../../../renderer/features/review/review-changes.ts';

const hunk = (id: string, oldStart: number, decision: Decision = 'pending', applied = false): Hunk => ({
  id: id as HunkId,
  oldStart,
  oldLines: 2,
  newStart: oldStart,
  newLines: 2,
  body: ' same\n-old\n+new',
  decision,
  edited: null,
  applied,
});
const file = (path: string, hunks: Hunk[]): ProposalFile => ({
  path,
  status: 'modified',
  language: 'typescript',
  match: 'exact',
  baseHash: 'x',
  hunks,
  additions: 1,
  deletions: 1,
  protected: null,
  stale: null,
});
const proposal = (...files: ProposalFile[]) =>
  ({ id: 'prp_1', revision: 1, status: 'open', files, unplaced: [], undoId: null }) as unknown as Proposal;
const view = (change: Partial<PageView> = {}): PageView => ({
  split: false,
  opened: new Set(),
  editing: null,
  collapsed: new Set(),
  revealed: new Map(),
  before: new Map(),
  ...change,
});
const kinds = (rows: readonly PageRow[]) => rows.map((row) => row.kind).join(' ');

describe('rows of the page', () => {
  const one = proposal(file('a.ts', [hunk('h1', 11), hunk('h2', 31)]));

  it('show folds with their counts around the hunks', () => {
    const rows = pageRows(one, view(), new Map());
    expect(kinds(rows)).toBe('file fold hunk unified unified unified fold hunk unified unified unified fold gap');
    expect(rows.flatMap((row) => (row.kind === 'fold' ? [row.hidden] : []))).toEqual([10, 18, null]);
  });
  it('shrink a decided hunk to its strip until it is opened again', () => {
    const decided = applyChange(one, { kind: 'decide', hunks: ['h1' as HunkId], decision: 'accepted' });
    expect(kinds(pageRows(decided, view(), new Map()))).toBe('file fold hunk fold hunk unified unified unified fold gap');
    expect(kinds(pageRows(decided, view({ opened: new Set(['h1' as HunkId]) }), new Map()))).toContain(
      'fold hunk unified unified unified fold',
    );
  });
  it('show the revealed lines of a fold at both ends, with what is left between them', () => {
    const before = new Map([['a.ts', Array.from({ length: 40 }, (_, index) => `line ${index + 1}`)]]);
    const rows = pageRows(one, view({ before, revealed: new Map([['a.ts:1', { top: 3, bottom: 2 }]]) }), new Map());
    const middle = rows.slice(
      rows.findIndex((row) => row.key === 'hunk:h1') + 4,
      rows.findIndex((row) => row.key === 'hunk:h2'),
    );
    expect(middle.map((row) => (row.kind === 'fold' ? row.hidden : row.kind === 'unified' ? row.row.line.oldNumber : null))).toEqual([
      13, 14, 15, 13, 29, 30,
    ]);
  });
  it('keep the same objects for hunks that did not change, so that nothing is parsed twice', () => {
    const cache = new Map();
    const rows = pageRows(one, view(), cache);
    const again = pageRows(applyChange(one, { kind: 'decide', hunks: ['h1' as HunkId], decision: 'rejected' }), view(), cache);
    const lineOf = (list: readonly PageRow[]) => list.find((row) => row.key === 'h2:0');
    expect(lineOf(again)).toBe(lineOf(rows));
  });
  it('have keys of their own, also when a file is collapsed', () => {
    const rows = pageRows(
      proposal(file('a.ts', [hunk('h1', 5)]), file('b.ts', [hunk('h2', 5)])),
      view({ collapsed: new Set(['a.ts']) }),
      new Map(),
    );
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
    expect(kinds(rows)).toBe('file gap file fold hunk unified unified unified fold gap');
  });
});

describe('where a row is', () => {
  const rows = pageRows(proposal(file('a.ts', [hunk('h1', 1)])), view(), new Map());
  const offsets = offsetsOf(rows, new Map());
  it('every pixel leads to the row that covers it', () => {
    rows.forEach((_, index) => {
      expect(rowAt(offsets, offsets[index] as number)).toBe(index);
      expect(rowAt(offsets, (offsets[index + 1] as number) - 1)).toBe(index);
    });
  });
  it('above the first is the first, below the last the last', () => {
    expect(rowAt(offsets, -50)).toBe(0);
    expect(rowAt(offsets, 1e9)).toBe(rows.length - 1);
    expect(rowAt(offsetsOf([], new Map()), 10)).toBe(0);
  });
});

describe('changes that the host has not confirmed', () => {
  const two = proposal(file('a.ts', [hunk('h1', 1), hunk('h2', 9, 'rejected')]), file('b.ts', [hunk('h3', 1, 'accepted', true)]));
  const ids = ['h1', 'h2', 'h3'] as HunkId[];

  it('leave applied hunks alone', () => {
    const after = applyChange(two, { kind: 'decide', hunks: ids, decision: 'rejected' });
    expect(hunksOf(after).map((one) => one.decision)).toEqual(['rejected', 'rejected', 'accepted']);
  });
  it('are taken back to what each hunk was before', () => {
    const change = { kind: 'decide', hunks: ids.slice(0, 2), decision: 'accepted' } as const;
    const back = takeBack(two, change).reduce(applyChange, applyChange(two, change));
    expect(back).toEqual(two);
  });
  it('an edit that is taken back is pending again and without the text', () => {
    const change = { kind: 'edit', hunkId: 'h1' as HunkId, text: 'mine\n' } as const;
    const edited = applyChange(two, change);
    expect(hunksOf(edited)[0]).toMatchObject({ edited: 'mine\n', decision: 'accepted' });
    expect(takeBack(two, change).reduce(applyChange, edited)).toEqual(two);
  });
  it('are counted with their scope', () => {
    expect(countsOf(two)).toMatchObject({ hunks: 3, pending: 1, pendingFiles: 1, decided: 2, toApply: 0, applied: 1, rejected: 1 });
  });
  it('"accept all" leaves protected files out', () => {
    const free = file('a.ts', [hunk('h1', 1)]);
    const secret = { ...file('.env', [hunk('h2', 1)]), protected: 'It may hold secrets.' };
    expect(countsOf(proposal(free, secret))).toMatchObject({ pending: 2, acceptable: 1, acceptableFiles: 1 });
  });
  it('the next undecided hunk is found behind, then from the top', () => {
    expect(nextPending(two, 'h2' as HunkId)).toBe('h1');
    expect(nextPending(applyChange(two, { kind: 'decide', hunks: ids, decision: 'accepted' }), null)).toBeNull();
  });
});

describe('what is drawn of a line', () => {
  it('is the whole line, cut where colours and marks begin and end', () => {
    const segments = segmentsOf('const a = 1;', [{ start: 0, end: 5, className: 'tok-keyword' }], [{ start: 3, end: 7 }]);
    expect(segments.map(({ text, className, marked }) => [text, className, marked])).toEqual([
      ['con', 'tok-keyword', false],
      ['st', 'tok-keyword', true],
      [' a', '', true],
      [' = 1;', '', false],
    ]);
  });
  it('names characters that would not be seen, and a carriage return only where it is the change', () => {
    expect(segmentsOf('a\u202eb', [], []).map((segment) => segment.text)).toEqual(['a', 'U+202E', 'b']);
    expect(segmentsOf('a\r', [], []).map((segment) => segment.text)).toEqual(['a']);
    expect(segmentsOf('a\r', [], [{ start: 1, end: 2 }]).map((segment) => segment.text)).toEqual(['a', '␍']);
  });
});
