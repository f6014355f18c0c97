import type { FileEdit } from '#domain/edit-format';
import type { TextEdit } from './edit-source.ts';

type Range = Pick<TextEdit, 'start' | 'end' | 'text'>;

/** The text after edits that do not overlap. Throws a RangeError where two do: a fault of who made them. */
export function withEdits(text: string, edits: readonly Range[]): string {
  let made = '';
  let at = 0;
  for (const { start, end, text: put } of inOrder(edits)) {
    if (start < at || end < start || end > text.length) throw new RangeError('Edits of one file overlap or reach beyond it.');
    made += text.slice(at, start) + put;
    at = end;
  }
  return made + text.slice(at);
}

/** Two at one place stay in the order in which they were made. */
const inOrder = (edits: readonly Range[]): Range[] => [...edits].sort((left, right) => left.start - right.start || left.end - right.end);

/**
 * Edits of one file as replacements of whole lines, each with the line at which it stands, so that also lines that occur twice are told
 * apart. Lines without an edit are in none of them. The text may not be empty.
 */
export function lineEdits(path: string, text: string, edits: readonly Range[]): FileEdit[] {
  const bom = text.startsWith('\ufeff') ? 1 : 0;
  const lineStart = (at: number): number => Math.max(bom, text.lastIndexOf('\n', at - 1) + 1);
  const lineEnd = (at: number): number => {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end + 1;
  };
  const groups: { start: number; end: number; edits: Range[] }[] = [];
  for (const edit of inOrder(edits)) {
    let start = lineStart(edit.start);
    let end = lineEnd(edit.end > edit.start && text.charAt(edit.end - 1) === '\n' ? edit.end - 1 : edit.end);
    // What is put in at the end of the file belongs to its last line; blank lines alone cannot be found again.
    while (text.slice(start, end).trim() === '' && (start > bom || end < text.length)) {
      if (start > bom) start = lineStart(start - 1);
      else end = lineEnd(end);
    }
    const last = groups.at(-1);
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      last.start = Math.min(last.start, start);
      last.edits.push(edit);
    } else groups.push({ start, end, edits: [edit] });
  }
  return groups.map((group): FileEdit => {
    const search = text.slice(group.start, group.end);
    const moved = group.edits.map((edit) => ({ ...edit, start: edit.start - group.start, end: edit.end - group.start }));
    return { kind: 'replace', path, search, replace: withEdits(search, moved), line: lineAt(text, group.start) };
  });
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
