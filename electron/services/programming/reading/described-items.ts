import { literalClass } from './literals.ts';
import type { Reader } from './reader.ts';

/** A place in what is left of a request, from which patterns are tried one after another. */
export interface Cursor {
  readonly text: string;
  readonly reader: Reader;
  at: number;
  /** Goes behind the pattern where it stands here. */
  skip(pattern: RegExp): RegExpExecArray | null;
}

export function cursorAt(reader: Reader, at: number, text = reader.text): Cursor {
  const cursor: Cursor = {
    text,
    reader,
    at,
    skip(pattern) {
      const sticky = new RegExp(pattern.source, pattern.flags.includes('y') ? pattern.flags : `${pattern.flags}y`);
      sticky.lastIndex = cursor.at;
      const match = sticky.exec(cursor.text);
      if (match) cursor.at += match[0].length;
      return match;
    },
  };
  return cursor;
}

/** How the items of a list are described: each has a name and, behind it, details in any order. */
export interface ItemGrammar<Item extends { name: string }> {
  start(name: string): Item;
  /**
   * Takes one detail that begins at the cursor and tells whether there was one. Behind a comma that stands in no bracket, words such as
   * `date` are rather the name of the next item.
   */
  detail(item: Item, cursor: Cursor, behindComma: boolean): boolean;
  /** Names that may be given in quotes although they are no identifiers. */
  quoted?: RegExp;
}

const latin = /(?<![A-Za-z0-9_])[A-Za-z_]\w{0,62}(?:-\w+)*/i;
const chinese = /[\u4e00-\u9fff]{1,8}?(?=$|[\s、，,（(:：;；。]|和|以及)/;
const stand = new RegExp(`${literalClass.text}|${literalClass.code}`);
const between =
  /\s*(?:(?:[,，、;；&]|\n\s*[-*]?|\s(?:and|plus)\s|和|以及|及|与|还有)\s*)+(?:(?:and|also|with)\s+)*(?:(?:an?|the)\s+(?=[A-Za-z]))?/i;
const closing = /\s*[)）\]]/;
const notFurther =
  /^(?:is|are|as|in|with|that|which|and|or|for|to|from|using|into|must|should|has|have|optional|required|default|defaults|all|each|file|typescript|javascript|python|go|golang)$/i;
const notNames =
  /^(?:and|or|with|that|which|in|into|for|using|please|the|a|an|as|is|are|to|from|it|its|all|each|return|returns|write|create|add|on|by)$/i;

