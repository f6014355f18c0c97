import { diffArrays } from 'diff';

/** Half-open range of UTF-16 code units inside one line. */
export interface TextRange {
  start: number;
  end: number;
}

export interface WordMarks {
  before: TextRange[];
  after: TextRange[];
}

/** Longer lines (minified code, data) get no marks: the diff would cost more than it shows. */
export const longestMarkedLine = 2000;

const noMarks: WordMarks = { before: [], after: [] };

/**
 * Splits a line into words, white space, single Han characters and single other characters. Joined again the tokens are the line.
 * Han is split by character because it is written without spaces: as one word, a changed character would mark a whole comment.
 */
export function tokenise(line: string): string[] {
  return line.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}_])+|\s+|[\s\S]/gu) ?? [];
}

/**
 * What changed inside a line, word by word. Without its marked ranges the old line equals the new one without its own.
 * Lines that have little in common get no marks: then the whole line is the change and marks would be confetti.
 */
export function wordMarks(before: string, after: string): WordMarks {
  if (before === after || before.length > longestMarkedLine || after.length > longestMarkedLine) return noMarks;
  const changes = diffArrays(tokenise(before), tokenise(after), { maxEditLength: 200 });
  if (changes === undefined) return noMarks;
  const parts: { removed: string; added: string; kept: string }[] = [];
  for (const change of changes) {
    const text = change.value.join('');
    const last = parts[parts.length - 1];
    if (!change.added && !change.removed) parts.push({ removed: '', added: '', kept: text });
    else if (last !== undefined && last.kept === '') last[change.added ? 'added' : 'removed'] += text;
    else parts.push({ removed: change.removed ? text : '', added: change.added ? text : '', kept: '' });
  }
  const kept = parts.reduce((sum, part) => sum + part.kept.trim().length, 0);
  const longest = Math.max(before.trim().length, after.trim().length);
  const onlySpace = before.replace(/\s/g, '') === after.replace(/\s/g, '');
  if (!onlySpace && kept < longest * 0.25) return noMarks;
  return rangesOf(joinAcrossSpace(parts));
}

/** A space between two changed words is marked with them, so that a changed phrase is one mark. */
function joinAcrossSpace(parts: { removed: string; added: string; kept: string }[]) {
  return parts.map((part, index) => {
    const between = index > 0 && index < parts.length - 1 && part.kept !== '' && part.kept.trim() === '';
    return between ? { removed: part.kept, added: part.kept, kept: '' } : part;
  });
}

function rangesOf(parts: readonly { removed: string; added: string; kept: string }[]): WordMarks {
  const marks: WordMarks = { before: [], after: [] };
  let left = 0;
  let right = 0;
  for (const part of parts) {
    extend(marks.before, left, part.removed.length);
    extend(marks.after, right, part.added.length);
    left += part.removed.length + part.kept.length;
    right += part.added.length + part.kept.length;
  }
  return marks;
}

function extend(ranges: TextRange[], start: number, length: number): void {
  if (length === 0) return;
  const last = ranges[ranges.length - 1];
  if (last !== undefined && last.end === start) last.end += length;
  else ranges.push({ start, end: start + length });
}

/** 0..1: how much of two lines is a common beginning and end, indentation aside. Cheap enough to be asked for every pair of a block. */
export function likeness(before: string, after: string): number {
  const left = before.trim();
  const right = after.trim();
  const shorter = Math.min(left.length, right.length);
  const longer = Math.max(left.length, right.length);
  if (longer === 0) return 1;
  let head = 0;
  while (head < shorter && left.charCodeAt(head) === right.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < shorter - head && left.charCodeAt(left.length - 1 - tail) === right.charCodeAt(right.length - 1 - tail)) tail++;
  return (head + tail) / longer;
}
