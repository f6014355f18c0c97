import { diffArrays } from 'diff';
import { likeness } from './diff-words.ts';
import type { Hunk } from './review.ts';

/** One line of a diff. Numbers are 1-based; null on the side where the line does not exist. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  oldNumber: number | null;
  newNumber: number | null;
  text: string;
  /** A "\ No newline at end of file" stood behind it. */
  noNewline: boolean;
}

/** A row of the unified view. `mate` is the line on the other side that word marks compare with. */
export interface UnifiedRow {
  line: DiffLine;
  readonly mate: DiffLine | null;
}

/** A row of the side-by-side view. `marked` says that both sides are versions of one line. */
export interface SplitRow {
  left: DiffLine | null;
  right: DiffLine | null;
  marked: boolean;
}

/** An unchanged region between hunks. `count` is null for the end of a file whose length is not known yet. */
export interface Fold {
  oldFirst: number;
  newFirst: number;
  count: number | null;
}

/** Lines of a text as an editor numbers them: a final line break begins no further line. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

type HunkSpan = Pick<Hunk, 'oldStart' | 'oldLines' | 'newStart' | 'newLines'>;

/** First line a hunk covers on each side. A side with no lines names the line before it, as unified diffs do. */
export function firstLines(hunk: HunkSpan): { old: number; new: number } {
  return {
    old: hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart,
    new: hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart,
  };
}

/** Reads a unified diff body. A line without a known prefix counts as unchanged text, so that no line is ever dropped. */
export function readBody(hunk: HunkSpan & { body: string }, newFirst = firstLines(hunk).new): DiffLine[] {
  const lines: DiffLine[] = [];
  let oldNumber = firstLines(hunk).old;
  let newNumber = newFirst;
  for (const raw of linesOf(hunk.body)) {
    const sign = raw[0];
    const last = lines[lines.length - 1];
    if (sign === '\\' && last !== undefined) last.noNewline = true;
    else if (sign === '-') lines.push({ kind: 'removed', oldNumber: oldNumber++, newNumber: null, text: raw.slice(1), noNewline: false });
    else if (sign === '+') lines.push({ kind: 'added', oldNumber: null, newNumber: newNumber++, text: raw.slice(1), noNewline: false });
    else {
      const text = sign === ' ' ? raw.slice(1) : raw;
      lines.push({ kind: 'same', oldNumber: oldNumber++, newNumber: newNumber++, text, noNewline: false });
    }
  }
  return lines;
}

/** The text a hunk puts in place of the old lines: the user's version where there is one. Every line ends as it does in the file. */
export function newSide(hunk: HunkSpan & { body: string; edited: string | null }): string {
  if (hunk.edited !== null) return hunk.edited;
  return readBody(hunk)
    .filter((line) => line.kind !== 'removed')
    .map((line) => (line.noNewline ? line.text : `${line.text}\n`))
    .join('');
}

/**
 * The lines of a hunk as they are shown: of the proposal, or of the user's version compared with the old side. `newFirst` moves the
 * numbers of the new side where an edit further up changed the number of lines.
 */
export function hunkLines(hunk: HunkSpan & { body: string; edited: string | null }, newFirst = firstLines(hunk).new): DiffLine[] {
  const proposed = readBody(hunk, newFirst);
  if (hunk.edited === null) return proposed;
  const before = proposed.filter((line) => line.kind !== 'added').map((line) => line.text);
  let oldNumber = firstLines(hunk).old;
  let newNumber = newFirst;
  return diffArrays(before, linesOf(hunk.edited)).flatMap((change) =>
    change.value.map((text): DiffLine => {
      if (change.removed) return { kind: 'removed', oldNumber: oldNumber++, newNumber: null, text, noNewline: false };
      if (change.added) return { kind: 'added', oldNumber: null, newNumber: newNumber++, text, noNewline: false };
      return { kind: 'same', oldNumber: oldNumber++, newNumber: newNumber++, text, noNewline: false };
    }),
  );
}

/** Rows of the unified view: all lines in order. */
export function unifiedRows(lines: readonly DiffLine[]): UnifiedRow[] {
  let mates: ReadonlyMap<DiffLine, DiffLine> | null = null;
  // Pairing is the dear part, and of a long diff only a few rows are ever drawn.
  const mateOf = (line: DiffLine): DiffLine | null => {
    mates ??= matesOf(lines);
    return mates.get(line) ?? null;
  };
  return lines.map((line) => ({
    line,
    get mate() {
      return mateOf(line);
    },
  }));
}

function matesOf(lines: readonly DiffLine[]): ReadonlyMap<DiffLine, DiffLine> {
  const mates = new Map<DiffLine, DiffLine>();
  for (const block of changeBlocks(lines)) {
    for (const [left, right] of pairLines(block.removed, block.added)) {
      mates.set(left, right);
      mates.set(right, left);
    }
  }
  return mates;
}

