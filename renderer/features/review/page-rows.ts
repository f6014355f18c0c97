import { type Fold, foldLines, foldsOf, hunkLines, type SplitRow, splitRows, type UnifiedRow, unifiedRows } from '#domain/diff-view';
import type { HunkId } from '#domain/ids';
import type { Hunk, Proposal, ProposalFile, UnplacedEdit } from '#domain/review';

/** One row of the page, top to bottom. `key` stays the same while the row shows the same thing. */
export type PageRow = { key: string; file: number } & (
  | { kind: 'unplaced'; edit: UnplacedEdit }
  | { kind: 'file' }
  | { kind: 'stale' }
  | { kind: 'fold'; fold: number; hidden: number | null }
  | { kind: 'hunk'; hunk: Hunk; number: number; open: boolean; preview: string; firstLine: number }
  | { kind: 'editor'; hunk: Hunk; firstLine: number }
  | { kind: 'unified'; hunk: Hunk | null; row: UnifiedRow }
  | { kind: 'split'; hunk: Hunk | null; row: SplitRow }
  | { kind: 'gap' }
);

/** What the user opened and closed, and what was fetched. */
export interface PageView {
  split: boolean;
  opened: ReadonlySet<HunkId>;
  editing: HunkId | null;
  /** Paths of files of which only the header is shown. */
  collapsed: ReadonlySet<string>;
  /** `path:fold` → lines that are shown at the region's top and bottom. */
  revealed: ReadonlyMap<string, { top: number; bottom: number }>;
  /** Path → lines of the old side. */
  before: ReadonlyMap<string, readonly string[]>;
}

/** Rows of a hunk that were built before: deciding one hunk must not parse the others again. */
export type RowCache = Map<
  HunkId,
  { body: string; edited: string | null; split: boolean; firstLine: number; file: number; rows: PageRow[] }
>;

export const rowHeights = { file: 36, fold: 28, hunk: 28, unified: 20, split: 20, gap: 12 } as const;

/** Height in pixels until the row was measured. */
export function heightOf(row: PageRow, measured: ReadonlyMap<string, number>): number {
  if (row.kind === 'unplaced' || row.kind === 'stale' || row.kind === 'editor')
    return measured.get(row.key) ?? (row.kind === 'editor' ? 180 : 72);
  return rowHeights[row.kind];
}

export function pageRows(proposal: Proposal, view: PageView, cache: RowCache): PageRow[] {
  const rows: PageRow[] = proposal.unplaced.map((edit, index) => ({ kind: 'unplaced', key: `unplaced:${index}`, file: -1, edit }));
  let number = 0;
  proposal.files.forEach((file, index) => {
    rows.push({ kind: 'file', key: `file:${file.path}`, file: index });
    if (file.stale !== null) rows.push({ kind: 'stale', key: `stale:${file.path}`, file: index });
    if (!view.collapsed.has(file.path)) for (const row of fileRows(file, index, number, view, cache)) rows.push(row);
    number += file.hunks.length;
    rows.push({ kind: 'gap', key: `gap:${file.path}`, file: index });
  });
  return rows;
}

function fileRows(file: ProposalFile, index: number, numberBefore: number, view: PageView, cache: RowCache): PageRow[] {
  const before = view.before.get(file.path);
  const folds = foldsOf(file.hunks, file.status === 'modified' ? (before?.length ?? null) : 0);
  const rows: PageRow[] = [];
  folds.forEach((fold, at) => {
    if (file.status === 'modified') rows.push(...foldRows(file, index, fold, at, view));
    const hunk = file.hunks[at];
    if (hunk !== undefined) rows.push(...hunkRows(hunk, index, numberBefore + at + 1, fold.newFirst + (fold.count ?? 0), view, cache));
  });
  return rows;
}

function foldRows(file: ProposalFile, index: number, fold: Fold, at: number, view: PageView): PageRow[] {
  const key = foldKey(file.path, at);
  const isLast = at === file.hunks.length;
  // The strip at the end stays when the text comes and nothing is left to show: what stands below must not jump.
  if (fold.count === 0 && !isLast) return [];
  const before = view.before.get(file.path);
  const shown = view.revealed.get(key);
  const strip = (hidden: number | null): PageRow => ({ kind: 'fold', key: `fold:${key}`, file: index, fold: at, hidden });
  if (shown === undefined || before === undefined || fold.count === null) return [strip(fold.count)];
  const top = Math.min(shown.top, fold.count);
  const bottom = Math.min(shown.bottom, fold.count - top);
  const lines = (skip: number, count: number) =>
    foldLines(fold, before, skip, count).map((line): PageRow => {
      const lineKey = `${key}:${line.oldNumber}`;
      if (view.split) return { kind: 'split', key: lineKey, file: index, hunk: null, row: { left: line, right: line, marked: false } };
      return { kind: 'unified', key: lineKey, file: index, hunk: null, row: { line, mate: null } };
    });
  const hidden = fold.count - top - bottom;
  return [...lines(0, top), ...(hidden > 0 || isLast ? [strip(hidden)] : []), ...lines(fold.count - bottom, bottom)];
}

