import { applyCorrections } from './corrections.ts';
import { extractLiterals, type Literal } from './literals.ts';
import type { TrackedText } from './tracked-text.ts';
import { correctTypos } from './typos.ts';
import { unusedWords } from './unused.ts';

/** A request while it is being read. What a rule took is blanked out, so that no word serves twice and what is left over can be shown. */
export interface Reader {
  /** What nobody has taken yet, blanks in the place of the rest. */
  readonly text: string;
  /** The texts of documents that were attached to the request. */
  readonly attached: readonly string[];
  /** The request as it was written. */
  readonly source: string;
  /** The whole request with literals replaced by their stand-ins. */
  readonly whole: string;
  /** The first match in what is left; the match is taken. */
  take(pattern: RegExp): RegExpExecArray | null;
  /** The first match in what is left; nothing is taken. */
  see(pattern: RegExp): RegExpExecArray | null;
  takeRange(start: number, end: number): void;
  literal(stand: string): Literal | undefined;
  /** The text of a stand-in's literal or the word itself. */
  plain(word: string): string;
  /** All literals of a kind, in the order of the request. */
  literals<Kind extends Literal['kind']>(kind: Kind): Extract<Literal, { kind: Kind }>[];
  unused(): string[];
  /** Where a stretch of `whole` stood in the request as it was written. */
  origin(start: number, end: number): { start: number; end: number };
}

/**
 * Long runs of one thing say nothing and make patterns look at the run again from each of its places: blanks become one, and a character or a
 * word that is repeated more than 16 times is kept 16 times. A word is not longer than 200 characters.
 */
function shortenRuns(text: TrackedText): TrackedText {
  return text
    .replace(/[^\S\n]+/g, () => ' ')
    .replace(/ ?\n\s*/g, () => '\n')
    .replace(/([^\s]{1,24}?\s?)\1{16,}/g, (run: string, unit: string) => run.slice(0, unit.length * 16))
    .replace(/[\w-]{200,}/g, (word: string) => word.slice(0, 200));
}

export function createReader(request: string, attached: readonly string[] = []): Reader {
  const { text: extracted, literals } = extractLiterals(request);
  const spelt = extracted.replace(/\bw\/o\s+/gi, () => 'without ').replace(/\bw\/\s*(?=[\w\ue000-\ue6ff])/gi, () => 'with ');
  const tracked = applyCorrections(correctTypos(shortenRuns(spelt)));
  const whole = tracked.text;
  let text = whole;
  const takeRange = (start: number, end: number): void => {
    text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  };
  const find = (pattern: RegExp): RegExpExecArray | null => new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).exec(text);
  return {
    get text() {
      return text;
    },
    attached,
    source: request,
    whole,
    see: find,
    take(pattern) {
      const match = find(pattern);
      if (match) takeRange(match.index, match.index + match[0].length);
      return match;
    },
    takeRange,
    literal: (stand) => literals.get(stand),
    plain(word) {
      return [...word].map((character) => literals.get(character)?.text.replace(/^[`"'「『]|[`"'」』]$/g, '') ?? character).join('');
    },
    literals: <Kind extends Literal['kind']>(kind: Kind) =>
      [...literals.values()].filter((literal): literal is Extract<Literal, { kind: Kind }> => literal.kind === kind),
    unused: () => unusedWords(text, literals),
    origin: tracked.origin,
  };
}
