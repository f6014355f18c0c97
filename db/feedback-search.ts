import type { Connection } from './connection.ts';
import type { NumberRange, TextQuery } from './feedback-facets.ts';
import type { WordKeys } from './feedback-words.ts';
import { addPlace, addPlaces, blockSize, emptyBitmap, keysOfQuery } from './feedback-words.ts';

/**
 * The newest `count` numbers of answers in the range that hold every word and whose facet is allowed (null: every facet), descending.
 *
 * The words of recent feedback are in the full-text index `feedback_search`, which is cheap to write; those of all older feedback are
 * in blocks of 4096 answers, as bitmaps of where each word stands. So one step over a block, however frequent its words and however
 * rare what they have in common, is a handful of bitmap operations, and a block that the page has gone past is not looked at: the
 * whole of a million answers is 250 steps. An inverted list would have to be walked instead, from its newest entry on.
 *
 * To be called in a transaction: between two statements another process may move rows into a block.
 */
export function newestWithWords(
  db: Connection,
  query: TextQuery,
  allowed: readonly number[] | null,
  range: NumberRange,
  count: number,
): number[] {
  if (allowed !== null && allowed.length === 0) return [];
  let found = fresh(db, query, allowed, range, count);
  const blocks = db
    .prepare('SELECT id, lowest, highest FROM feedback_block WHERE highest >= ? AND lowest < ? ORDER BY highest DESC')
    .all(range.from, range.until) as Block[];
  const few = allowed === null ? null : placesOfRareFacets(db, allowed, range);
  const search = new BlockSearch(db, query, allowed, range, few);
  for (const block of blocks) {
    if (few !== null && !few.has(block.id)) continue;
    // Blocks may overlap, but what is left lies below this block's highest number.
    if (found.length >= count && (found[count - 1] as number) > block.highest) break;
    const more = search.newest(block, count);
    if (more.length === 0) continue;
    const inOrder = found.length === 0 || (found.at(-1) as number) > (more[0] as number);
    // Not spread into arguments: a whole store may be asked for.
    found = found.concat(more);
    if (!inOrder) found.sort((a, b) => b - a);
    if (found.length > count) found.length = count;
  }
  return found;
}

function fresh(db: Connection, { match }: TextQuery, allowed: readonly number[] | null, range: NumberRange, count: number): number[] {
  const condition = allowed === null ? '' : 'AND +f.facet IN (SELECT value FROM json_each(?))';
  return db
    .prepare(
      `SELECT s.rowid FROM feedback_search s CROSS JOIN answer_feedback f ON f.number = s.rowid
       WHERE s.feedback_search MATCH ? AND s.rowid >= ? AND s.rowid < ? AND f.place = 0 ${condition} ORDER BY s.rowid DESC LIMIT ?`,
    )
    .pluck()
    .all(match, range.from, range.until, ...(allowed === null ? [] : [JSON.stringify(allowed)]), Math.min(count, 2 ** 31)) as number[];
}

/** More answers than these are not looked up one by one: most pages are full before as many blocks were gone through. */
const fewAnswers = 500;

/** By block the places of the answers whose facets are allowed, where they are few in the whole range; else null. */
function placesOfRareFacets(db: Connection, allowed: readonly number[], range: NumberRange): Map<number, Uint8Array> | null {
  const places = db
    .prepare(
      `SELECT place FROM answer_feedback
       WHERE facet IN (SELECT value FROM json_each(?)) AND number >= ? AND number < ? AND +place > 0 LIMIT ?`,
    )
    .pluck()
    .all(JSON.stringify(allowed), range.from, range.until, fewAnswers + 1) as number[];
  if (places.length > fewAnswers) return null;
  const blocks = new Map<number, Uint8Array>();
  for (const place of places) {
    const block = Math.floor(place / blockSize);
    const bitmap = blocks.get(block) ?? emptyBitmap();
    addPlace(bitmap, place % blockSize);
    blocks.set(block, bitmap);
  }
  return blocks;
}

interface Block {
  id: number;
  lowest: number;
  highest: number;
}

