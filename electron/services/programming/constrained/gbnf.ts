/** A piece of a GBNF grammar: what stands for it in a rule, and the most bytes of UTF-8 that it can become. */
export interface Piece {
  text: string;
  longest: number;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Exactly this text. */
export function literal(text: string): Piece {
  const quoted = [...text].map((each) => escapes[each] ?? (each < ' ' ? codePoint(each.codePointAt(0) ?? 0) : each)).join('');
  return { text: `"${quoted}"`, longest: new TextEncoder().encode(text).length };
}

export const sequence = (...pieces: readonly Piece[]): Piece => ({
  text: pieces
    .map((each) => each.text)
    .filter((text) => text !== '')
    .join(' '),
  longest: pieces.reduce((sum, each) => sum + each.longest, 0),
});

/** One of them. Throws for none: a rule that nothing can follow would hold a model for ever. */
export function choice(pieces: readonly Piece[]): Piece {
  const [first] = pieces;
  if (first === undefined) throw new RangeError('A choice needs something to choose from.');
  if (pieces.length === 1) return first;
  return { text: `(${pieces.map((each) => each.text || '""').join(' | ')})`, longest: Math.max(...pieces.map((each) => each.longest)) };
}

/** The piece so many times. */
export function repeated(piece: Piece, least: number, most: number): Piece {
  if (most === 0) return { text: '', longest: 0 };
  if (least === 1 && most === 1) return piece;
  return { text: `${grouped(piece.text)}{${least},${most}}`, longest: piece.longest * most };
}

const grouped = (text: string): string => (/^(?:\[(?:\\.|[^\]\\])*\]|[\w-]+)$/.test(text) ? text : `(${text})`);

/** A code point as it is written inside a class or a literal. */
export function codePoint(point: number): string {
  const hex = point.toString(16);
  if (point <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return point <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** Code points from the first to the last. */
export type CodeRange = readonly [first: number, last: number];

/** One of these characters. The ranges need no order. */
export function oneOf(ranges: readonly CodeRange[]): Piece {
  const inside = ranges.map(([first, last]) => (first === last ? shown(first) : `${shown(first)}-${shown(last)}`)).join('');
  return { text: `[${inside}]`, longest: Math.max(...ranges.map(([, last]) => bytesOf(last))) };
}

const shown = (point: number): string => {
  const character = String.fromCodePoint(point);
  return /[A-Za-z0-9_ ]/.test(character) ? character : codePoint(point);
};

const bytesOf = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
