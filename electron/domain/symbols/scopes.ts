import type { SyntaxNode } from '../ir/read/syntax-node.ts';
import type { TargetLanguage } from '../programming.ts';
import { goScopes } from './go-scopes.ts';
import { pythonScopes } from './python-scopes.ts';
import type { Declaration, Occurrence, ScopeTree } from './scope-tree.ts';
import { scriptScopes } from './script-scopes.ts';

/** The scopes of a source with what they declare, and what every name in it stands for. Never throws on broken source. */
export function scopesOf(root: SyntaxNode, source: string, language: TargetLanguage): ScopeTree {
  switch (language) {
    case 'typescript':
    case 'javascript':
      return scriptScopes(root, source, language);
    case 'python':
      return pythonScopes(root, source);
    case 'go':
      return goScopes(root, source);
  }
}

/** The name at an offset, or just before it; null where there is none. */
export function occurrenceAt(tree: ScopeTree, position: number): Occurrence | null {
  const { occurrences } = tree;
  let [low, high] = [0, occurrences.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((occurrences[middle] as Occurrence).end < position) low = middle + 1;
    else high = middle;
  }
  const found = occurrences[low];
  if (found === undefined || found.start > position) return null;
  // Between two names that touch, the one that begins here is meant.
  const next = occurrences[low + 1];
  return next !== undefined && next.start === position ? next : found;
}

/** The declaration of the name at an offset; null where there is no name or it comes from elsewhere. */
export function resolve(tree: ScopeTree, position: number): Declaration | null {
  const target = occurrenceAt(tree, position)?.targets[0];
  return target === undefined ? null : (tree.declarations[target] ?? null);
}

/** Every place of a declaration, those that make it among them, in the order of the source. */
export const referencesOf = (tree: ScopeTree, declaration: number): Occurrence[] =>
  tree.occurrences.filter(({ targets }) => targets.includes(declaration));

/** The innermost scope around an offset. */
export function scopeAt(tree: ScopeTree, position: number): number {
  let found = 0;
  for (const { id, start, end } of tree.scopes) if (start <= position && position <= end && id > found) found = id;
  return found;
}

export function isInside(tree: ScopeTree, scope: number, ancestor: number): boolean {
  for (let id = scope; id >= 0; id = tree.scopes[id]?.parent ?? -1) if (id === ancestor) return true;
  return false;
}
