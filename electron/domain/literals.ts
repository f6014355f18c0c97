/** A text to be found, and the bit that says that it was. Its characters are ASCII, and it has three or more. */
export interface Literal {
  text: string;
  /** A-Z and a-z are the same. */
  ignoreCase: boolean;
  sign: number;
}

/** Finds which of many short texts occur, in one look at every second character. */
export interface LiteralSearch {
  /** The signs of the literals in a text, as one number. */
  inText(text: string): number;
  /** The same for UTF-8 from `from` up to `end`. */
  inBytes(bytes: Uint8Array, from: number, end: number): number;
}

interface Candidate {
  codes: readonly number[];
  ignoreCase: boolean;
  /** How far before the pair the literal begins. */
  before: number;
  sign: number;
}

/**
 * Of any three characters in a row, two make a pair that begins at an odd place or two make one that begins at an even place. So a
 * table of the pairs in three characters of each literal, the rarest ones, passes by nearly all of a text at one look per two
 * characters, and only where it has an entry literals are compared. The time grows with the length alone: a text of nothing but such
 * pairs costs a comparison of a few characters at each.
 */
export function createLiteralSearch(literals: readonly Literal[]): LiteralSearch {
  const lists: Candidate[][] = [[]];
  /** By the codes of a pair, the place of its candidates in `lists`. */
  const table = new Uint8Array(128 * 128);
  for (const { text, ignoreCase, sign } of literals) {
    const codes = Array.from(text, (character) => (ignoreCase ? fold(character.charCodeAt(0)) : character.charCodeAt(0)));
    if (codes.length < 3 || codes.some((code) => code > 127)) throw new RangeError(`"${text}" cannot be searched for.`);
    const rarest = rarestThree(codes);
    for (const before of [rarest, rarest + 1])
      for (const pair of pairsOf(codes[before] as number, codes[before + 1] as number, ignoreCase)) {
        if (table[pair] === 0) table[pair] = lists.push([]) - 1;
        lists[table[pair] as number]?.push({ codes, ignoreCase, before, sign });
      }
  }

  const compare = (list: number, start: number, codeAt: (at: number) => number): number => {
    let signs = 0;
    for (const { codes, ignoreCase, before, sign } of lists[list] as Candidate[]) {
      let same = 0;
      for (let at = start - before; same < codes.length; same++, at++) {
        const code = codeAt(at);
        if ((ignoreCase ? fold(code) : code) !== codes[same]) break;
      }
      if (same === codes.length) signs |= sign;
    }
    return signs;
  };

  return {
    inText(text) {
      const codeAt = (at: number): number => text.charCodeAt(at);
      let signs = 0;
      for (let at = 1; at < text.length; at += 2) {
        const [first, second] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
        if ((first | second) > 127) continue;
        const list = table[(first << 7) | second] as number;
        if (list !== 0) signs |= compare(list, at - 1, codeAt);
      }
      return signs;
    },
    inBytes(bytes, from, end) {
      const codeAt = (at: number): number => (at < from || at >= end ? -1 : (bytes[at] as number));
      let signs = 0;
      for (let at = from + 1; at < end; at += 2) {
        const first = bytes[at - 1] as number;
        const second = bytes[at] as number;
        if ((first | second) > 127) continue;
        const list = table[(first << 7) | second] as number;
        if (list !== 0) signs |= compare(list, at - 1, codeAt);
      }
      return signs;
    },
  };
}

/** How often a letter comes in a thousand of English text; what is no lower-case letter is rare in texts and in code. */
const commonness: Record<string, number> = {
  ...{ e: 127, t: 91, a: 82, o: 75, i: 70, n: 67, s: 63, h: 61, r: 60, d: 43, l: 40, c: 28, u: 28, m: 24, w: 24, f: 22, g: 20, y: 20 },
  ...{ p: 19, b: 15, v: 10, k: 8 },
};

/** Where the three characters begin whose two pairs are the least common. */
function rarestThree(codes: readonly number[]): number {
  const common = codes.map((code) => commonness[String.fromCharCode(code)] ?? 2);
  const [first, second, third] = [common, common.slice(1), common.slice(2)];
  const costs = third.map((cost, at) => (second[at] as number) * ((first[at] as number) + cost));
  return costs.indexOf(Math.min(...costs));
}

const fold = (code: number): number => (code >= 65 && code <= 90 ? code | 32 : code);

function pairsOf(first: number, second: number, ignoreCase: boolean): Set<number> {
  const cases = (code: number): number[] => (ignoreCase && code >= 97 && code <= 122 ? [code, code & ~32] : [code]);
  return new Set(cases(first).flatMap((a) => cases(second).map((b) => (a << 7) | b)));
}
