import type { FileEdit } from '#domain/edit-format';
import { placeEdits } from '#domain/place-edits';

/** Text put in before an offset of an existing text. */
export interface Insertion {
  at: number;
  text: string;
}

const occursOnce = (text: string, search: string): boolean => text.indexOf(search) === text.lastIndexOf(search);

/** The smallest run of whole lines around `at` that occurs once: the line of the insertion, then lines after and before it in turn. */
function anchor(text: string, at: number, from: number, to: number): { start: number; end: number } | null {
  let start = Math.max(at, from);
  let end = start;
  let forward = true;
  for (let guard = 0; guard < 400; guard += 1) {
    if (end > start && text.slice(start, end).trim() !== '' && occursOnce(text, text.slice(start, end))) return { start, end };
    const canGrowDown = end < to;
    const canGrowUp = start > from;
    if (!canGrowDown && !canGrowUp) return null;
    if ((forward && canGrowDown) || !canGrowUp) {
      const line = text.indexOf('\n', end);
      end = line < 0 || line + 1 > to ? to : line + 1;
    } else start = Math.max(from, text.lastIndexOf('\n', start - 2) + 1);
    forward = !forward;
  }
  return null;
}

/**
 * Insertions as `replace` edits whose search text occurs exactly once, also after the edits before it were applied. Where an anchor of
 * its own cannot be had, neighbours are joined into one edit. A file that holds nothing but blanks is written whole.
 */
export function insertionEdits(path: string, text: string, insertions: Insertion[]): FileEdit[] {
  const ordered = insertions.filter((each) => each.text !== '').sort((left, right) => left.at - right.at);
  if (ordered.length === 0) return [];
  if (text.trim() === '') return [{ kind: 'write', path, content: ordered.map((each) => each.text).join('') }];
  let groups: Insertion[][] = ordered.map((each) => [each]);
  for (;;) {
    const made = tryGroups(path, text, groups);
    if (made) return made;
    if (groups.length === 1) return [wholeText(path, text, ordered)];
    const [first = [], second = [], ...rest] = groups;
    groups = [[...first, ...second], ...rest];
  }
}

function apply(text: string, start: number, end: number, group: Insertion[]): string {
  let result = '';
  let at = start;
  for (const each of group) {
    result += text.slice(at, each.at) + each.text;
    at = each.at;
  }
  return result + text.slice(at, end);
}

function tryGroups(path: string, text: string, groups: Insertion[][]): FileEdit[] | null {
  const edits: { path: string; search: string; replace: string }[] = [];
  const bom = text.startsWith('\ufeff') ? 1 : 0;
  let free = bom;
  for (const [position, group] of groups.entries()) {
    const first = group[0] as Insertion;
    const last = group.at(-1) as Insertion;
    const limit = groups[position + 1]?.[0]?.at ?? text.length;
    const found = group.length === 1 ? anchor(text, first.at, free, limit) : spanning(text, first.at, last.at, free, limit);
    if (!found) return null;
    edits.push({ path, search: text.slice(found.start, found.end), replace: apply(text, found.start, found.end, group) });
    free = found.end;
  }
  // Each search text must also be unique when the other edits have been made already.
  for (const order of [edits, [...edits].reverse()]) {
    let now = text;
    for (const edit of order) {
      if (!occursOnce(now, edit.search) || !now.includes(edit.search)) return null;
      now = now.replace(edit.search, () => edit.replace);
    }
  }
  return edits.map((edit) => ({ kind: 'replace', ...edit }));
}

function spanning(text: string, first: number, last: number, from: number, to: number): { start: number; end: number } | null {
  const near = anchor(text, last, Math.max(from, first), to);
  const end = near ? near.end : to;
  const start = Math.min(first, near?.start ?? first);
  return end > start && occursOnce(text, text.slice(start, end)) ? { start, end } : anchor(text, first, from, to);
}

function wholeText(path: string, text: string, insertions: Insertion[]): FileEdit {
  const bom = text.startsWith('\ufeff') ? 1 : 0;
  return { kind: 'replace', path, search: text.slice(bom), replace: apply(text, bom, text.length, insertions) };
}

/** What an edit makes of a file's text; used to check the outcome before it is proposed. Null where the search text is not unique. */
export function applyEdits(text: string | null, edits: readonly FileEdit[]): string | null {
  if (edits.some((edit) => edit.kind === 'replace' && edit.line !== undefined)) {
    const placed = placeEdits(edits[0]?.path ?? '', text, edits);
    return placed.unplaced.length > 0 ? null : placed.after;
  }
  let now = text;
  for (const edit of edits) {
    if (edit.kind === 'write') now = edit.content;
    else if (edit.kind === 'replace') {
      if (now === null || edit.search === '' || !now.includes(edit.search) || !occursOnce(now, edit.search)) return null;
      now = now.replace(edit.search, () => edit.replace);
    }
  }
  return now;
}
