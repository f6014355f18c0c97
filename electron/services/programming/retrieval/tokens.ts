/** A word of a text as it is compared: without its ending, or a pair of Chinese characters; `#` stands for any number. */
export interface Token {
  text: string;
  start: number;
  end: number;
}

const endings = /(?:ies|ied)$|(?<=[a-z]{3})(?:ing|ed|es|er|s|e)$/;

/** `caches`, `caching` and `cached` are one word here. */
const stem = (word: string): string => (word.length > 3 ? word.replace(endings, (found) => (found.startsWith('ie') ? 'y' : '')) : word);

/** The tokens of a text in their order. Names that are written like identifiers are one thing each: `§`. Literals count by their kind. */
export function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  const add = (each: string, start: number, end: number): void => {
    found.push({ text: each, start, end });
  };
  for (const match of text.matchAll(/[\ue000-\ue6ff]|\d+(?:[.,:]\d+)*|[A-Za-z_][\w'-]*|[\u3400-\u9fff]+|:/g)) {
    const [word] = match;
    const { index } = match;
    if (/^[\ue000-\ue6ff]/.test(word)) add(`lit${word.charCodeAt(0) >> 8}`, index, index + 1);
    else if (/^\d/.test(word)) add('#', index, index + word.length);
    else if (/^[\u3400-\u9fff]/.test(word)) {
      if (word.length === 1) add(word, index, index + 1);
      for (let at = 0; at + 2 <= word.length; at += 1) add(word.slice(at, at + 2), index + at, index + at + 2);
    } else add(/^[A-Za-z]\w*[a-z0-9][A-Z]|_/.test(word) ? '§' : stem(word.toLowerCase()), index, index + word.length);
  }
  return found;
}
