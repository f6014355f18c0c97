import type { Span } from '#domain/ir/origin';

/** What goes with a declaration: its whole lines, the comment on it, and one of the gaps around it. */
export function removal(text: string, { start, end }: Span, isTop = false): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const semicolon = end + (/^[ \t]*;/.exec(text.slice(end, end + 20))?.[0].length ?? 0);
  const line = text.indexOf('\n', semicolon);
  const lineEnd = line < 0 ? text.length : line + 1;
  if (text.slice(lineStart, start).trim() !== '' || text.slice(semicolon, lineEnd).trim() !== '') return { start, end: semicolon };
  let from = lineStart;
  if (isTop)
    for (;;) {
      const before = text.lastIndexOf('\n', from - 2) + 1;
      const above = text.slice(before, from).trim();
      if (from === 0 || !/^(?:\/\/|\/\*|\*|#)/.test(above) || /^(?:#!|\/\/go:build)/.test(above)) break;
      from = before;
    }
  let to = lineEnd;
  if (isTop) while (/^[ \t]*\r?\n/.test(text.slice(to))) to = text.indexOf('\n', to) + 1;
  return { start: from, end: to };
}
