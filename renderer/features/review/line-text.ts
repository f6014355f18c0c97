import type { TextRange } from '#domain/diff-words';

/** Half-open range of a line with the class of its colour (`tok-keyword`). */
export interface ColourRange extends TextRange {
  className: string;
}

/** A stretch of a line that looks the same throughout. */
export interface Segment {
  text: string;
  className: string;
  marked: boolean;
  /** Name of an invisible character that `text` stands for. */
  invisible: string | null;
}

/**
 * Characters that change how code reads without being seen: bidirectional controls, zero-width characters, other controls. A review
 * that hid them could be made to show another program than the one that is applied.
 */
const invisibles =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;
/** What is drawn of a line that is longer: the rest would cost seconds and nobody reads it. */
export const longestDrawnLine = 4000;

/** Cuts a line at the borders of colours and marks. */
export function segmentsOf(line: string, colours: readonly ColourRange[], marks: readonly TextRange[]): Segment[] {
  const text = line.slice(0, longestDrawnLine);
  const cuts = new Set([0, text.length]);
  for (const range of [...colours, ...marks]) {
    cuts.add(Math.min(range.start, text.length));
    cuts.add(Math.min(range.end, text.length));
  }
  const ends = [...cuts].sort((left, right) => left - right);
  const segments: Segment[] = [];
  let colour = 0;
  let mark = 0;
  for (let index = 0; index + 1 < ends.length; index++) {
    const start = ends[index] ?? 0;
    while (colour < colours.length && (colours[colour]?.end ?? 0) <= start) colour++;
    while (mark < marks.length && (marks[mark]?.end ?? 0) <= start) mark++;
    const className = (colours[colour]?.start ?? Number.POSITIVE_INFINITY) <= start ? (colours[colour]?.className ?? '') : '';
    const marked = (marks[mark]?.start ?? Number.POSITIVE_INFINITY) <= start;
    addVisible(segments, text.slice(start, ends[index + 1]), className, marked);
  }
  if (line.length > longestDrawnLine) segments.push({ text: '…', className: 'cut', marked: false, invisible: null });
  return segments;
}

function addVisible(segments: Segment[], text: string, className: string, marked: boolean): void {
  let at = 0;
  for (const match of text.matchAll(invisibles)) {
    if (match.index > at) segments.push({ text: text.slice(at, match.index), className, marked, invisible: null });
    at = match.index + match[0].length;
    const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    // A carriage return is at the end of every line of many files: shown only where it is the change.
    if (match[0] === '\r' && !marked) continue;
    segments.push({ text: match[0] === '\r' ? '␍' : `U+${code}`, className: '', marked, invisible: `U+${code}` });
  }
  if (at < text.length) segments.push({ text: text.slice(at), className, marked, invisible: null });
}

/** Columns a line takes in a monospace font: tabs stop at every fourth, wide characters take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  const end = Math.min(text.length, longestDrawnLine);
  for (let index = 0; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === 9) columns += 4 - (columns % 4);
    else columns += code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xffe6)) ? 2 : 1;
  }
  return columns;
}
