import type { Region } from './line-diff.ts';
import { comparing, inOneGo } from './line-diff.ts';
import { dominantEnding, splitLines, withEnding } from './lines.ts';
import type { Hunk } from './review.ts';

/** The place and text of a hunk, as in a unified diff (see `hunkSchema`). */
export type HunkShape = Pick<Hunk, 'oldStart' | 'oldLines' | 'newStart' | 'newLines' | 'body'>;
/** A hunk with what the user made of it. */
export type HunkChoice = HunkShape & Pick<Hunk, 'edited'>;

const contextLines = 3;
const noNewline = '\\ No newline at end of file';

/**
 * The difference of two texts as hunks with three lines of context. `null` is a file that does not exist: making or removing a file
 * is always one hunk, also when the file is empty. Equal texts have none. Line endings, byte-order mark and a missing final newline
 * are part of the lines, so nothing is lost in either direction.
 */
export function diffTexts(before: string | null, after: string | null): HunkShape[] {
  return inOneGo(diffing(before, after));
}

/** The same, with pauses: a long file would hold a thread too long. */
export function* diffing(before: string | null, after: string | null): Generator<void, HunkShape[]> {
  const a = splitLines(before ?? '');
  const b = splitLines(after ?? '');
  if (before === null || after === null) {
    if (before === after) return [];
    return [shape(a, b, [{ oldStart: 0, oldEnd: a.length, newStart: 0, newEnd: b.length }], 0)];
  }
  const groups: Region[][] = [];
  for (const region of yield* comparing(a, b)) {
    const last = groups.at(-1);
    if (last !== undefined && region.oldStart - (last.at(-1) as Region).oldEnd <= contextLines * 2) last.push(region);
    else groups.push([region]);
  }
  const hunks: HunkShape[] = [];
  for (const group of groups) {
    yield;
    hunks.push(shape(a, b, group, contextLines));
  }
  return hunks;
}

function shape(a: readonly string[], b: readonly string[], group: readonly Region[], context: number): HunkShape {
  const first = group[0] as Region;
  const last = group.at(-1) as Region;
  const lead = Math.min(context, first.oldStart, first.newStart);
  const trail = Math.min(context, a.length - last.oldEnd, b.length - last.newEnd);
  const rows: string[] = [];
  let index = first.oldStart - lead;
  for (const region of group) {
    for (; index < region.oldStart; index++) rows.push(row(' ', a[index] as string));
    for (; index < region.oldEnd; index++) rows.push(row('-', a[index] as string));
    for (let added = region.newStart; added < region.newEnd; added++) rows.push(row('+', b[added] as string));
  }
  for (; index < last.oldEnd + trail; index++) rows.push(row(' ', a[index] as string));
  return placed(first.oldStart - lead, last.oldEnd + trail, first.newStart - lead, last.newEnd + trail, rows.join('\n'));
}

function placed(oldFrom: number, oldTo: number, newFrom: number, newTo: number, body: string): HunkShape {
  const oldLines = oldTo - oldFrom;
  const newLines = newTo - newFrom;
  // A side without lines is numbered by the line before it: the convention of unified diffs.
  return { oldStart: oldLines === 0 ? oldFrom : oldFrom + 1, oldLines, newStart: newLines === 0 ? newFrom : newFrom + 1, newLines, body };
}

const row = (mark: string, line: string): string => (line.endsWith('\n') ? mark + line.slice(0, -1) : `${mark}${line}\n${noNewline}`);

/** One line of a hunk's body: how it is marked and its text with terminator. */
export interface BodyLine {
  mark: ' ' | '+' | '-';
  line: string;
}

export function bodyLines(body: string): BodyLine[] {
  if (body === '') return [];
  const lines: BodyLine[] = [];
  for (const text of body.split('\n')) {
    if (text.startsWith('\\')) {
      const last = lines.at(-1);
      if (last !== undefined) last.line = last.line.slice(0, -1);
    } else lines.push({ mark: text[0] as BodyLine['mark'], line: `${text.slice(1)}\n` });
  }
  return lines;
}

const side = (body: string, without: '+' | '-'): string[] => bodyLines(body).flatMap(({ mark, line }) => (mark === without ? [] : [line]));

/** The lines of a hunk as they were, context included. */
export const oldSide = (hunk: { body: string }): string[] => side(hunk.body, '+');
/** The lines as proposed, context included. */
export const proposedSide = (hunk: { body: string }): string[] => side(hunk.body, '-');
/** The lines as they will be: the user's own when the hunk was edited. */
export const chosenSide = (hunk: { body: string; edited: string | null }): string[] =>
  hunk.edited === null ? proposedSide(hunk) : splitLines(hunk.edited);

/** 0-based index of the first old line of a hunk; where it inserts when it has none. */
export const oldIndex = (hunk: Pick<HunkShape, 'oldStart' | 'oldLines'>): number =>
  hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;

/**
 * The text with the given hunks applied, and nothing else changed. The hunks are made against `before`; their order does not matter.
 * Throws a RangeError when two overlap or one lies outside: that would lose text.
 */
export function renderHunks(before: string, hunks: readonly HunkChoice[]): string {
  const lines = splitLines(before);
  const parts: string[] = [];
  let done = 0;
  for (const hunk of [...hunks].sort((a, b) => oldIndex(a) - oldIndex(b))) {
    const start = oldIndex(hunk);
    if (start < done || start + hunk.oldLines > lines.length)
      throw new RangeError('a hunk overlaps another one or lies outside of the text');
    for (; done < start; done++) parts.push(lines[done] as string);
    parts.push(...chosenSide(hunk));
    done += hunk.oldLines;
  }
  for (; done < lines.length; done++) parts.push(lines[done] as string);
  return joinLines(parts);
}

/** Joins lines; one in the middle that lacks its terminator gets one, or it would run into the next. */
function joinLines(parts: readonly string[]): string {
  const ending = dominantEnding(parts) ?? '\n';
  const last = parts.length - 1;
  return parts.map((part, index) => (index < last && !part.endsWith('\n') ? part + ending : part)).join('');
}

/**
 * A user's version of a hunk's new side in the file's own manner: the line ending of the hunk (of the file when the hunk has none),
 * and a final line break exactly when the proposal had one there, because text boxes drop it.
 */
export function tidyEdited(hunk: HunkShape, text: string, fileText: string): string {
  const proposed = proposedSide(hunk);
  const old = oldSide(hunk);
  const ending = dominantEnding([...old, ...proposed]) ?? dominantEnding(splitLines(fileText)) ?? '\n';
  const tidy = withEnding(text, ending);
  if (tidy === '' || tidy.endsWith('\n')) return tidy;
  const endsFile = (proposed.at(-1) ?? old.at(-1) ?? '\n').endsWith('\n') === false;
  return endsFile ? tidy : tidy + ending;
}

/** Added and removed lines of hunks, the user's versions counted. */
export function countChanges(hunks: readonly HunkChoice[]): { additions: number; deletions: number } {
  let additions = 0;
  let deletions = 0;
  for (const hunk of hunks) {
    for (const { mark } of hunk.edited === null ? bodyLines(hunk.body) : rediff(hunk)) {
      if (mark === '+') additions++;
      else if (mark === '-') deletions++;
    }
  }
  return { additions, deletions };
}

const rediff = (hunk: HunkChoice): BodyLine[] =>
  diffTexts(oldSide(hunk).join(''), hunk.edited ?? '').flatMap((inner) => bodyLines(inner.body));