interface Word {
  keys: WordKeys;
  /** Bytes that it had in the block before: the words that were rare there are asked first, and mostly spare the others. */
  weight: number;
}

class BlockSearch {
  #words: Word[];
  #allowed: Uint8Array | null;
  #range: NumberRange;
  #few: ReadonlyMap<number, Uint8Array> | null;
  #byKey;
  #byRange;
  #facets;
  #numbers;

  constructor(
    db: Connection,
    query: TextQuery,
    allowed: readonly number[] | null,
    range: NumberRange,
    few: ReadonlyMap<number, Uint8Array> | null,
  ) {
    this.#words = query.words.map((word) => ({ keys: keysOfQuery(word), weight: 0 }));
    this.#allowed = allowed === null ? null : new Uint8Array(Math.max(...allowed) + 1);
    for (const facet of allowed ?? []) (this.#allowed as Uint8Array)[facet] = 1;
    this.#range = range;
    this.#few = few;
    this.#byKey = db.prepare('SELECT places FROM feedback_word WHERE block = ? AND word = ?').pluck();
    this.#byRange = db.prepare('SELECT places FROM feedback_word WHERE block = ? AND word >= ? AND word < ?').pluck();
    this.#facets = db.prepare('SELECT facets FROM feedback_block WHERE id = ?').pluck();
    this.#numbers = db.prepare('SELECT numbers FROM feedback_block WHERE id = ?').pluck();
  }

  newest(block: Block, count: number): number[] {
    const bitmap = this.#intersect(block.id);
    if (bitmap === null) return [];
    const places = this.#alive(bitmap, this.#facets.get(block.id) as Buffer);
    if (places.length === 0) return [];
    const numbers = this.#numbers.get(block.id) as Buffer;
    const { from, until } = this.#range;
    const found: number[] = [];
    for (const place of places) {
      const number = numbers.readDoubleLE(place * 8);
      if (number >= until) continue;
      if (number < from || found.push(number) >= count) break;
    }
    return found;
  }

  #intersect(block: number): Uint8Array | null {
    let common: Uint8Array | null = this.#few?.get(block) ?? null;
    for (const word of this.#words) {
      const bitmap = emptyBitmap();
      word.weight = 0;
      for (const places of this.#read(block, word.keys)) {
        word.weight += places.length;
        addPlaces(bitmap, places);
      }
      let any = 0;
      for (let at = 0; at < bitmap.length; at++) {
        if (common !== null) bitmap[at] = (bitmap[at] as number) & (common[at] as number);
        any |= bitmap[at] as number;
      }
      if (any === 0) {
        common = null;
        break;
      }
      common = bitmap;
    }
    this.#words.sort((a, b) => a.weight - b.weight);
    return common;
  }

  #read(block: number, keys: WordKeys): Uint8Array[] {
    if ('key' in keys) {
      const places = this.#byKey.get(block, keys.key) as Buffer | undefined;
      return places === undefined ? [] : [places];
    }
    return this.#byRange.all(block, keys.from, keys.until) as Buffer[];
  }

  /** Ascending, so the newest first: places that hold an answer still whose facet is allowed. */
  #alive(bitmap: Uint8Array, facets: Buffer): number[] {
    const places: number[] = [];
    for (let at = 0; at < bitmap.length; at++) {
      const bits = bitmap[at] as number;
      if (bits === 0) continue;
      for (let bit = 0; bit < 8; bit++) {
        if ((bits & (1 << bit)) === 0) continue;
        const place = at * 8 + bit;
        const facet = facetAt(facets, place * 4);
        if (facet !== 0 && (this.#allowed === null || this.#allowed[facet] === 1)) places.push(place);
      }
    }
    return places;
  }
}

/** uint32 LE; `readUInt32LE` checks so much that it costs more than all the rest. */
const facetAt = (facets: Uint8Array, at: number): number =>
  (facets[at] as number) +
  (facets[at + 1] as number) * 2 ** 8 +
  (facets[at + 2] as number) * 2 ** 16 +
  (facets[at + 3] as number) * 2 ** 24;
