import type { ClassNode, Expression, FunctionNode, Span } from '#domain/ir/nodes';

/** Any node of a module, of whatever sort. */
export interface AnyNode {
  kind?: string;
  span?: Span;
  [part: string]: unknown;
}

export type LambdaNode = Extract<Expression, { kind: 'lambda' }>;

/** Calls `enter` for every node below and including `root`, outer ones first, in the order of the parts; `false` leaves a node's inside out. */
export function visit(root: unknown, enter: (node: AnyNode, parents: readonly AnyNode[]) => unknown): void {
  const parents: AnyNode[] = [];
  const into = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) into(each);
    else if (value !== null && typeof value === 'object') {
      const node = value as AnyNode;
      if (enter(node, parents) === false) return;
      parents.push(node);
      for (const [part, inner] of Object.entries(node)) if (part !== 'span' && part !== 'semantics' && inner !== null) into(inner);
      parents.pop();
    }
  };
  into(root);
}

export const isFunction = (node: AnyNode): boolean => node.kind === 'function' || node.kind === 'lambda';
const isClass = (node: AnyNode): boolean => node.kind === 'class';

/** The nodes of a kind that run as part of `root` itself: none inside the functions and classes that stand in it. */
export function ownNodes<Found extends { kind: string }>(root: unknown, kind: Found['kind']): (Found & AnyNode)[] {
  const found: (Found & AnyNode)[] = [];
  visit(root, (node) => {
    if (isFunction(node) || isClass(node)) return false;
    if (node.kind === kind) found.push(node as Found & AnyNode);
    return true;
  });
  return found;
}

/** The nodes of a kind, those inside nested functions among them. */
export function allNodes<Found extends { kind: string }>(root: unknown, kind: Found['kind']): (Found & AnyNode)[] {
  const found: (Found & AnyNode)[] = [];
  visit(root, (node) => {
    if (node.kind === kind) found.push(node as Found & AnyNode);
  });
  return found;
}

/** `a.b.c` of an expression that is only names; null elsewhere. */
export function dottedName(node: Expression): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'member') return null;
  const object = dottedName(node.object);
  return object === null ? null : `${object}.${node.name}`;
}

/** A function of a source by whatever form it was written. */
export interface FunctionPlace {
  name: string;
  /** The class, or in Go the type of the receiver, that it is a method of. */
  owner: string | null;
  class: ClassNode | null;
  node: FunctionNode | LambdaNode;
  span: Span;
  /** Standing at the top of the module or in a class there. */
  top: boolean;
}

/** Every function of a source that has a name. */
export function functionsOf(module: unknown): FunctionPlace[] {
  const found: FunctionPlace[] = [];
  const add = (name: string, node: FunctionNode | LambdaNode, parents: readonly AnyNode[]): void => {
    if (!node.span || name === '') return;
    const holder = parents.findLast((each) => isClass(each) || isFunction(each));
    const owningClass = holder && isClass(holder) ? (holder as unknown as ClassNode) : null;
    const receiver = node.kind === 'function' ? node.receiver?.type : undefined;
    const type = receiver?.kind === 'pointer' ? receiver.inner : receiver;
    const owner = owningClass?.name ?? (type?.kind === 'named' ? type.name : null);
    found.push({ name, owner, class: owningClass, node, span: node.span, top: !parents.some(isFunction) });
  };
  visit(module, (node, parents) => {
    if (node.kind === 'function') add((node as unknown as FunctionNode).name, node as unknown as FunctionNode, parents);
    const named = node as { names?: string[]; name?: string; key?: unknown; value?: AnyNode; target?: AnyNode };
    if (named.value?.kind !== 'lambda') return;
    const name =
      node.kind === 'let' && named.names?.length === 1
        ? named.names[0]
        : node.kind === 'field'
          ? named.name
          : node.kind === 'assign' && named.target?.kind === 'name'
            ? (named.target.name as string)
            : node.kind === undefined && typeof named.key === 'string'
              ? named.key
              : undefined;
    if (name !== undefined) add(name, named.value as unknown as LambdaNode, [...parents, node]);
  });
  return found;
}