/** The words behind the first one of a name in words, up to three: `created at`, `date of birth`. What describes the item is no part of its name. */
function furtherWordsAt<Item extends { name: string }>(cursor: Cursor, grammar: ItemGrammar<Item>): string[] {
  const first = cursor.at;
  const words: string[] = [];
  while (words.length < 4) {
    const mark = cursor.at;
    const isEnd = /^\s*(?:[:：,，、;；(（。.]|$|\n|and\b)/i.test(cursor.text.slice(mark));
    if (isEnd || detailAt(cursor, grammar)) {
      cursor.at = mark;
      return words;
    }
    cursor.at = mark;
    const word = cursor.skip(/[ \t]+[A-Za-z]+(?!\w)/)?.[0].trim();
    if (word === undefined || notFurther.test(word)) break;
    words.push(word);
  }
  cursor.at = first;
  return [];
}

/** A name of one to four words; several are joined by underscores. Null where there is none. */
function nameAt<Item extends { name: string }>(cursor: Cursor, grammar: ItemGrammar<Item>): string | null {
  const { reader } = cursor;
  const mark = cursor.at;
  const literal = cursor.skip(stand);
  if (literal) {
    const value = String(reader.literal(literal[0])?.value ?? '');
    if ((grammar.quoted ?? /^[\p{L}_][\p{L}\p{N}_-]{0,62}$/u).test(value)) return value;
    cursor.at = mark;
    return null;
  }
  const word = cursor.skip(latin);
  if (word) {
    if (notNames.test(word[0]) && !/^\s*[:：]/.test(cursor.text.slice(cursor.at))) {
      cursor.at = mark;
      return null;
    }
    const further = furtherWordsAt(cursor, grammar);
    return [word[0], ...further].join('_');
  }
  return cursor.skip(chinese)?.[0] ?? null;
}

function detailAt<Item extends { name: string }>(cursor: Cursor, grammar: ItemGrammar<Item>): boolean {
  cursor.skip(/\s+/);
  return grammar.detail(grammar.start('probe'), cursor, false);
}

/** Goes behind a comma where a detail follows it, and not the next item: `total: number, required`. */
function anotherDetail<Item extends { name: string }>(item: Item, cursor: Cursor, grammar: ItemGrammar<Item>): boolean {
  const mark = cursor.at;
  const copy = structuredClone(item);
  const lead = cursor.skip(/\s*([,，])?\s*(?:(?:and|but|with|并且?|且)\s+)?/i);
  if (lead && grammar.detail(item, cursor, lead[1] !== undefined) && !/^\s*[:：]/.test(cursor.text.slice(cursor.at))) return true;
  cursor.at = mark;
  Object.assign(item, copy);
  return false;
}

/**
 * Items such as `id: integer, customer (string, unique) and total number default 0` from `start` on, and where they end. The list ends
 * where the words stop looking like one.
 */
export function itemsAt<Item extends { name: string }>(
  reader: Reader,
  start: number,
  grammar: ItemGrammar<Item>,
): { items: Item[]; end: number } {
  const cursor = cursorAt(reader, start);
  const items: Item[] = [];
  cursor.skip(/\s*[:：（({[]?\s*(?:[-*]\s+)?(?:(?:an?|the)\s+(?=[A-Za-z]))?/i);
  let end = start;
  while (items.length < 60) {
    const name = nameAt(cursor, grammar);
    if (name === null) break;
    const item = grammar.start(name);
    end = cursor.at;
    cursor.skip(/\?/);
    if (cursor.skip(/\s*[（(]\s*/)) {
      let guard = 0;
      while (
        guard < 12 &&
        !closing.test(cursor.text.charAt(cursor.at)) &&
        (grammar.detail(item, cursor, false) || cursor.skip(/\s*[,，;；、]?\s+|[,，;；、]/))
      )
        guard += 1;
      // What no rule knows stands in the brackets: the list has ended in front of it.
      if (!cursor.skip(closing)) break;
    } else {
      const mark = cursor.at;
      cursor.skip(/\s*[:：]\s*|\s+(?:is|are|as|of type|being|must be|should be|has to be)\s+(?:an?\s+)?|\s*(?:类型)?(?:为|是)\s*|\s+/i);
      if (!grammar.detail(item, cursor, false)) cursor.at = mark;
    }
    for (let guard = 0; guard < 12 && anotherDetail(item, cursor, grammar); guard += 1);
    items.push(item);
    end = cursor.at;
    if (!cursor.skip(between)) break;
  }
  cursor.at = end;
  cursor.skip(closing);
  return { items, end: items.length > 0 ? cursor.at : start };
}

/** The items behind the first mark that a list follows: several names, or one that is described. Null where there are none. */
export function readItems<Item extends { name: string }>(
  reader: Reader,
  marks: RegExp,
  grammar: ItemGrammar<Item>,
  fits: (items: Item[]) => boolean,
): { value: Item[]; start: number; end: number } | null {
  let bare: { value: Item[]; start: number; end: number } | null = null;
  const isDescribed = (item: Item): boolean => JSON.stringify(item) !== JSON.stringify(grammar.start(item.name));
  for (const match of reader.text.matchAll(new RegExp(marks.source, `${marks.flags.replace(/[gy]/g, '')}g`))) {
    const { items, end } = itemsAt(reader, match.index + match[0].length, grammar);
    if (items.length === 0 || !fits(items)) continue;
    const found = { value: items, start: match.index, end };
    if (items.length > 1 || items.some(isDescribed)) return found;
    bare ??= found;
  }
  return unmarked(reader, grammar, fits) ?? bare;
}

/** The longest list of several items that are all described, where no mark stands in front of it. */
function unmarked<Item extends { name: string }>(
  reader: Reader,
  grammar: ItemGrammar<Item>,
  fits: (items: Item[]) => boolean,
): { value: Item[]; start: number; end: number } | null {
  const isDescribed = (item: Item): boolean => JSON.stringify(item) !== JSON.stringify(grammar.start(item.name));
  let best: { value: Item[]; start: number; end: number } | null = null;
  for (const { index } of reader.text.slice(0, 2000).matchAll(/(?<![A-Za-z0-9_-])[A-Za-z_]\w*(?=\s*[(（:：])/g)) {
    const { items, end } = itemsAt(reader, index, grammar);
    if (items.length > Math.max(1, best?.value.length ?? 0) && items.every(isDescribed) && fits(items))
      best = { value: items, start: index, end };
  }
  return best;
}

/** A number, a truth value, a text in quotes or a bare word. */
export function valueHere(cursor: Cursor): string | number | boolean | null {
  const literal = cursor.skip(stand);
  if (literal) return String(cursor.reader.literal(literal[0])?.value ?? '');
  const plain = cursor.skip(/[-+]?\d+(?:\.\d+)?(?![\w.])|(?:true|false)(?!\w)|真|假|[A-Za-z][\w.-]*\w|[A-Za-z]/i)?.[0];
  if (plain === undefined) return null;
  if (/^(?:true|真)$/i.test(plain)) return true;
  if (/^(?:false|假)$/i.test(plain)) return false;
  return /^[-+]?\d/.test(plain) ? Number(plain) : plain;
}

/** Texts in a row, `admin, member or guest`, up to where the next item begins. */
export function choicesHere(cursor: Cursor): string[] {
  const found: string[] = [];
  cursor.skip(/\s*[:：(（[]?\s*/);
  for (let end = cursor.at; found.length < 60; ) {
    const value = valueHere(cursor);
    // `role one of a, b, age: integer`: a word with a colon or a description behind it is the next item.
    const next = /^\s*(?:[:：(（]|\s(?:between|from|is|as|an?|must|at least|at most|one of|integer|string|number|boolean)\b)/i;
    if (value === null || (found.length > 0 && next.test(cursor.text.slice(cursor.at)))) {
      cursor.at = end;
      break;
    }
    found.push(String(value));
    end = cursor.at;
    if (!cursor.skip(/\s*(?:[,，、/|]\s*(?:or\s+|and\s+|或者?)?|\s+or\s+|或者?|和)\s*/i)) break;
  }
  return [...new Set(found)];
}
