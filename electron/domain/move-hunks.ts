import type { BodyLine, HunkChoice } from './diff.ts';
import { bodyLines, chosenSide, oldIndex, oldSide } from './diff.ts';
import { splitLines } from './lines.ts';
import { lineCodes, occurrences } from './occurrences.ts';
import type { Decision } from './review.ts';

export interface MovableHunk extends HunkChoice {
  applied: boolean;
  decision: Decision;
  /** Not part of the text any more. */
  detached: boolean;
}

export type Move<H> = { ok: true; base: string; hunks: H[] } | { ok: false; reason: 'changed' | 'already-there' };

/**
 * Moves hunks onto a text that was changed by somebody else (a three-way merge). `expected` is the base with the applied hunks, what
 * the text was thought to be; `present` is what it is. A hunk moves only to a place that is certain: its old lines, context included,
 * stand in the present text as often as in the expected one (then order decides), or with less context exactly once. Returns the base
 * the moved hunks are made against: the present text without the applied hunks. An applied or rejected hunk whose place was changed is
 * detached; a pending or accepted one makes the whole move fail.
 */
export function moveHunks<H extends MovableHunk>(hunks: readonly H[], expected: string, present: string): Move<H> {
  const after = splitLines(present);
  const codeOf = lineCodes();
  const then = splitLines(expected).map(codeOf);
  const now = after.map(codeOf);
  const places = (lines: readonly string[]) => occurrences(now, lines.map(codeOf));
  const moved: { hunk: H; at: number; length: number }[] = [];
  const detached: H[] = hunks.filter((hunk) => hunk.detached);
  let shift = 0;
  for (const hunk of hunks.filter((each) => !each.detached).sort((a, b) => oldIndex(a) - oldIndex(b))) {
    const lines = hunk.applied ? chosenSide(hunk) : oldSide(hunk);
    const start = oldIndex(hunk) + shift;
    if (hunk.applied) shift += lines.length - hunk.oldLines;
    const same =
      lines.length === 0
        ? then.length + now.length === 0
          ? 0
          : null
        : samePlace(occurrences(then, lines.map(codeOf)), places(lines), start);
    const found = same !== null ? { hunk, at: same, length: lines.length } : hunk.applied ? null : withLessContext(hunk, places);
    if (found !== null) moved.push(found);
    else if (hunk.applied || hunk.decision === 'rejected') detached.push({ ...hunk, detached: true });
    else return { ok: false, reason: places(chosenSide(hunk)).length === 1 ? 'already-there' : 'changed' };
  }
  moved.sort((a, b) => a.at - b.at);
  if (
    moved.some(
      (each, index) =>
        index > 0 && (moved[index - 1] as { at: number; length: number }).at + (moved[index - 1] as { length: number }).length > each.at,
    )
  )
    return { ok: false, reason: 'changed' };
  return { ok: true, ...settle(moved, after, detached) };
}

/** The place now of what stood at `start` then: where it stands as often as before, order decides. */
function samePlace(then: readonly number[], now: readonly number[], start: number): number | null {
  return then.length === now.length ? (now[then.indexOf(start)] ?? null) : null;
}

/** The hunk with one line of context, then none, where what remains stands exactly once. */
function withLessContext<H extends MovableHunk>(
  hunk: H,
  places: (lines: readonly string[]) => number[],
): { hunk: H; at: number; length: number } | null {
  for (const context of [1, 0]) {
    const trimmed = trimContext(hunk, context);
    if (trimmed === null) continue;
    const lines = oldSide(trimmed);
    if (!lines.some((line) => line.trim() !== '')) continue;
    const found = places(lines);
    if (found.length === 1) return { hunk: trimmed, at: found[0] as number, length: lines.length };
  }
  return null;
}

function trimContext<H extends MovableHunk>(hunk: H, context: number): H | null {
  const rows = bodyLines(hunk.body);
  const first = rows.findIndex((row) => row.mark !== ' ');
  if (first < 0) return null;
  const head = Math.max(0, first - context);
  const tail = Math.max(0, rows.length - 1 - rows.findLastIndex((row) => row.mark !== ' ') - context);
  if (head + tail === 0) return null;
  const edited = hunk.edited === null ? null : trimEdited(hunk.edited, rows, head, tail);
  if (edited === undefined) return null;
  const kept = rows.slice(head, rows.length - tail);
  return { ...hunk, body: bodyOf(kept), oldLines: hunk.oldLines - head - tail, newLines: hunk.newLines - head - tail, edited };
}

/** The user's version without the context that is left out; undefined when the user changed that context. */
function trimEdited(edited: string, rows: readonly BodyLine[], head: number, tail: number): string | undefined {
  const lines = splitLines(edited);
  const lead = rows.slice(0, head).map((row) => row.line);
  const trail = tail === 0 ? [] : rows.slice(-tail).map((row) => row.line);
  if (
    lines.length < head + tail ||
    lead.some((line, index) => lines[index] !== line) ||
    trail.some((line, index) => lines[lines.length - tail + index] !== line)
  )
    return undefined;
  return lines.slice(head, lines.length - tail).join('');
}

const bodyOf = (rows: readonly BodyLine[]): string =>
  rows
    .map(({ mark, line }) => (line.endsWith('\n') ? mark + line.slice(0, -1) : `${mark}${line}\n\\ No newline at end of file`))
    .join('\n');

/** Builds the new base (applied hunks taken back) and numbers the hunks against it. */
function settle<H extends MovableHunk>(
  moved: readonly { hunk: H; at: number; length: number }[],
  after: readonly string[],
  detached: readonly H[],
): { base: string; hunks: H[] } {
  const base: string[] = [];
  const hunks: H[] = [];
  let done = 0;
  let grown = 0;
  for (const { hunk, at, length } of moved) {
    base.push(...after.slice(done, at));
    const start = base.length;
    base.push(...(hunk.applied ? oldSide(hunk) : after.slice(at, at + length)));
    done = at + length;
    const newStart = start + grown;
    hunks.push({ ...hunk, oldStart: hunk.oldLines === 0 ? start : start + 1, newStart: hunk.newLines === 0 ? newStart : newStart + 1 });
    grown += hunk.newLines - hunk.oldLines;
  }
  base.push(...after.slice(done));
  return { base: base.join(''), hunks: [...hunks, ...detached] };
}
