import { common, digits, letters, others, plainCharacters, spaces, wordCharacters } from './code-ranges.ts';
import { type CodeRange, choice, literal, oneOf, type Piece, repeated, sequence } from './gbnf.ts';

/**
 * A piece of a grammar for what a regular expression matches, inside a JSON string and so of characters that need no escape there; null
 * for an expression with parts that no grammar has, such as looking ahead. `longest` bounds repetitions that have no bound or a larger one.
 */
export function patternGrammar(source: string, longest: number): Piece | null {
  try {
    return new PatternReader(source, longest).read();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Unreadable extends Error {}

const classes: Readonly<Record<string, readonly CodeRange[]>> = {
  d: digits,
  w: wordCharacters,
  s: spaces,
  D: others(digits),
  W: others(wordCharacters),
  S: others(spaces),
};
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, '0': 0 };

/** Reads by going down; only `|`, groups, classes, quantifiers and the anchors at both ends are known. */
class PatternReader {
  readonly #source: string;
  readonly #longest: number;
  #at = 0;

  constructor(source: string, longest: number) {
    // Without its anchors an expression matches a part of the text only; then any text around it would be right, and none is simplest.
    this.#source = source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
    this.#longest = longest;
  }

  read(): Piece {
    const piece = this.#alternatives();
    if (this.#at < this.#source.length) throw new Unreadable();
    return piece;
  }

  #alternatives(): Piece {
    const found = [this.#sequence()];
    while (this.#take('|')) found.push(this.#sequence());
    return choice(found);
  }

  #sequence(): Piece {
    const found: Piece[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#peek())) found.push(this.#quantified(this.#atom()));
    return sequence(...found);
  }

  #atom(): Piece {
    if (this.#take('(')) {
      if (this.#take('?') && !this.#take(':')) throw new Unreadable();
      const inside = this.#alternatives();
      if (!this.#take(')')) throw new Unreadable();
      return inside.text === '' ? inside : { ...inside, text: `(${inside.text})` };
    }
    if (this.#take('[')) return this.#class();
    if (this.#take('.')) return oneOf(plainCharacters);
    if ('^$*+?{'.includes(this.#peek())) throw new Unreadable();
    if (this.#peek() !== '\\') return this.#ofRanges(this.#character(), (single) => literal(single));
    return this.#ofRanges(this.#escape(), (single) => literal(single));
  }

  #ofRanges(ranges: readonly CodeRange[], single: (text: string) => Piece): Piece {
    const inJson = common(ranges, plainCharacters);
    if (inJson.length === 0) throw new Unreadable();
    const [range] = ranges;
    return ranges.length === 1 && range && range[0] === range[1] ? single(String.fromCodePoint(range[0])) : oneOf(inJson);
  }

  #class(): Piece {
    const negated = this.#take('^');
    const ranges: CodeRange[] = [];
    while (!this.#take(']')) {
      if (this.#at >= this.#source.length) throw new Unreadable();
      const first = this.#peek() === '\\' ? this.#escape() : this.#character();
      const [range] = first;
      if (this.#peek() === '-' && this.#source[this.#at + 1] !== ']' && first.length === 1 && range) {
        this.#at += 1;
        const [last] = this.#peek() === '\\' ? this.#escape() : this.#character();
        if (!last || last[1] < range[0]) throw new Unreadable();
        ranges.push([range[0], last[1]]);
      } else ranges.push(...first);
    }
    const inJson = common(negated ? others(ranges) : ranges, plainCharacters);
    if (inJson.length === 0) throw new Unreadable();
    return oneOf(inJson);
  }

  #character(): CodeRange[] {
    const point = this.#source.codePointAt(this.#at);
    if (point === undefined) throw new Unreadable();
    this.#at += point > 0xffff ? 2 : 1;
    return [[point, point]];
  }

  #escape(): readonly CodeRange[] {
    const rest = this.#source.slice(this.#at + 1);
    const hex = /^(?:u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|x([0-9a-f]{2}))/i.exec(rest);
    if (hex) {
      this.#at += 1 + hex[0].length;
      const point = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16);
      return [[point, point]];
    }
    const property = /^p\{(L|Letter|N|Nd)\}/.exec(rest);
    if (property) {
      this.#at += 1 + property[0].length;
      return property[1]?.startsWith('L') ? letters : digits;
    }
    const character = rest[0];
    if (character === undefined || /[1-9bBpPkuxc]/.test(character)) throw new Unreadable();
    this.#at += 2;
    const control = controls[character];
    if (control !== undefined) return [[control, control]];
    return classes[character] ?? [[character.charCodeAt(0), character.charCodeAt(0)]];
  }

  #quantified(piece: Piece): Piece {
    const counts = /^(?:([*+?])|\{(\d+)(,)?(\d*)\})\??/.exec(this.#source.slice(this.#at));
    if (!counts) return piece;
    this.#at += counts[0].length;
    const [, sign, from, comma, to] = counts;
    const least = sign ? (sign === '+' ? 1 : 0) : Number(from);
    const most = sign ? (sign === '?' ? 1 : this.#longest) : comma ? (to ? Number(to) : this.#longest) : least;
    return repeated(piece, least, Math.max(least, Math.min(most, this.#longest)));
  }

  #peek(): string {
    return this.#source[this.#at] ?? '';
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
}
