/** A line of a text together with its terminator: joining the lines of a text gives the text, whatever its line endings are. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** A line without its terminator. */
export function lineText(line: string): string {
  if (!line.endsWith('\n')) return line;
  return line.slice(0, line.endsWith('\r\n') ? -2 : -1);
}

export type LineEnding = '\n' | '\r\n';

/** The line ending most lines have; null when the text has no line break. */
export function dominantEnding(lines: readonly string[]): LineEnding | null {
  let crlf = 0;
  let lf = 0;
  for (const line of lines) {
    if (line.endsWith('\r\n')) crlf++;
    else if (line.endsWith('\n')) lf++;
  }
  if (crlf + lf === 0) return null;
  return crlf > lf ? '\r\n' : '\n';
}

/** The text with LF endings only. A lone CR is part of its line. */
export function toLf(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
}

/** The text with every line ending replaced. */
export function withEnding(text: string, ending: LineEnding): string {
  const lf = toLf(text);
  return ending === '\n' ? lf : lf.replaceAll('\n', '\r\n');
}

export const byteOrderMark = '\uFEFF';
