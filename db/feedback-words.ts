import { searchTokens } from '#domain/search-text';

/** What of a long answer is searchable in the feedback view; the chat's search has all of it. */
const textLimit = 2000;
/** Beginnings of words of these lengths have an entry of their own; longer ones are read from the words that begin so. */
const storedPrefixes = { shortest: 3, longest: 5 };

/** The words under which an answer's feedback is found, each once. */
export function feedbackWords(texts: readonly (string | null)[]): Set<string> {
  return new Set(texts.flatMap((part) => (part ? searchTokens(part.slice(0, textLimit)).split(' ') : [])).filter((word) => word !== ''));
}

/** A word of a query. */
export interface QueryWord {
  word: string;
  /** It may go on. */
  unfinished: boolean;
}

/** Where a word of a query is looked up in `feedback_word`: under one key, or under all from `from` up to before `until`. */
export type WordKeys = { key: string } | { from: string; until: string };

/** Accents of Latin letters do not count, as in FTS5's `unicode61`, which holds the words that are in no block yet. */
const plain = (word: string): string =>
  /[^\0-\x7f]/.test(word) && /^[\p{Script=Latin}\p{N}\p{M}]+$/u.test(word)
    ? word
        .normalize('NFD')
        .replaceAll(/\p{Mn}/gu, '')
        .normalize('NFC')
    : word;

/** The keys of `feedback_word` for a word of a text: itself and its beginnings. No word contains an asterisk. */
export function keysOfWord(text: string): string[] {
  const word = plain(text);
  const keys = [word];
  for (let length = storedPrefixes.shortest; length <= storedPrefixes.longest && length <= word.length; length++)
    keys.push(`${word.slice(0, length)}*`);
  return keys;
}

export function keysOfQuery({ word: asked, unfinished }: QueryWord): WordKeys {
  const word = plain(asked);
  if (!unfinished) return { key: word };
  if (word.length <= storedPrefixes.longest) return { key: `${word}*` };
  return { from: word, until: `${word}\u{10ffff}` };
}

/**
 * A set of places in a block. Few places are kept as 16-bit numbers, many as a bitmap; a list is always shorter than a bitmap, so the
 * length tells which it is.
 */
export const blockSize = 4096;
const bitmapBytes = blockSize / 8;

export function encodePlaces(places: readonly number[]): Buffer {
  if (places.length * 2 < bitmapBytes) {
    const list = Buffer.alloc(places.length * 2);
    for (const [at, place] of places.entries()) list.writeUInt16LE(place, at * 2);
    return list;
  }
  const bitmap = Buffer.alloc(bitmapBytes);
  for (const place of places) addPlace(bitmap, place);
  return bitmap;
}

export function addPlace(bitmap: Uint8Array, place: number): void {
  bitmap[place >> 3] = (bitmap[place >> 3] as number) | (1 << (place & 7));
}

/** Adds encoded places to a bitmap. */
export function addPlaces(bitmap: Uint8Array, encoded: Uint8Array): void {
  if (encoded.length === bitmapBytes) {
    for (let at = 0; at < bitmapBytes; at++) bitmap[at] = (bitmap[at] as number) | (encoded[at] as number);
    return;
  }
  for (let at = 0; at < encoded.length; at += 2) addPlace(bitmap, (encoded[at] as number) | ((encoded[at + 1] as number) << 8));
}

export const emptyBitmap = (): Uint8Array => new Uint8Array(bitmapBytes);
