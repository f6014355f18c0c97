import type { ImportNode } from '#domain/ir/nodes';

/** Imports of several parts of a change: each module once, with all its names. */
export function joinImports(...parts: readonly (readonly ImportNode[])[]): ImportNode[] {
  const joined: ImportNode[] = [];
  for (const node of parts.flat()) {
    const same = joined.findIndex(
      (known) =>
        known.module === node.module &&
        known.default === node.default &&
        known.namespace === node.namespace &&
        known.typeOnly === node.typeOnly &&
        known.names.length > 0 === node.names.length > 0,
    );
    const known = joined[same];
    if (known) joined[same] = { ...known, names: [...new Set([...known.names, ...node.names])].sort() };
    else joined.push(node);
  }
  return joined;
}
