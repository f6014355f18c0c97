/**
 * Finds the end of a Python string literal that starts at an offset, prefix and quotes included; -1 where there is none. An unfinished
 * literal ends with its line, or with the text where its quotes are three.
 */
export function literalEnd(text: string, at: number): number {
  let open = at;
  while (open - at < 3 && /[a-zA-Z]/.test(text[open] ?? '')) open += 1;
  const quote = text[open];
  if ((quote !== '"' && quote !== "'") || !/^(|[rbuf]|[bf]r|r[bf])$/i.test(text.slice(at, open))) return -1;
  const triple = text.startsWith(quote.repeat(3), open);
  const close = triple ? quote.repeat(3) : quote;
  for (let index = open + close.length; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (!triple && text[index] === '\n') return index;
    else if (text.startsWith(close, index)) return index + close.length;
  }
  return text.length;
}

/** The string literals that a text consists of, side by side; null where it is anything else. */
export function literalPieces(text: string): string[] | null {
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    if (at === text.length) break;
    const end = literalEnd(text, at);
    const piece = text.slice(at, end);
    if (end < 0 || !isClosed(piece)) return null;
    pieces.push(piece);
    at = end;
  }
  return pieces.length > 0 ? pieces : null;
}

function isClosed(piece: string): boolean {
  const [, quotes = '', body = ''] = /^[a-zA-Z]*("""|'''|"|')([\s\S]*)$/.exec(piece) ?? [];
  return (
    quotes !== '' && body.length >= quotes.length && body.endsWith(quotes) && !/(^|[^\\])(\\\\)*\\$/.test(body.slice(0, -quotes.length))
  );
}

/** Where the lines of a text begin that do not begin inside a string: only these may be indented anew. */
function freeLines(text: string): number[] {
  const starts: number[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text[at] as string;
    if (character === '\n') {
      at += 1;
      starts.push(at);
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (/[\w"']/.test(character)) {
      const end = literalEnd(text, at);
      if (end >= 0) at = end;
      else while (at < text.length && /\w/.test(text[at] as string)) at += 1;
    } else at += 1;
  }
  return starts;
}

function withLines(text: string, change: (line: string) => string): string {
  let result = '';
  let from = 0;
  for (const start of [...freeLines(text), text.length]) {
    const piece = text.slice(from, start);
    result += from === 0 ? piece : change(piece);
    from = start;
  }
  return result;
}

/** Takes an indentation away from every line but the first, strings that go over several lines excepted. */
export const dedented = (text: string, indentation: string): string =>
  indentation === ''
    ? text
    : withLines(text, (line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line.replace(/^[ \t]+/, '')));

/** The reverse of `dedented`. */
export const indented = (text: string, indentation: string): string =>
  indentation === '' ? text : withLines(text, (line) => (/^\s*$/.test(line) ? line : indentation + line));

const marked = /^[!:#']/;

/** What a comment says, without its `#` and the blank behind it. Marks such as `#!` and `#:` stay. */
export function commentOf(raw: string): string {
  const body = raw.replace(/^#/, '').trimEnd();
  if (!body.startsWith(' ')) return body;
  return marked.test(body.slice(1)) ? body : body.slice(1);
}

/** The reverse of `commentOf`, for a text without line breaks. */
export const commentLine = (text: string): string => (text === '' ? '#' : `#${/^ ?[!:#']/.test(text) ? '' : ' '}${text}`);