/** Rows of the side-by-side view: versions of one line stand beside each other, what is left over fills up between them. */
export function splitRows(lines: readonly DiffLine[]): SplitRow[] {
  const rows: SplitRow[] = [];
  for (const block of changeBlocks(lines)) {
    let left = 0;
    let right = 0;
    for (const [before, after] of [...pairLines(block.removed, block.added), [null, null] as const]) {
      const leftEnd = before === null ? block.removed.length : block.removed.indexOf(before, left);
      const rightEnd = after === null ? block.added.length : block.added.indexOf(after, right);
      while (left < leftEnd || right < rightEnd) {
        rows.push({
          left: left < leftEnd ? (block.removed[left++] ?? null) : null,
          right: right < rightEnd ? (block.added[right++] ?? null) : null,
          marked: false,
        });
      }
      if (before !== null && after !== null) {
        rows.push({ left: before, right: after, marked: true });
        left++;
        right++;
      }
    }
    for (const line of block.same) rows.push({ left: line, right: line, marked: false });
  }
  return rows;
}

interface ChangeBlock {
  removed: DiffLine[];
  added: DiffLine[];
  /** Unchanged lines that follow. */
  same: DiffLine[];
}

function changeBlocks(lines: readonly DiffLine[]): ChangeBlock[] {
  const blocks: ChangeBlock[] = [];
  let block: ChangeBlock = { removed: [], added: [], same: [] };
  for (const line of lines) {
    const begins = line.kind !== 'same' && block.same.length > 0;
    const outOfOrder = line.kind === 'removed' && block.added.length > 0;
    if (begins || outOfOrder) {
      blocks.push(block);
      block = { removed: [], added: [], same: [] };
    }
    block[line.kind].push(line);
  }
  blocks.push(block);
  return blocks;
}

/** Above this many comparisons lines are paired by their position alone. */
const mostComparisons = 900;
const leastLikeness = 0.35;

/** Pairs removed and added lines that are versions of each other, in order, so that the pairs' likeness is greatest in sum. */
function pairLines(removed: readonly DiffLine[], added: readonly DiffLine[]): [DiffLine, DiffLine][] {
  if (removed.length === 0 || added.length === 0) return [];
  if (removed.length * added.length > mostComparisons) {
    return removed.slice(0, added.length).flatMap((left, index) => alike(left, added[index]));
  }
  const width = added.length + 1;
  const best = new Float64Array((removed.length + 1) * width);
  const score = (left: number, right: number) => {
    const value = likeness(removed[left]?.text ?? '', added[right]?.text ?? '');
    return value < leastLikeness ? 0 : value;
  };
  for (let left = removed.length - 1; left >= 0; left--) {
    for (let right = added.length - 1; right >= 0; right--) {
      const paired = score(left, right) + (best[(left + 1) * width + right + 1] ?? 0);
      best[left * width + right] = Math.max(paired, best[(left + 1) * width + right] ?? 0, best[left * width + right + 1] ?? 0);
    }
  }
  const pairs: [DiffLine, DiffLine][] = [];
  let left = 0;
  let right = 0;
  while (left < removed.length && right < added.length) {
    const here = best[left * width + right] ?? 0;
    const value = score(left, right);
    if (value > 0 && here === value + (best[(left + 1) * width + right + 1] ?? 0)) pairs.push(...alike(removed[left++], added[right++]));
    else if (here === (best[(left + 1) * width + right] ?? 0)) left++;
    else right++;
  }
  return pairs;
}

function alike(left: DiffLine | undefined, right: DiffLine | undefined): [DiffLine, DiffLine][] {
  if (left === undefined || right === undefined || likeness(left.text, right.text) < leastLikeness) return [];
  return [[left, right]];
}

/**
 * The unchanged regions of a file: before the first hunk, between hunks, after the last; one more than there are hunks.
 * Entry i stands before hunk i. New-side numbers take the user's edits into account. `length` is the old side's line count.
 */
export function foldsOf(hunks: readonly (HunkSpan & { edited: string | null })[], length: number | null): Fold[] {
  const folds: Fold[] = [];
  let oldNext = 1;
  let newNext = 1;
  for (const hunk of hunks) {
    const count = Math.max(0, firstLines(hunk).old - oldNext);
    folds.push({ oldFirst: oldNext, newFirst: newNext, count });
    oldNext += count + hunk.oldLines;
    newNext += count + (hunk.edited === null ? hunk.newLines : linesOf(hunk.edited).length);
  }
  folds.push({ oldFirst: oldNext, newFirst: newNext, count: length === null ? null : Math.max(0, length - oldNext + 1) });
  return folds;
}

/** Lines of an unchanged region, from its `skip`-th on. `before` are the lines of the old side. */
export function foldLines(fold: Fold, before: readonly string[], skip: number, count: number): DiffLine[] {
  return before.slice(fold.oldFirst - 1 + skip, fold.oldFirst - 1 + skip + count).map((text, index) => ({
    kind: 'same',
    oldNumber: fold.oldFirst + skip + index,
    newNumber: fold.newFirst + skip + index,
    text,
    noNewline: false,
  }));
}
