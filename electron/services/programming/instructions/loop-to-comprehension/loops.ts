import type { Expression, Pattern, Statement } from '#domain/ir/nodes';
import type { EditSource } from '../../editing/edit-source.ts';
import { type AnyNode, allNodes, dottedName, type FunctionPlace, functionsOf, isFunction, visit } from '../../rewriting/visit.ts';

export type Each = Extract<Statement, { kind: 'each' }>;

/** A loop over the items of something, with the statements around it. */
export interface Loop {
  node: Each;
  /** The list of statements that it stands in, and where. */
  list: readonly Statement[];
  at: number;
  inside: FunctionPlace | null;
}

/** The loops of a source in which an item is taken after the other, the innermost function around each told. */
export function loopsOf({ module }: Pick<EditSource, 'module'>): Loop[] {
  const places = new Map<unknown, FunctionPlace>(functionsOf(module).map((each) => [each.node, each]));
  const found: Loop[] = [];
  visit(module, (node, parents) => {
    for (const value of Object.values(node)) {
      if (!Array.isArray(value)) continue;
      for (const [at, each] of (value as unknown[]).entries()) {
        const statement = each as AnyNode;
        if (statement?.kind !== 'each' || !statement.span) continue;
        const chain = [...parents, node];
        const holder = chain.findLast(isFunction);
        found.push({ node: statement as unknown as Each, list: value as Statement[], at, inside: places.get(holder) ?? null });
      }
    }
  });
  return found;
}

export const real = (list: readonly Statement[]): Statement[] => list.filter(({ kind }) => kind !== 'comment' && kind !== 'blank');

/** The names that a loop's variable is made of; null where it is taken apart in a way that is not plain. */
export function namesOf(node: Each): string[] | null {
  if (!node.pattern) return [node.name];
  const names: string[] = [];
  const into = (pattern: Pattern): boolean => {
    if (pattern.kind === 'name') {
      names.push(pattern.name);
      return !pattern.default;
    }
    if (pattern.kind === 'listPattern') return pattern.items.every((each) => each === null || into(each));
    if (pattern.kind === 'recordPattern') return !pattern.rest && pattern.fields.every(({ target }) => into(target));
    return false;
  };
  return into(node.pattern) ? names : null;
}

/** Every name that an expression mentions. */
export const namesIn = (node: unknown): Set<string> =>
  new Set(allNodes<Extract<Expression, { kind: 'name' }>>(node, 'name').map(({ name }) => name));

/** What keeps an expression from standing in a function of its own or a comprehension. */
export function hasEffects(node: unknown): boolean {
  return ['await', 'yield', 'assignment', 'update', 'opaque'].some((kind) => allNodes(node, kind).length > 0);
}

/** `target.method(value)` of a statement. */
export function methodCall(statement: Statement, method: string): { target: string; args: Expression[] } | null {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return null;
  const { callee, args, named, optional } = statement.value;
  if (callee.kind !== 'member' || callee.name !== method || callee.optional || optional || (named ?? []).length > 0) return null;
  const target = dottedName(callee.object);
  return target === null || target.includes('.') ? null : { target, args };
}
