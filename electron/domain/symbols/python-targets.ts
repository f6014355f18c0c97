import type { SyntaxNode } from '../ir/read/syntax-node.ts';
import type { ScopeBuilder } from './scope-builder.ts';
import type { DeclarationKind } from './scope-tree.ts';

/** What the walk over Python shares: a stack instead of recursion, because a tree may be as deep as its source is long. */
export interface PythonSteps {
  builder: ScopeBuilder;
  source: string;
  stack: { node: SyntaxNode; scope: number; pattern?: 'target' | 'case'; extent?: SyntaxNode }[];
  /** Visits nodes in their order. */
  each(nodes: readonly SyntaxNode[], scope: number): void;
}

const grouping = new Set(
  'pattern_list tuple_pattern list_pattern list_splat_pattern list_splat tuple list expression_list parenthesized_expression'.split(' '),
);

/** Names that a statement binds. What stands beside them (`a.b = `, `a[i] = `) is read. */
export function bindTarget(
  steps: PythonSteps,
  node: SyntaxNode,
  scope: number,
  extent: SyntaxNode,
  kind: DeclarationKind = 'variable',
): void {
  const { builder, source } = steps;
  if (grouping.has(node.type)) {
    for (const child of node.children.toReversed()) steps.stack.push({ node: child, scope, pattern: 'target', extent });
    return;
  }
  if (node.type !== 'identifier') {
    if (node.isNamed) steps.stack.push({ node, scope });
    return;
  }
  const isConstant = kind === 'variable' && /^[A-Z][A-Z0-9_]*$/.test(source.slice(node.startIndex, node.endIndex));
  builder.bind(scope, node, isConstant ? 'constant' : kind, {
    extent: { start: extent.startIndex, end: extent.endIndex },
    role: builder.isBound(scope, node) ? 'writes' : 'declares',
    // The statements of a class run in order: before one has bound its name, the name is the module's.
    visibleFrom: builder.kindOf(scope) === 'class' ? extent.endIndex : 0,
  });
}