export const foldKey = (path: string, fold: number): string => `${path}:${fold}`;

function hunkRows(hunk: Hunk, file: number, number: number, firstLine: number, view: PageView, cache: RowCache): PageRow[] {
  const editing = view.editing === hunk.id;
  const open = editing || (hunk.decision === 'pending' && !hunk.applied) || view.opened.has(hunk.id);
  const strip: PageRow = {
    kind: 'hunk',
    key: `hunk:${hunk.id}`,
    file,
    hunk,
    number,
    open,
    firstLine,
    preview: open ? '' : previewOf(hunk),
  };
  if (!open) return [strip];
  const lines = cachedLines(hunk, file, firstLine, view.split && !editing, cache);
  if (editing) return [strip, ...lines.filter(showsOldSide), { kind: 'editor', key: `editor:${hunk.id}`, file, hunk, firstLine }];
  return [strip, ...lines];
}

/** Above the editor stands what it replaces: the removed lines. */
function showsOldSide(row: PageRow): boolean {
  return row.kind === 'unified' && row.row.line.kind === 'removed';
}

function cachedLines(hunk: Hunk, file: number, firstLine: number, split: boolean, cache: RowCache): PageRow[] {
  const known = cache.get(hunk.id);
  if (
    known !== undefined &&
    known.body === hunk.body &&
    known.edited === hunk.edited &&
    known.split === split &&
    known.firstLine === firstLine &&
    known.file === file
  ) {
    return known.rows;
  }
  const lines = hunkLines(hunk, firstLine);
  const rows = split
    ? splitRows(lines).map((row, at): PageRow => ({ kind: 'split', key: `${hunk.id}:s${at}`, file, hunk, row }))
    : unifiedRows(lines).map((row, at): PageRow => ({ kind: 'unified', key: `${hunk.id}:${at}`, file, hunk, row }));
  cache.set(hunk.id, { body: hunk.body, edited: hunk.edited, split, firstLine, file, rows });
  return rows;
}

/** The first changed line with something in it, for the strip of a closed hunk. */
function previewOf(hunk: Hunk): string {
  const lines = hunkLines(hunk).filter((line) => line.text.trim() !== '');
  const line = lines.find((other) => other.kind === 'added') ?? lines.find((other) => other.kind === 'removed') ?? lines[0];
  return line === undefined ? '' : line.text.trim().slice(0, 200);
}

/**
 * The row that shows a line of the new side of a file. Where none does, the nearest before it, and the fold or the closed hunk that hides
 * the line.
 */
export function rowOfLine(
  rows: readonly PageRow[],
  file: number,
  line: number,
): { row: PageRow | null; hidden: Extract<PageRow, { kind: 'fold' | 'hunk' }> | null } {
  let row: PageRow | null = null;
  let hidden: Extract<PageRow, { kind: 'fold' | 'hunk' }> | null = null;
  for (const each of rows) {
    if (each.file !== file) continue;
    if (each.kind === 'fold') hidden = each;
    const first = each.kind === 'hunk' ? each.firstLine : newLineOf(each);
    if (first === null) {
      row ??= each.kind === 'file' ? each : null;
      continue;
    }
    if (first > line) break;
    if (first === line && each.kind !== 'hunk') return { row: each, hidden: null };
    row = each;
    hidden = each.kind === 'hunk' && !each.open ? each : null;
  }
  return { row, hidden };
}

function newLineOf(row: PageRow): number | null {
  if (row.kind === 'unified') return row.row.line.newNumber;
  return row.kind === 'split' ? (row.row.right?.newNumber ?? null) : null;
}

/** Running sum of heights: entry i is the top of row i; the last entry is the height of all. */
export function offsetsOf(rows: readonly PageRow[], measured: ReadonlyMap<string, number>): Float64Array {
  const offsets = new Float64Array(rows.length + 1);
  let sum = 0;
  rows.forEach((row, index) => {
    sum += heightOf(row, measured);
    offsets[index + 1] = sum;
  });
  return offsets;
}

/** The row at a height in pixels; the last one below the end. */
export function rowAt(offsets: Float64Array, y: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
