import type { Declaration, Expression, Opaque, Origin, Statement } from '../nodes.ts';
import type { IrType } from '../types.ts';
import type { Comments } from './comments.ts';
import { deepest, opaqueOf } from './opaque.ts';
import { isErrorNode, type SyntaxNode } from './syntax-node.ts';

/** What the reading of one Go file carries along; the parts of the reader reach each other through it, because they nest in each other. */
export interface GoReader {
  readonly source: string;
  readonly comments: Comments;
  /** How many nodes around the current one are being read. */
  depth: number;
  expression(node: SyntaxNode): Expression;
  type(node: SyntaxNode): IrType;
  /** The statements of a block or of what stands between two cases, `from` being where the text in front of them ends. */
  body(items: readonly SyntaxNode[], from: number): Statement[];
  /** Several where the source declares several things at once. */
  statement(node: SyntaxNode): Statement[];
  /** Constants and types, at the top and inside functions. */
  declarations(node: SyntaxNode): Declaration[];
}

export const spanOf = (node: SyntaxNode): { start: number; end: number } => ({ start: node.startIndex, end: node.endIndex });

export const placed = <Shape extends object>(node: SyntaxNode, shape: Shape): Shape & Origin => ({ ...shape, span: spanOf(node) });

/** Keeps a node as text; comments in it are part of the text. */
export function keepText(reader: GoReader, node: SyntaxNode, reason: string): Opaque & Origin {
  reader.comments.within(node.startIndex, node.endIndex);
  return opaqueOf(node, reader.source, 'go', reason);
}

/** An error of the parser stands directly in this node, not in something that is read on its own. */
const isBroken = (node: SyntaxNode): boolean =>
  isErrorNode(node) || node.isMissing || (node.hasError && node.children.some((child) => isErrorNode(child) || child.isMissing));

/** What stands in parentheses. They are not counted as nesting, so that text that was kept reads as itself in those that it is printed in. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  let current = node;
  while ((current.type === 'parenthesized_expression' || current.type === 'parenthesized_type') && !isBroken(current)) {
    const [inner, ...more] = parts(current);
    if (!inner || more.length > 0) break;
    current = inner;
  }
  return current;
}

/** Nothing inside has parts of its own. */
const isShallow = (node: SyntaxNode): boolean => node.children.every(({ children }) => children.length === 0);

/** Reads one node, or keeps it as text where it is broken or nested too deep. */
export function guarded<Result>(reader: GoReader, node: SyntaxNode, read: () => Result): Result | (Opaque & Origin) {
  if (reader.depth >= deepest && !isShallow(node)) return keepText(reader, node, 'nested too deep');
  if (isBroken(node)) return keepText(reader, node, 'a syntax error');
  reader.depth += 1;
  try {
    return read();
  } finally {
    reader.depth -= 1;
  }
}

/** Named children without comments, which are given out on their own. */
export const parts = (node: SyntaxNode): SyntaxNode[] => node.children.filter((child) => child.isNamed && child.type !== 'comment');

/** All children under a name; the parser gives commas between them the name too. */
export const fieldParts = (node: SyntaxNode, field: string): SyntaxNode[] =>
  node.children.filter((child) => child.field === field && child.isNamed && child.type !== 'comment');

const bodies = new Set(['block', 'statement_list', 'if_statement']);
const cases = new Set(['expression_case', 'type_case', 'communication_case', 'default_case']);

/** An error of the parser stands in what leads a statement or a function, not in the statements inside, which are read around theirs. */
export const brokenHead = (node: SyntaxNode): boolean =>
  node.hasError &&
  node.children.some((child) => child.hasError && !bodies.has(child.type) && (!cases.has(child.type) || brokenHead(child)));
