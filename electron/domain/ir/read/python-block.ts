import { lineComment } from '../literals.ts';
import type { Statement } from '../nodes.ts';
import { commentOf } from './python-lines.ts';
import { keepText, type PythonReader, spanOf } from './python-reader.ts';
import { trimmed } from './python-tidy.ts';
import { lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

/** The text of a comment: tabs stay, what cannot be seen does not. */
export function commentText(reader: PythonReader, node: SyntaxNode): string {
  const text = commentOf(textOf(node, reader.source));
  const lead = /^[ \t]*/.exec(text)?.[0] ?? '';
  return lead + text.slice(lead.length).split('\t').map(lineComment).join('\t');
}

export const commentStatement = (reader: PythonReader, node: SyntaxNode): Statement => ({
  kind: 'comment',
  text: commentText(reader, node),
  ...spanOf(node),
});

/** Comments that stand between two offsets and were not taken by a node, as statements. */
export const commentsBetween = (reader: PythonReader, start: number, end: number): Statement[] =>
  reader.comments.within(start, end).map((comment) => commentStatement(reader, comment));

/** The same with the empty lines around them. */
export function spacedComments(reader: PythonReader, start: number, end: number): Statement[] {
  const result: Statement[] = [];
  let at = start;
  for (const comment of reader.comments.within(start, end)) {
    if (lineBreaksBetween(reader.source, at, comment.startIndex) === 2) result.push({ kind: 'blank' });
    result.push(commentStatement(reader, comment));
    at = comment.endIndex;
  }
  if (at > start && lineBreaksBetween(reader.source, at, end) === 2) result.push({ kind: 'blank' });
  return result;
}

/**
 * Statements in order. A comment behind a statement on its line goes to the statement; those inside its expressions go in front of it.
 * An empty line stays one empty line.
 */
export function readBlock(
  reader: PythonReader,
  nodes: readonly SyntaxNode[],
  statement: (reader: PythonReader, node: SyntaxNode) => Statement[],
): Statement[] {
  const result: Statement[] = [];
  let end = -1;
  for (const node of nodes) {
    if (node.type === ';' || node.type === 'line_continuation') continue;
    if (node.isMissing && node.startIndex === node.endIndex) continue;
    const breaks = end < 0 ? 1 : lineBreaksBetween(reader.source, end, node.startIndex);
    const last = result.at(-1);
    if (node.type === 'comment') {
      if (!reader.comments.take(node)) continue;
      if (breaks === 0 && last && takesTrailing(last)) last.trailing = commentText(reader, node);
      else {
        if (breaks === 2) result.push({ kind: 'blank' });
        result.push(commentStatement(reader, node));
      }
    } else {
      if (breaks === 2) result.push({ kind: 'blank' });
      const read = node.isNamed ? statement(reader, node) : [keepText(reader, node, 'a syntax error')];
      // Comments inside an expression have no place of their own.
      result.push(...commentsBetween(reader, node.startIndex, node.endIndex), ...read);
    }
    end = Math.max(end, trimmedEnd(reader.source, node));
  }
  return trimmed(result);
}

/** Where a node ends without the line breaks that the parser counts to it. */
function trimmedEnd(source: string, node: SyntaxNode): number {
  let end = node.endIndex;
  while (end > node.startIndex && /\s/.test(source[end - 1] as string)) end -= 1;
  return end;
}

const compound = new Set(['if', 'each', 'count', 'loop', 'try', 'with', 'define', 'declaration', 'comment', 'blank']);
const isLine = (statement: Statement): boolean =>
  statement.kind === 'declaration' && (statement.declaration.kind === 'import' || statement.declaration.kind === 'type');
const takesTrailing = (statement: Statement): boolean =>
  (!compound.has(statement.kind) || isLine(statement)) &&
  statement.trailing === undefined &&
  !(statement.kind === 'opaque' && statement.text.includes('\n'));
