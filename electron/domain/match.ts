import { byteOrderMark, dominantEnding, lineText, splitLines, toLf, withEnding } from './lines.ts';
import { mergeOnto } from './match-merge.ts';
import { lineCodes, occurrences } from './occurrences.ts';
import type { MatchStrategy, UnplacedEdit } from './review.ts';
import { type Said, say } from './sentences.ts';

export interface SearchReplace {
  search: string;
  replace: string;
  /** 1-based line at which `search` is said to stand. */
  line?: number | undefined;
}

export type Placement =
  | {
      ok: true;
      strategy: MatchStrategy /** 1-based first line that was matched. */;
      line: number /** Lines the text grew by. */;
      grown: number;
    }
  | { ok: false; reason: UnplacedEdit['reason']; said: Said; tried: string[]; candidates: number[] };

/** A text that edits are placed in one after the other. Its lines are cut and trimmed once, not for every edit. */
export interface EditableText {
  /** A byte-order mark, which no edit names. */
  mark: string;
  lines: string[];
  /** The numbers of the lines without their endings, and trimmed; -1 is a blank line trimmed. */
  keys: number[];
  trimmed: number[];
  codeOf(line: string): number;
}

export function editableText(text: string): EditableText {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const lines = splitLines(text.slice(mark.length));
  const codeOf = lineCodes();
  const keys = lines.map((line) => codeOf(lineText(line)));
  return { mark, lines, keys, trimmed: lines.map((line) => trimmedCode(line, codeOf)), codeOf };
}

const blank = -1;
function trimmedCode(line: string, codeOf: (line: string) => number): number {
  const trimmed = line.trim();
  return trimmed === '' ? blank : codeOf(trimmed);
}

export const textOf = (text: EditableText): string => text.mark + text.lines.join('');

const candidateLimit = 20;

/**
 * Finds the one place of an edit and replaces it there: exactly; then without regard to indentation, trailing spaces and blank lines,
 * with the file's indentation given to the new lines; then between a unique first and a unique last line when the rest is alike.
 * Nothing found, or more than one, is told and nothing is changed. Lines that the edit leaves as they are keep their own bytes (line
 * ending, trailing spaces); new lines get the ending of their surroundings, and a missing final newline stays missing.
 */
export function placeEdit(text: EditableText, edit: SearchReplace): Placement {
  const search = textLines(edit.search);
  if (search.every((line) => line.trim() === '')) return fail('malformed', say('edit.noLines'), [], []);

  const exact = occurrences(text.keys, search.map(text.codeOf));
  const solid = search.filter((line) => line.trim() !== '').map((line) => text.codeOf(line.trim()));
  const chosen = exact.length === 1 ? exact[0] : exact.find((start) => start + 1 === edit.line);
  if (chosen !== undefined) return finish(text, chosen, chosen + search.length, edit, 'exact');
  if (exact.length > 1) return ambiguous(exact, ['exact']);
  const inside = placeInside(text, edit);
  if (inside !== null) return inside;

  const loose = looseMatches(text.trimmed, solid);
  if (loose.length === 1) {
    const [start, end] = loose[0] as [number, number];
    const placed = finish(text, start, end, edit, 'whitespace');
    if (placed.ok) return placed;
  } else if (loose.length > 1)
    return ambiguous(
      loose.map(([start]) => start),
      ['exact', 'whitespace'],
    );

  const tried = ['exact', 'whitespace', 'anchor'];
  const anchored = anchorMatch(text.trimmed, solid, search);
  if (anchored !== null) {
    const placed = finish(text, anchored[0], anchored[1], edit, 'anchor');
    if (placed.ok) return placed;
    return fail('not-found', say('edit.similarOnly'), tried, [anchored[0] + 1]);
  }
  const similar = text.trimmed.flatMap((line, index) => (line === solid[0] ? [index + 1] : [])).slice(0, candidateLimit);
  return fail('not-found', say('edit.notFound'), tried, similar);
}

const textLines = (text: string): string[] => splitLines(toLf(text.startsWith(byteOrderMark) ? text.slice(1) : text)).map(lineText);

function fail(reason: UnplacedEdit['reason'], said: Said, tried: string[], candidates: number[]): Placement {
  return { ok: false, reason, said, tried, candidates };
}

function ambiguous(starts: readonly number[], tried: string[]): Placement {
  return fail(
    'ambiguous',
    say('edit.ambiguous', { count: starts.length }),
    tried,
    starts.slice(0, candidateLimit).map((start) => start + 1),
  );
}

