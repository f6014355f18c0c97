import { byteOrderMark, dominantEnding, lineText, splitLines, toLf, withEnding } from './lines.ts';
import { mergeOnto } from './match-merge.ts';
import { occurrences } from './occurrences.ts';
import type { MatchStrategy, UnplacedEdit } from './review.ts';

export interface SearchReplace {
  search: string;
  replace: string;
  /** 1-based line at which `search` is said to stand. */
  line?: number | undefined;
}

export type Placement =
  | { ok: true; strategy: MatchStrategy; /** 1-based first line that was matched. */ line: number; /** Lines the text grew by. */ grown: number }
  | { ok: false; reason: UnplacedEdit['reason']; message: string; tried: string[]; candidates: number[] };

/** A text that edits are placed in one after the other. Its lines are cut and trimmed once, not for every edit. */
export interface EditableText {
  /** A byte-order mark, which no edit names. */
  mark: string;
  lines: string[];
  keys: string[];
  trimmed: string[];
}

export function editableText(text: string): EditableText {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const lines = splitLines(text.slice(mark.length));
  const keys = lines.map(lineText);
  return { mark, lines, keys, trimmed: keys.map((key) => key.trim()) };
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
  if (!search.some((line) => line.trim() !== '')) return fail('malformed', 'The edit does not say which lines it replaces.', [], []);

  const exact = occurrences(text.keys, search);
  const chosen = exact.length === 1 ? exact[0] : exact.find((start) => start + 1 === edit.line);
  if (chosen !== undefined) return finish(text, chosen, chosen + search.length, edit, 'exact');
  if (exact.length > 1) return ambiguous(exact, ['exact']);
  const inside = placeInside(text, edit);
  if (inside !== null) return inside;

  const loose = looseMatches(text.trimmed, search);
  if (loose.length === 1) {
    const [start, end] = loose[0] as [number, number];
    const placed = finish(text, start, end, edit, 'whitespace');
    if (placed.ok) return placed;
  } else if (loose.length > 1) return ambiguous(loose.map(([start]) => start), ['exact', 'whitespace']);

  const tried = ['exact', 'whitespace', 'anchor'];
  const anchored = anchorMatch(text.trimmed, search);
  if (anchored !== null) {
    const placed = finish(text, anchored[0], anchored[1], edit, 'anchor');
    if (placed.ok) return placed;
    return fail('not-found', 'The lines to replace were not found. A similar place differs too much to be sure.', tried, [anchored[0] + 1]);
  }
  const first = (search.find((line) => line.trim() !== '') as string).trim();
  const similar = text.trimmed.flatMap((line, index) => (line === first ? [index + 1] : [])).slice(0, candidateLimit);
  return fail('not-found', 'The lines to replace were not found in the file.', tried, similar);
}

const textLines = (text: string): string[] => splitLines(toLf(text.startsWith(byteOrderMark) ? text.slice(1) : text)).map(lineText);

function fail(reason: UnplacedEdit['reason'], message: string, tried: string[], candidates: number[]): Placement {
  return { ok: false, reason, message, tried, candidates };
}

function ambiguous(starts: readonly number[], tried: string[]): Placement {
  return fail('ambiguous', `The lines to replace stand at ${starts.length} places in the file, so which one is meant is unclear.`, tried, starts.slice(0, candidateLimit).map((start) => start + 1));
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
  for (let next = whole.indexOf(search, at + 1); next >= 0 && starts.length < candidateLimit; next = whole.indexOf(search, next + 1)) starts.push(next);
  const lineOf = (offset: number) => splitLines(whole.slice(0, offset + 1)).length - 1;
  if (starts.length > 1) return ambiguous(starts.map(lineOf), ['exact']);
  const before = text.lines.length;
  Object.assign(text, editableText(whole.slice(0, at) + withEnding(edit.replace, ending) + whole.slice(at + search.length)));
  return { ok: true, strategy: 'exact', line: lineOf(at) + 1, grown: text.lines.length - before };
}

/** Ranges of lines that equal the search when indentation, trailing spaces and blank lines are left out of account. */
function looseMatches(trimmed: readonly string[], search: readonly string[]): [number, number][] {
  const places: number[] = [];
  const solid: string[] = [];
  for (const [index, line] of trimmed.entries()) {
    if (line === '') continue;
    places.push(index);
    solid.push(line);
  }
  const needle = search.map((line) => line.trim()).filter((line) => line !== '');
  return occurrences(solid, needle).map((start) => [places[start] as number, (places[start + needle.length - 1] as number) + 1]);
}

/** The range between the search's first and last line where each stands once in the file, when its length fits. */
function anchorMatch(trimmed: readonly string[], search: readonly string[]): [number, number] | null {
  const needle = search.map((line) => line.trim()).filter((line) => line !== '');
  const [first = '', last = ''] = [needle[0], needle.at(-1)];
  if (needle.length < 3 || ![first, last].every((line) => /[\p{L}\p{N}]{2}/u.test(line))) return null;
  const start = onlyPlace(trimmed, first);
  const end = onlyPlace(trimmed, last);
  if (start === null || end === null || start >= end) return null;
  const length = trimmed.slice(start, end + 1).filter((line) => line !== '').length;
  return length <= needle.length * 1.5 + 2 && length >= needle.length * 0.5 ? [start, end + 1] : null;
}

function onlyPlace(trimmed: readonly string[], line: string): number | null {
  const index = trimmed.indexOf(line);
  return index < 0 || trimmed.indexOf(line, index + 1) >= 0 ? null : index;
}

function finish(text: EditableText, start: number, end: number, edit: SearchReplace, strategy: MatchStrategy): Placement {
  const region = text.lines.slice(start, end);
  const ending = dominantEnding(region) ?? dominantEnding(text.lines) ?? '\n';
  const merged = mergeOnto(region, textLines(edit.search), textLines(edit.replace), ending, strategy);
  if (merged === null) return fail('not-found', 'The lines to replace were not found in the file.', [], []);
  const atEnd = end === text.lines.length;
  const broken = !atEnd || endsWithBreak(region, edit);
  const last = merged.length - 1;
  const lines = merged.map((line, index) => {
    if (index === last && !broken) return lineText(line);
    return line.endsWith('\n') ? line : line + ending;
  });
  const keys = lines.map(lineText);
  splice(text.lines, start, end, lines);
  splice(text.keys, start, end, keys);
  splice(text.trimmed, start, end, keys.map((key) => key.trim()));
  return { ok: true, strategy, line: start + 1, grown: lines.length - region.length };
}

/** Array.splice with a spread would fail for more than about a hundred thousand lines. */
function splice(list: string[], start: number, end: number, items: readonly string[]): void {
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
