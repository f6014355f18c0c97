type Json = null | undefined | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonNode = { [key: string]: Json };

/**
 * Rebuilds nodes from the inside out: `rewrite` is given every object whose parts have been rebuilt, and gives it back or another in its
 * place. Nothing that was handed in is changed.
 */
export function rewriteNodes<Nodes>(nodes: Nodes, rewrite: (node: JsonNode) => JsonNode): Nodes {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return rewrite(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)])));
  };
  return walk(nodes as Json) as Nodes;
}

/** Whether one of the nodes, or one inside of them, is as asked. */
export function someNode(nodes: unknown, test: (node: JsonNode) => boolean): boolean {
  let found = false;
  rewriteNodes(nodes, (node) => {
    found ||= test(node);
    return node;
  });
  return found;
}
