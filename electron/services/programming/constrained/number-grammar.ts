import { choice, literal, oneOf, type Piece, repeated, sequence } from './gbnf.ts';

const anyDigit = oneOf([[0x30, 0x39]]);
const digitsFrom = (first: string, last: string): Piece =>
  first === last ? literal(first) : oneOf([[first.charCodeAt(0), last.charCodeAt(0)]]);

/** Whole numbers from `least` to `most`, both in, and no others, without leading zeros. */
export function integersBetween(least: number, most: number): Piece {
  if (!(Number.isSafeInteger(least) && Number.isSafeInteger(most) && least <= most))
    throw new RangeError('No whole number lies between them.');
  const found: Piece[] = [];
  if (least < 0) found.push(sequence(literal('-'), magnitudes(Math.max(1, -most), -least)));
  if (most >= 0) found.push(magnitudes(Math.max(0, least), most));
  return choice(found);
}

function magnitudes(least: number, most: number): Piece {
  const found: Piece[] = [];
  // Numbers of one length after the other: inside one length, texts and numbers have the same order.
  for (let from = least; from <= most; ) {
    const length = String(from).length;
    const to = Math.min(most, 10 ** length - 1);
    found.push(...sameLength(String(from), String(to)));
    from = to + 1;
  }
  return choice(found);
}

/** Texts of digits between two of the same length. */
function sameLength(least: string, most: string): Piece[] {
  const rest = least.length - 1;
  if (rest === 0) return [digitsFrom(least, most)];
  const [low, high] = [least.charAt(0), most.charAt(0)];
  const [lowRest, highRest] = [least.slice(1), most.slice(1)];
  if (low === high) return [sequence(literal(low), choice(sameLength(lowRest, highRest)))];
  const full = repeated(anyDigit, rest, rest);
  const found: Piece[] = [];
  const fromZero = /^0*$/.test(lowRest);
  const toNine = /^9*$/.test(highRest);
  if (!fromZero) found.push(sequence(literal(low), choice(sameLength(lowRest, '9'.repeat(rest)))));
  const first = fromZero ? low : String(Number(low) + 1);
  const last = toNine ? high : String(Number(high) - 1);
  if (first <= last) found.push(sequence(digitsFrom(first, last), full));
  if (!toNine) found.push(sequence(literal(high), choice(sameLength('0'.repeat(rest), highRest))));
  return found;
}

/** Numbers with up to three places behind the point. The bounds themselves are in only where they are whole and `inclusive`. */
export function numbersBetween(least: number, most: number, inclusive: { least: boolean; most: boolean }): Piece {
  const first = Number.isInteger(least) && !inclusive.least ? least + 1 : Math.ceil(least);
  const last = Number.isInteger(most) && !inclusive.most ? most - 1 : Math.floor(most);
  const places = sequence(literal('.'), repeated(anyDigit, 0, 2), oneOf([[0x31, 0x39]]));
  const found: Piece[] = [];
  if (first <= last) found.push(integersBetween(first, last));
  // A fraction behind a whole number that is not below zero stays below the next one.
  const lowest = Math.max(0, Math.ceil(least));
  if (lowest < Math.floor(most)) found.push(sequence(integersBetween(lowest, Math.floor(most) - 1), places));
  if (found.length === 0) found.push(literal(String(inclusive.least ? least : (least + most) / 2)));
  return choice(found);
}
