import type { SyntaxNode } from './syntax-node.ts';

/** The comments of a source, each given out once, so that none is lost and none comes twice. */
export interface Comments {
  /** Takes a comment; false where it was taken before. */
  take(node: SyntaxNode): boolean;
  /** Gives a taken comment back, for who comes later. */
  leave(node: SyntaxNode): void;
  /** Takes all that are left between two offsets. */
  within(start: number, end: number): SyntaxNode[];
}

export function commentsOf(root: SyntaxNode, types: ReadonlySet<string>): Comments {
  const all: SyntaxNode[] = [];
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (types.has(node.type)) all.push(node);
    else for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index] as SyntaxNode);
  }
  const taken = new Set<number>();
  /** The first comment at or behind an offset. */
  const firstFrom = (offset: number): number => {
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle] as SyntaxNode).startIndex < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const take = (node: SyntaxNode): boolean => {
    if (taken.has(node.startIndex)) return false;
    taken.add(node.startIndex);
    return true;
  };
  return {
    take,
    leave: (node) => void taken.delete(node.startIndex),
    within(start, end) {
      const found: SyntaxNode[] = [];
      for (let at = firstFrom(start); at < all.length && (all[at] as SyntaxNode).endIndex <= end; at += 1)
        if (take(all[at] as SyntaxNode)) found.push(all[at] as SyntaxNode);
      return found;
    },
  };
}

/**
 * Comments behind the last token of a node that the parser made part of it, because it was still looking for a semicolon or an `else`.
 * `tail` are these in their order, `end` is where the code ends.
 */
export function tailOf(node: SyntaxNode, types: ReadonlySet<string>): { end: number; tail: SyntaxNode[] } {
  const tail: SyntaxNode[] = [];
  let current = node;
  for (;;) {
    let last = current.children.length - 1;
    while (last >= 0 && types.has((current.children[last] as SyntaxNode).type)) {
      tail.unshift(current.children[last] as SyntaxNode);
      last -= 1;
    }
    const inner = current.children[last];
    if (inner === undefined) return { end: current.endIndex, tail };
    current = inner;
  }
}
