import { SvelteSet } from 'svelte/reactivity';
import type { InspectedNode, Inspection, Stretch } from '#domain/programming';

type Column = 'request' | 'plan' | 'tree' | 'code';

export interface TreeRow {
  index: number;
  depth: number;
  node: InspectedNode;
  hasChildren: boolean;
  isOpen: boolean;
}

/** Levels of the tree that are open at first. */
const openLevels = 3;

/** What is pointed at in one column, and what belongs to it in the others. Only rows of the tree that are open are ever made. */
export class InspectionView {
  readonly inspection: Inspection;
  readonly #children: number[][];
  readonly #nodesOf: number[][];
  #open = new SvelteSet<number>();
  #mark = $state.raw<{ from: Column; parts: readonly number[]; node: number | null } | null>(null);

  constructor(inspection: Inspection) {
    this.inspection = inspection;
    const { nodes, parts } = inspection;
    this.#children = nodes.map(() => []);
    this.#nodesOf = parts.map(() => []);
    const depths: number[] = [];
    for (const [at, node] of nodes.entries()) {
      depths.push(node.parent < 0 ? 0 : (depths[node.parent] ?? 0) + 1);
      this.#children[node.parent]?.push(at);
      for (const part of node.parts) this.#nodesOf[part]?.push(at);
      if ((depths[at] ?? 0) < openLevels) this.#open.add(at);
    }
  }

  /** Where the mark was set: that column is not scrolled. */
  get from(): Column | null {
    return this.#mark?.from ?? null;
  }
  readonly parts: ReadonlySet<number> = $derived.by(() => {
    const mark = this.#mark;
    const own = mark?.node == null ? undefined : this.inspection.nodes[mark.node]?.parts;
    return new Set(own ?? mark?.parts ?? []);
  });
  readonly nodes: ReadonlySet<number> = $derived.by(() => {
    const mark = this.#mark;
    if (mark === null) return new Set<number>();
    return new Set(mark.node === null ? mark.parts.flatMap((part) => this.#nodesOf[part] ?? []) : [mark.node]);
  });
  readonly words: readonly Stretch[] = $derived([...this.parts].flatMap((part) => this.inspection.parts[part]?.words ?? []));
  readonly code: readonly Stretch[] = $derived.by(() => {
    const whole = this.#mark?.node != null;
    return [...this.nodes].flatMap((at) => {
      const node = this.inspection.nodes[at];
      return node ? [whole ? { start: node.start, end: node.end } : this.#nameOf(node)] : [];
    });
  });
  readonly rows: readonly TreeRow[] = $derived.by(() => {
    const rows: TreeRow[] = [];
    const waiting = [{ index: 0, depth: 0 }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { index, depth } = next;
      const node = this.inspection.nodes[index];
      if (!node) continue;
      const children = this.#children[index] ?? [];
      const isOpen = this.#open.has(index);
      rows.push({ index, depth, node, hasChildren: children.length > 0, isOpen });
      if (isOpen) for (let at = children.length - 1; at >= 0; at -= 1) waiting.push({ index: children[at] as number, depth: depth + 1 });
    }
    return rows;
  });

  setOpen(index: number, open: boolean): void {
    if (open) this.#open.add(index);
    else this.#open.delete(index);
  }
  pointAtParts(parts: readonly number[], from: Column): void {
    this.#mark = { from, parts, node: null };
    this.#reveal();
  }
  pointAtNode(node: number, from: Column): void {
    this.#mark = { from, parts: [], node };
    if (from !== 'tree') this.#reveal();
  }
  /** The smallest node that stands around a place of the code. */
  nodeAt(offset: number): number | null {
    const { nodes } = this.inspection;
    let found: number | null = null;
    for (const [at, { start, end }] of nodes.entries()) {
      const best = found === null ? Number.POSITIVE_INFINITY : (nodes[found]?.end ?? 0) - (nodes[found]?.start ?? 0);
      if (start <= offset && offset < end && end - start <= best) found = at;
    }
    return found === 0 ? null : found;
  }

  /** Opens what the first marked node is in, so that it can be seen. */
  #reveal(): void {
    const first = Math.min(...this.nodes);
    for (let at = this.inspection.nodes[first]?.parent ?? -1; at >= 0; at = this.inspection.nodes[at]?.parent ?? -1) this.#open.add(at);
  }
  /** Of a node that is known by its name the name: a whole function says nothing about the word that named it. */
  #nameOf({ start, end, text }: InspectedNode): Stretch {
    const { code } = this.inspection;
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text)) return { start, end };
    for (let at = code.indexOf(text, start); at >= 0 && at + text.length <= end; at = code.indexOf(text, at + 1))
      if (!/[\p{L}\p{N}_$]/u.test(code.charAt(at - 1)) && !/[\p{L}\p{N}_$]/u.test(code.charAt(at + text.length)))
        return { start: at, end: at + text.length };
    return { start, end };
  }
}
