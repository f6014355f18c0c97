import { lineComment, visible } from '../literals.ts';
import type { Origin, Statement } from '../nodes.ts';
import { placed, type ScriptReader } from './script-reader.ts';
import { lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

type CommentShape = { kind: 'comment'; text: string; block?: boolean } & Origin;

/** `//` keeps its text without the blanks around it; a block keeps its lines, those that lead with a star without their indentation. */
export function readComment(reader: ScriptReader, node: SyntaxNode): CommentShape {
  const text = textOf(node, reader.source);
  if (!text.startsWith('/*')) return placed(node, { kind: 'comment', text: lineComment(text.slice(2)) });
  return placed(node, { kind: 'comment', text: blockText(text.slice(2, -2)), block: true });
}

/**
 * Blanks at the ends of lines go, all but one in front of the end; a line behind the first that leads with a star loses its
 * indentation.
 */
function blockText(text: string): string {
  const lines = visible(text).split('\n');
  return lines
    .map((line, position) => {
      const rest = position > 0 && /^\s*\*/.test(line) ? line.trim() : line.trimEnd();
      return position === lines.length - 1 && rest !== '' && rest !== line.trimStart() && /\s$/.test(line) ? `${rest} ` : rest;
    })
    .join('\n');
}

/** What a comment says where only one line of plain text has a place. */
export function commentLine(reader: ScriptReader, node: SyntaxNode): string {
  const { text, block } = readComment(reader, node);
  return block ? lineComment(text.replace(/\n\s*\*?/g, ' ')) : text;
}

/** The text of a documentation comment without its stars; null where the comment is none or would not come back as it was. */
export function docText(reader: ScriptReader, node: SyntaxNode): string | null {
  const text = textOf(node, reader.source);
  if (!/^\/\*\*(?![*/])/.test(text)) return null;
  const lines = visible(text.slice(3, -2))
    .split('\n')
    .map((line, position) => (position === 0 ? line.trim() : line.replace(/^\s*\*? ?/, '').trimEnd()));
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift();
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  if (lines.length > 0) lines[0] = (lines[0] as string).trim();
  return lines.length === 0 ? null : lines.join('\n');
}

/** The documentation that stands directly in front of `node`: the comment before it among its siblings, without a blank line between. */
export function docBefore(reader: ScriptReader, before: SyntaxNode | undefined, node: SyntaxNode): string | null {
  if (before?.type !== 'comment' || lineBreaksBetween(reader.source, before.endIndex, node.startIndex) > 1) return null;
  return docText(reader, before);
}

/** Whether a statement has a place for a comment behind it on its line, and none stands there yet. */
export const takesTrailing = (statement: Statement): boolean =>
  !['comment', 'blank', 'opaque'].includes(statement.kind) && statement.trailing === undefined;

/** Comments from inside a node, to stand in front of it. They lose the star that would make them its documentation. */
export const hoisted = (reader: ScriptReader, start: number, end: number): CommentShape[] =>
  reader.comments.within(start, end).map((comment) => {
    const read = readComment(reader, comment);
    return read.block ? { ...read, text: read.text.replace(/^\*+/, '') } : read;
  });