/** A piece within one line, or one that ends within a line: only for edits that do not end with a line break, and only when unique. */
function placeInside(text: EditableText, edit: SearchReplace): Placement | null {
  if (edit.search.endsWith('\n')) return null;
  const whole = textOf(text);
  const ending = dominantEnding(text.lines) ?? '\n';
  const search = withEnding(edit.search, ending);
  const at = whole.indexOf(search);
  if (at < 0) return null;
  const starts = [at];
  for (let next = whole.indexOf(search, at + 1); next >= 0 && starts.length < candidateLimit; next = whole.indexOf(search, next + 1))
    starts.push(next);
  const lineOf = (offset: number) => splitLines(whole.slice(0, offset + 1)).length - 1;
  if (starts.length > 1) return ambiguous(starts.map(lineOf), ['exact']);
  const before = text.lines.length;
  Object.assign(text, editableText(whole.slice(0, at) + withEnding(edit.replace, ending) + whole.slice(at + search.length)));
  return { ok: true, strategy: 'exact', line: lineOf(at) + 1, grown: text.lines.length - before };
}

/** Ranges of lines that equal the search when indentation, trailing spaces and blank lines are left out of account. */
function looseMatches(trimmed: readonly number[], search: readonly number[]): [number, number][] {
  const places: number[] = [];
  const solid: number[] = [];
  for (const [index, line] of trimmed.entries()) {
    if (line === blank) continue;
    places.push(index);
    solid.push(line);
  }
  return occurrences(solid, search).map((start) => [places[start] as number, (places[start + search.length - 1] as number) + 1]);
}

/** The range between the search's first and last line where each stands once in the file, when its length fits. */
function anchorMatch(trimmed: readonly number[], solid: readonly number[], search: readonly string[]): [number, number] | null {
  const worded = (line: string | undefined) => line !== undefined && /[\p{L}\p{N}]{2}/u.test(line);
  const isSolid = (line: string) => line.trim() !== '';
  if (solid.length < 3 || !worded(search.find(isSolid)) || !worded(search.findLast(isSolid))) return null;
  const start = onlyPlace(trimmed, solid[0] as number);
  const end = onlyPlace(trimmed, solid.at(-1) as number);
  if (start === null || end === null || start >= end) return null;
  const length = trimmed.slice(start, end + 1).filter((line) => line !== blank).length;
  return length <= solid.length * 1.5 + 2 && length >= solid.length * 0.5 ? [start, end + 1] : null;
}

function onlyPlace(trimmed: readonly number[], line: number): number | null {
  const index = trimmed.indexOf(line);
  return index < 0 || trimmed.indexOf(line, index + 1) >= 0 ? null : index;
}

function finish(text: EditableText, start: number, end: number, edit: SearchReplace, strategy: MatchStrategy): Placement {
  const region = text.lines.slice(start, end);
  const ending = dominantEnding(region) ?? dominantEnding(text.lines) ?? '\n';
  const merged = mergeOnto(region, textLines(edit.search), textLines(edit.replace), ending, strategy);
  if (merged === null) return fail('not-found', say('edit.notFound'), [], []);
  const atEnd = end === text.lines.length;
  const broken = !atEnd || endsWithBreak(region, edit);
  const last = merged.length - 1;
  const lines = merged.map((line, index) => {
    if (index === last && !broken) return lineText(line);
    return line.endsWith('\n') ? line : line + ending;
  });
  splice(text.lines, start, end, lines);
  splice(
    text.keys,
    start,
    end,
    lines.map((line) => text.codeOf(lineText(line))),
  );
  splice(
    text.trimmed,
    start,
    end,
    lines.map((line) => trimmedCode(line, text.codeOf)),
  );
  return { ok: true, strategy, line: start + 1, grown: lines.length - region.length };
}

/** Array.splice with a spread would fail for more than about a hundred thousand lines. */
function splice<Item>(list: Item[], start: number, end: number, items: readonly Item[]): void {
  if (items.length === end - start) {
    for (const [index, item] of items.entries()) list[start + index] = item;
    return;
  }
  const tail = list.slice(end);
  list.length = start;
  for (const item of items) list.push(item);
  for (const item of tail) list.push(item);
}

/** Whether the file ends with a line break after an edit at its very end: as before, unless the edit says otherwise itself. */
function endsWithBreak(region: readonly string[], edit: SearchReplace): boolean {
  const [before, after] = [edit.search.endsWith('\n'), edit.replace.endsWith('\n')];
  return before === after || edit.replace === '' ? (region.at(-1)?.endsWith('\n') ?? true) : after;
}
