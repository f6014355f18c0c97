import type { SyntaxNode } from '../ir/read/syntax-node.ts';
import type { ScopeBuilder } from './scope-builder.ts';
import type { DeclarationKind, ScopeKind } from './scope-tree.ts';

/** What the names of a pattern become. */
export type PatternUse = { write: true } | { write: false; kind: DeclarationKind; target: number; extent: SyntaxNode };

/** What the walk over a script shares: a stack instead of recursion, because a tree may be as deep as its source is long. */
export interface ScriptSteps {
  builder: ScopeBuilder;
  source: string;
  stack: { node: SyntaxNode; scope: number; pattern?: PatternUse }[];
  /** The scope that `var` declares in. */
  variableScope(scope: number): number;
  hoistsFunctions: boolean;
  /** Bodies of functions that are a scope of their own. */
  bodies: Set<number>;
  /** Scopes of conditional types, which hold what is inferred in them. */
  conditionals: Set<number>;
  openVariables(kind: ScopeKind, parent: number, node: SyntaxNode): number;
  /** Visits nodes in their order. */
  each(nodes: readonly SyntaxNode[], scope: number): void;
}
