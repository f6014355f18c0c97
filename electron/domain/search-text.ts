/**
 * How text is cut into words for the full-text indexes, the same when it is stored and when it is asked for. SQLite's own tokenizer
 * takes a run of Chinese as one word; here such a run is indexed as its characters and its overlapping pairs, so that any part of it
 * of one character or more is found. The indexed column holds the words joined by blanks (FTS5 tokenizer `unicode61`).
 */

/** Characters without blanks between words: Han, kana, hangul, Thai, Lao, Khmer, Burmese. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const wordOrRun = new RegExp(`${unspaced.source}+|(?:(?!${unspaced.source})[\\p{L}\\p{N}\\p{M}])+`, 'gu');
/** Longer words (a pasted key, base64) are cut: nobody searches for them whole, and they would bloat the index. */
const longestWord = 64;
/** More text than this per entry is not indexed. */
const longestText = 200_000;

/** Splits camelCase and letters from digits as well, so that `parseDate2` is found by `date`. */
const partsOfWord = (word: string): string[] => word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{N}+|\p{Lu}+/gu) ?? [];

function pairs(run: string): string[] {
  const characters = [...run];
  return characters.length === 1 ? characters : characters.slice(1).map((character, at) => (characters[at] as string) + character);
}

/** The text for the indexed column. */
export function searchTokens(text: string): string {
  const words: string[] = [];
  for (const [part] of text.slice(0, longestText).normalize('NFKC').matchAll(wordOrRun)) {
    if (unspaced.test(part)) {
      words.push(...new Set([...pairs(part), ...part]));
      continue;
    }
    words.push(part.slice(0, longestWord).toLowerCase());
    const parts = partsOfWord(part);
    if (parts.length > 1) words.push(...parts.map((word) => word.slice(0, longestWord).toLowerCase()));
  }
  return words.join(' ');
}

/** Lengths of words that may be unfinished. */
export interface PrefixLengths {
  shortest: number;
  longest: number;
}

/**
 * The FTS5 expression that finds `query`: every word must occur. A word whose length is in `prefixes` may be unfinished; others
 * must occur whole (an index without prefixes of that length would have to read all words that begin so). Words are quoted, so
 * nothing the user types is taken for an operator. Null when there is nothing to look for (only blanks and signs).
 */
export function searchQuery(query: string, prefixes: PrefixLengths = { shortest: 1, longest: longestWord }): string | null {
  const words = queryWords(query, prefixes);
  return words.length === 0 ? null : words.map(({ word, unfinished }) => (unfinished ? `"${word}"*` : `"${word}"`)).join(' AND ');
}

/** The words of a query, each once and at most 32: what `searchQuery` asks FTS5 for. */
export function queryWords(query: string, prefixes: PrefixLengths): { word: string; unfinished: boolean }[] {
  const words = new Map<string, boolean>();
  for (const [part] of query.normalize('NFKC').matchAll(wordOrRun)) {
    if (unspaced.test(part)) {
      for (const pair of pairs(part)) words.set(pair, false);
      continue;
    }
    const word = part.slice(0, longestWord).toLowerCase();
    words.set(word, word.length >= prefixes.shortest && word.length <= prefixes.longest);
  }
  return [...words].slice(0, 32).map(([word, unfinished]) => ({ word, unfinished }));
}

/** The part of `text` around the first place that `query` speaks of, at most `length` characters, on one line. */
export function searchSnippet(text: string, query: string, length: number): string {
  const folded = text.toLowerCase();
  const words = [...query.normalize('NFKC').toLowerCase().matchAll(wordOrRun)].map(([word]) => word);
  // A character whose lower case is longer (İ) would shift what follows; the snippet then merely begins elsewhere.
  const found = words.map((word) => folded.indexOf(word)).filter((at) => at >= 0);
  const first = found.length === 0 ? 0 : Math.min(...found);
  const start = wholeCharacter(text, Math.max(0, Math.min(first - Math.floor(length / 4), text.length - length)));
  const end = wholeCharacter(text, Math.min(text.length, start + length));
  const part = text.slice(start, end).replaceAll(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${part}${end < text.length ? '…' : ''}`;
}

/** Never between the two halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? Math.max(0, at - 1) : at;
}
