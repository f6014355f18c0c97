/**
 * A node of a concrete syntax tree as plain data: a copy of what the parser made, because each property of a parser's own node is a
 * call into another machine. Offsets are UTF-16 units of the source. `children` has the anonymous nodes (keywords, punctuation) too,
 * and comments wherever they stand.
 */
export interface SyntaxNode {
  readonly type: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly isNamed: boolean;
  /** The parser put it in to recover from an error; it has no text. */
  readonly isMissing: boolean;
  /** It, or something inside it, is an ERROR node or missing. */
  readonly hasError: boolean;
  /** Under which name its parent holds it. */
  readonly field: string | null;
  readonly children: readonly SyntaxNode[];
}

export const isErrorNode = (node: SyntaxNode): boolean => node.type === 'ERROR';

/** The first child that the node holds under a name. */
export function childOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.field === field) return child;
  return undefined;
}

/** All children that the node holds under a name: `a, b int` has two names. */
export const childrenOf = (node: SyntaxNode, field: string): SyntaxNode[] => node.children.filter((child) => child.field === field);

/** The first child of a type, named or anonymous (`async`, `*`). */
export function childOfType(node: SyntaxNode, type: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.type === type) return child;
  return undefined;
}

export const hasChild = (node: SyntaxNode, type: string): boolean => childOfType(node, type) !== undefined;

export const textOf = (node: SyntaxNode, source: string): string => source.slice(node.startIndex, node.endIndex);

/** How many line breaks stand between two offsets; counts no further than 2, because two are a blank line. */
export function lineBreaksBetween(source: string, from: number, to: number): 0 | 1 | 2 {
  let count = 0;
  for (let at = from; at < to && count < 2; at += 1) if (source.charCodeAt(at) === 10) count += 1;
  return count as 0 | 1 | 2;
}
