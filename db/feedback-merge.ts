import type { Connection } from './connection.ts';
import type { NumberRange } from './feedback-facets.ts';

/** Rows looked at one after the other before merging: where many answers match, the page is full long before. */
const defaultScan = 2000;

/**
 * The newest `count` numbers of answers in the range whose facet is allowed, descending. Where matches are frequent the rows are
 * simply read in order; where they are rare, the ordered lists of the allowed facets are merged, so that neither a filter that
 * matches nearly nothing nor one that matches nearly everything reads the whole table.
 */
export function newestOfFacets(
  db: Connection,
  allowed: readonly number[],
  range: NumberRange,
  count: number,
  scan = defaultScan,
): number[] {
  if (allowed.length === 0) return [];
  const isAllowed = new Set(allowed);
  const found: number[] = [];
  let until = range.until;
  let seen = 0;
  const inOrder = db
    .prepare('SELECT number, facet FROM answer_feedback WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT ?')
    .raw(true);
  for (const [number, facet] of inOrder.all(range.from, range.until, scan) as [number, number][]) {
    seen++;
    until = number;
    if (isAllowed.has(facet) && found.push(number) === count) return found;
  }
  if (seen < scan) return found;
  return [...found, ...merge(db, allowed, { from: range.from, until }, count - found.length)];
}

interface List {
  facet: number;
  /** Descending, read in small pieces. */
  numbers: number[];
  at: number;
  ended: boolean;
}

function merge(db: Connection, allowed: readonly number[], range: NumberRange, count: number): number[] {
  const piece = Math.max(4, Math.ceil((2 * count) / allowed.length));
  const read = db
    .prepare('SELECT number FROM answer_feedback WHERE facet = ? AND number >= ? AND number < ? ORDER BY number DESC LIMIT ?')
    .pluck();
  const fill = (list: List, until: number): void => {
    list.numbers = read.all(list.facet, range.from, until, piece) as number[];
    list.at = 0;
    list.ended = list.numbers.length < piece;
  };
  const lists: List[] = [];
  for (const facet of allowed) {
    const list: List = { facet, numbers: [], at: 0, ended: false };
    fill(list, range.until);
    if (list.numbers.length > 0) lists.push(list);
  }
  const head = (list: List): number => list.numbers[list.at] as number;
  const heap = new NewestFirst(lists, head);
  const merged: number[] = [];
  for (let top = heap.top; top !== undefined && merged.length < count; top = heap.top) {
    const number = head(top);
    merged.push(number);
    top.at++;
    if (top.at === top.numbers.length && !top.ended) fill(top, number);
    heap.settleTop(top.at < top.numbers.length);
  }
  return merged;
}

/** A binary heap of lists, the one with the greatest head on top. */
class NewestFirst<Item> {
  #items: Item[];
  #rank: (item: Item) => number;

  constructor(items: readonly Item[], rank: (item: Item) => number) {
    this.#items = [...items].sort((a, b) => rank(b) - rank(a));
    this.#rank = rank;
  }
  get top(): Item | undefined {
    return this.#items[0];
  }
  /** Puts the top in its place after its rank fell, or removes it. */
  settleTop(keep: boolean): void {
    const items = this.#items;
    const moved = keep ? (items[0] as Item) : items.pop();
    if (moved === undefined || items.length === 0) return;
    let at = 0;
    while (true) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const right = left + 1;
      const child = right < items.length && this.#rank(items[right] as Item) > this.#rank(items[left] as Item) ? right : left;
      if (this.#rank(items[child] as Item) <= this.#rank(moved)) break;
      items[at] = items[child] as Item;
      at = child;
    }
    items[at] = moved;
  }
}
