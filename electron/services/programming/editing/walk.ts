import type { Span } from '#domain/ir/origin';

/** Any object of a module: a node, or a part of one. */
export interface AnyNode {
  kind?: string;
  span?: Span;
  [property: string]: unknown;
}

export interface Visited {
  node: AnyNode;
  parent: Visited | null;
  /** The property of the parent that it stands in. */
  role: string;
}

const noChildren = new Set(['span', 'semantics']);

/** Every object below a node and itself, parents before children, in the order of their properties. A stack, because trees may be deep. */
export function* walk(root: object): Generator<Visited> {
  const waiting: Visited[] = [{ node: root as AnyNode, parent: null, role: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    const children: Visited[] = [];
    for (const [role, value] of Object.entries(next.node)) {
      if (typeof value !== 'object' || value === null || noChildren.has(role)) continue;
      for (const each of Array.isArray(value) ? value : [value])
        if (typeof each === 'object' && each !== null) children.push({ node: each as AnyNode, parent: next, role });
    }
    for (let at = children.length - 1; at >= 0; at -= 1) waiting.push(children[at] as Visited);
  }
}

export const contains = (outer: Span | undefined, inner: Span): boolean =>
  outer !== undefined && outer.start <= inner.start && inner.end <= outer.end;
