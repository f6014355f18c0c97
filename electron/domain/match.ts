import { byteOrderMark, dominantEnding, lineText, splitLines, toLf } from './lines.ts';
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
  | { ok: true; strategy: MatchStrategy; text: string; /** 1-based first line that was matched. */ line: number; /** Lines the text grew by. */ grown: number }
  | { ok: false; reason: UnplacedEdit['reason']; message: string; tried: string[]; candidates: number[] };

const candidateLimit = 20;

/**
 * Finds the one place of an edit and replaces it: exactly; then without regard to indentation, trailing spaces and blank lines, with
 * the file's indentation given to the new lines; then between a unique first and a unique last line when the rest is alike. Nothing
 * found, or more than one, is told and nothing is changed. Lines that the edit leaves as they are keep their own bytes (line ending,
 * trailing spaces); new lines get the ending of their surroundings, and a missing final newline stays missing.
 */
export function placeEdit(text: string, edit: SearchReplace): Placement {
  const lines = splitLines(text);
  const search = textLines(edit.search);
  const keys = lines.map((line, index) => (index === 0 && line.startsWith(byteOrderMark) ? lineText(line).slice(1) : lineText(line)));
  if (!search.some((line) => line.trim() !== '')) return fail('malformed', 'The edit does not say which lines it replaces.', [], []);

  const exact = occurrences(keys, search);
  const chosen = exact.length === 1 ? exact[0] : exact.find((start) => start + 1 === edit.line);
  if (chosen !== undefined) return finish(text, lines, chosen, chosen + search.length, edit, 'exact');
  if (exact.length > 1) return ambiguous(exact, ['exact']);
  const inside = placeInside(text, edit);
  if (inside !== null) return inside;

  const loose = looseMatches(keys, search);
  if (loose.length === 1) {
    const [start, end] = loose[0] as [number, number];
    const placed = finish(text, lines, start, end, edit, 'whitespace');
    if (placed.ok) return placed;
  } else if (loose.length > 1) return ambiguous(loose.map(([start]) => start), ['exact', 'whitespace']);

  const tried = ['exact', 'whitespace', 'anchor'];
  const anchored = anchorMatch(keys, search);
  if (anchored !== null) {
    const placed = finish(text, lines, anchored[0], anchored[1], edit, 'anchor');
    if (placed.ok) return placed;
    return fail('not-found', 'The lines to replace were not found. A similar place differs too much to be sure.', tried, [anchored[0] + 1]);
  }
  const first = (search.find((line) => line.trim() !== '') as string).trim();
  const similar = keys.flatMap((key, index) => (key.trim() === first ? [index + 1] : [])).slice(0, candidateLimit);
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
function placeInside(text: string, edit: SearchReplace): Placement | null {
  if (edit.search.endsWith('\n')) return null;
  const ending = dominantEnding(splitLines(text)) ?? '\n';
  const native = (part: string) => (ending === '\r\n' ? toLf(part).replaceAll('\n', '\r\n') : part);
  const search = native(edit.search);
  const at = text.indexOf(search);
  if (at < 0) return null;
  const starts = [at];
  for (let next = text.indexOf(search, at + 1); next >= 0 && starts.length < candidateLimit; next = text.indexOf(search, next + 1)) starts.push(next);
  const lineOf = (offset: number) => splitLines(text.slice(0, offset + 1)).length - 1;
  if (starts.length > 1) return ambiguous(starts.map(lineOf), ['exact']);
  const replaced = text.slice(0, at) + native(edit.replace) + text.slice(at + search.length);
  return { ok: true, strategy: 'exact', text: replaced, line: lineOf(at) + 1, grown: splitLines(replaced).length - splitLines(text).length };
}

/** Ranges of lines that equal the search when indentation, trailing spaces and blank lines are left out of account. */
function looseMatches(keys: readonly string[], search: readonly string[]): [number, number][] {
  const places: number[] = [];
  const trimmed: string[] = [];
  for (const [index, key] of keys.entries()) {
    if (key.trim() === '') continue;
    places.push(index);
    trimmed.push(key.trim());
  }
  const needle = search.map((line) => line.trim()).filter((line) => line !== '');
  return occurrences(trimmed, needle).map((start) => [places[start] as number, (places[start + needle.length - 1] as number) + 1]);
}

/** The range between the search's first and last line where each stands once in the file, when its length fits. */
function anchorMatch(keys: readonly string[], search: readonly string[]): [number, number] | null {
  const needle = search.map((line) => line.trim()).filter((line) => line !== '');
  const [first = '', last = ''] = [needle[0], needle.at(-1)];
  if (needle.length < 3 || ![first, last].every((line) => /[\p{L}\p{N}]{2}/u.test(line))) return null;
  const start = onlyPlace(keys, first);
  const end = onlyPlace(keys, last);
  if (start === null || end === null || start >= end) return null;
  const length = keys.slice(start, end + 1).filter((key) => key.trim() !== '').length;
  return length <= needle.length * 1.5 + 2 && length >= needle.length * 0.5 ? [start, end + 1] : null;
}

function onlyPlace(keys: readonly string[], line: string): number | null {
  const index = keys.findIndex((key) => key.trim() === line);
  return index < 0 || keys.some((key, other) => other > index && key.trim() === line) ? null : index;
}

function finish(text: string, lines: readonly string[], start: number, end: number, edit: SearchReplace, strategy: MatchStrategy): Placement {
  const marked = start === 0 && text.startsWith(byteOrderMark);
  const region = lines.slice(start, end);
  if (marked) region[0] = (region[0] as string).slice(1);
  const ending = dominantEnding(region) ?? dominantEnding(lines) ?? '\n';
  const merged = mergeOnto(region, textLines(edit.search), textLines(edit.replace), ending, strategy);
  if (merged === null) return fail('not-found', 'The lines to replace were not found in the file.', [], []);
  const open = end === lines.length && !endsWithBreak(text, edit);
  const all = [...lines.slice(0, start), ...merged, ...lines.slice(end)];
  const last = all.length - 1;
  let joined = all.map((line, index) => (line.endsWith('\n') ? (index === last && open ? lineText(line) : line) : index < last || (end === lines.length && !open) ? line + ending : line)).join('');
  if (marked) joined = byteOrderMark + joined;
  return { ok: true, strategy, text: joined, line: start + 1, grown: all.length - lines.length };
}

/** Whether the file ends with a line break after an edit at its very end: as before, unless the edit says otherwise itself. */
function endsWithBreak(text: string, edit: SearchReplace): boolean {
  const [before, after] = [edit.search.endsWith('\n'), edit.replace.endsWith('\n')];
  return before === after || edit.replace === '' ? text.endsWith('\n') : after;
}
