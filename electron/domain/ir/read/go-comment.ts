import { visible } from '../literals.ts';
import type { Statement } from '../nodes.ts';
import type { GoReader } from './go-reader.ts';
import { lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

const directive = /^(?:[a-z0-9]+:[a-z0-9]|line |extern |export )/;

/** The text of a line comment without `//` and one blank; a blank that keeps it from being an order to Go's tools stays. */
function lineText(text: string): string {
  const inner = text.slice(2).trimEnd();
  if (!inner.startsWith(' ')) return inner;
  return directive.test(inner.slice(1)) ? inner : inner.slice(1);
}

/** A block comment becomes lines: without the stars in front and the empty lines at its ends. */
function blockText(text: string): string {
  const lines = text
    .slice(2, -2)
    .split('\n')
    .map((line) => line.trimEnd());
  const starred = lines.length > 1 && lines.slice(1).every((line) => line === '' || /^\s*\*/.test(line));
  const bare = starred ? lines.map((line, position) => (position === 0 ? line : line.replace(/^\s*\* ?/, ''))) : lines;
  while (bare.length > 1 && bare[0]?.trim() === '') bare.shift();
  while (bare.length > 1 && bare.at(-1)?.trim() === '') bare.pop();
  const first = bare[0] ?? '';
  bare[0] = first.replace(/^ /, '');
  return bare.map((line) => (directive.test(line) ? ` ${line}` : line)).join('\n');
}

/** What a comment says, a line of it on a line, without what cannot be seen. */
export function commentText(node: SyntaxNode, source: string): string {
  const text = visible(textOf(node, source)).replace(/[\ufdd0-\ufdd2]/g, '');
  return text.startsWith('/*') ? blockText(text) : lineText(text);
}

/** Comments that were found inside something, as one comment in front of it. */
export function hoisted(reader: GoReader, start: number, end: number): Statement[] {
  const found = reader.comments.within(start, end);
  const [first] = found;
  if (!first) return [];
  const text = found.map((node) => commentText(node, reader.source)).join('\n');
  return [{ kind: 'comment', text, span: { start: first.startIndex, end: (found.at(-1) as SyntaxNode).endIndex } }];
}

/** A run of comments with no empty line between them, as it stands in a list of nodes. */
export interface CommentRun {
  text: string;
  start: number;
  end: number;
  next: number;
}

/** The comments from `at` on that follow each other line by line; null where all were taken before. */
export function commentRun(reader: GoReader, items: readonly SyntaxNode[], at: number): CommentRun | null {
  const texts: string[] = [];
  let next = at;
  let end = -1;
  let start = -1;
  for (; next < items.length; next += 1) {
    const node = items[next] as SyntaxNode;
    if (node.type !== 'comment') {
      if (node.isNamed || node.type === '}' || node.type === ')') break;
      continue;
    }
    if (end >= 0 && lineBreaksBetween(reader.source, end, node.startIndex) === 2) break;
    if (!reader.comments.take(node)) continue;
    if (start < 0) start = node.startIndex;
    texts.push(commentText(node, reader.source));
    end = node.endIndex;
  }
  return start < 0 ? null : { text: texts.join('\n'), start, end, next };
}

/** Puts a statement behind others; comments that follow each other become one. */
export function pushStatement(body: Statement[], statement: Statement): void {
  const last = body.at(-1);
  if (statement.kind === 'comment' && last?.kind === 'comment') {
    body[body.length - 1] = {
      ...last,
      text: `${last.text}\n${statement.text}`,
      ...(last.span && statement.span ? { span: { start: last.span.start, end: statement.span.end } } : {}),
    };
  } else body.push(statement);
}
