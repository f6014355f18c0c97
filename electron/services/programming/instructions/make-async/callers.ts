import type { Expression, FunctionNode } from '#domain/ir/nodes';
import { referencesOf } from '#domain/symbols/scopes';
import type { EditSource } from '../../editing/edit-source.ts';
import { type AnyNode, dottedName, type FunctionPlace, functionsOf, isFunction, visit } from '../../rewriting/visit.ts';

/** A call of the function, or a place that mentions it without calling it. */
export interface Use {
  call: AnyNode | null;
  span: { start: number; end: number };
  parents: readonly AnyNode[];
  /** The innermost function around it; null at the top of the file. `unnamed` is one that nothing can be said about: a callback. */
  inside: FunctionPlace | 'unnamed' | 'class' | 'parameter' | null;
  /** Whether it surely is this function. */
  sure: boolean;
}

type Call = Extract<Expression, { kind: 'call' }>;

/** The innermost function that a node runs in. */
function around(parents: readonly AnyNode[], places: ReadonlyMap<unknown, FunctionPlace>): Use['inside'] {
  for (let at = parents.length - 1; at >= 0; at -= 1) {
    const node = parents[at] as AnyNode;
    if (node.kind === 'class') return 'class';
    if (!isFunction(node)) continue;
    const inner = parents[at + 1];
    if (((node as unknown as FunctionNode).parameters as unknown[]).includes(inner)) return 'parameter';
    return places.get(node) ?? 'unnamed';
  }
  return null;
}

/** The declaration of a scope that stands for a function: the one whose name stands in its head, or whose value it is. */
export function declarationsOf(source: EditSource, { span, node, name }: FunctionPlace): number[] {
  const named = source.scopes.declarations.filter((each) => each.name === name && each.kind !== 'import' && each.kind !== 'parameter');
  const own =
    node.kind === 'function'
      ? named.filter((each) => span.start <= each.span.start && each.span.end <= span.end)
      : named.filter((each) => each.extent.start <= span.start && span.end <= each.extent.end);
  const first = own.sort((left, right) =>
    node.kind === 'function' ? left.span.start - right.span.start : right.span.start - left.span.start,
  )[0];
  return first ? [first.id] : [];
}

/** Every use of a plain function by the declarations that stand for it, or through a module: `module.name`. */
export function usesOf(source: EditSource, ids: readonly number[], modules: readonly string[], name: string): Use[] {
  const places = new Map<unknown, FunctionPlace>(functionsOf(source.module).map((each) => [each.node, each]));
  const spots = new Map<number, 'name'>();
  for (const id of ids)
    for (const { start, role, form } of referencesOf(source.scopes, id))
      if (role === 'reads' && form !== 'import' && form !== 'export') spots.set(start, 'name');
  const found: Use[] = [];
  visit(source.module, (node, parents) => {
    const through = node.kind === 'member' && node['name'] === name && modules.includes(dottedName(node['object'] as Expression) ?? '');
    const direct = node.kind === 'name' && node.span !== undefined && spots.has(node.span.start);
    if ((!through && !direct) || !node.span) return;
    const parent = parents.at(-1);
    const call = parent?.kind === 'call' && (parent as unknown as Call).callee === (node as unknown) ? parent : null;
    const outer = call ? parents.slice(0, -1) : [...parents];
    found.push({ call, span: node.span, parents: outer, inside: around(outer, places), sure: true });
    if (through) return false;
    return true;
  });
  return found;
}

/** Calls of a method: sure through the object itself, unsure through any other. */
export function methodUsesOf(source: EditSource, place: FunctionPlace): Use[] {
  const places = new Map<unknown, FunctionPlace>(functionsOf(source.module).map((each) => [each.node, each]));
  const instances = new Set<string>();
  visit(source.module, (node) => {
    const value = node['value'] as AnyNode | undefined;
    const callee = value?.kind === 'new' || value?.kind === 'call' ? dottedName((value as unknown as Call).callee) : null;
    const type = node['type'] as AnyNode | undefined;
    const name =
      (node['names'] as string[] | undefined)?.[0] ??
      ((node['target'] as AnyNode | undefined)?.['name'] as string | undefined) ??
      (node['name'] as string | undefined);
    if (name !== undefined && (callee === place.owner || (type?.kind === 'named' && type['name'] === place.owner))) instances.add(name);
  });
  const found: Use[] = [];
  visit(source.module, (node, parents) => {
    if (node.kind !== 'member' || node['name'] !== place.name || !node.span) return;
    const object = node['object'] as AnyNode;
    const holder = parents.findLast((each) => each.kind === 'class');
    const self = dottedName(object as unknown as Expression) ?? '';
    const own = /^(?:this|self|cls)$/.test(self);
    if (own && holder !== (place.class as unknown)) return;
    const made = (object.kind === 'new' || object.kind === 'call') && dottedName((object as unknown as Call).callee) === place.owner;
    const sure = own || made || self === place.owner || instances.has(self.split('.').at(-1) ?? '');
    const parent = parents.at(-1);
    const call = parent?.kind === 'call' && (parent as unknown as Call).callee === (node as unknown) ? parent : null;
    const outer = call ? parents.slice(0, -1) : [...parents];
    found.push({ call, span: node.span, parents: outer, inside: around(outer, places), sure });
  });
  return found;
}
