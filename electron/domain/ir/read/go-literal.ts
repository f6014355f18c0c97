import { utf8Bytes, utf8Text } from '../../utf8.ts';
import { goString } from '../literals.ts';
import type { Expression } from '../nodes.ts';
import { goNumberLiteral, goRune, isRaw } from '../print/go-literal.ts';
import { isMarked } from '../print/go-text.ts';
import { type GoReader, keepText, placed } from './go-reader.ts';
import { type SyntaxNode, textOf } from './syntax-node.ts';

const named: Record<string, string> = { a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"' };

/**
 * What an interpreted string or a rune says. Bytes that are no UTF-8 become the replacement character, so that the value does not give
 * the spelling back, which is kept beside it.
 */
function unescaped(body: string): string {
  if (!body.includes('\\')) return body;
  const bytes: number[] = [];
  const escape = /\\(?:x([\da-fA-F]{2})|([0-7]{3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gsu;
  let at = 0;
  for (const match of body.matchAll(escape)) {
    bytes.push(...utf8Bytes(body.slice(at, match.index)));
    const [whole, hexadecimal, octal, short, long, letter] = match;
    const point = Number.parseInt(short ?? long ?? '0', 16);
    if (hexadecimal !== undefined) bytes.push(Number.parseInt(hexadecimal, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 255);
    else if (letter !== undefined) bytes.push(...utf8Bytes(named[letter] ?? letter));
    else bytes.push(...utf8Bytes(point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point)));
    at = match.index + whole.length;
  }
  bytes.push(...utf8Bytes(body.slice(at)));
  return utf8Text(bytes) ?? bytes.map((byte) => (byte < 128 ? String.fromCharCode(byte) : '\ufffd')).join('');
}

export function readString(reader: GoReader, node: SyntaxNode): Expression {
  const source = textOf(node, reader.source);
  if (node.type === 'raw_string_literal') {
    const value = source.slice(1, -1).replace(/\r/g, '');
    if (isRaw(value)) return placed(node, { kind: 'string', value, form: 'raw' });
    return placed(node, { kind: 'string', value });
  }
  const value = unescaped(source.slice(1, -1));
  if (node.type === 'rune_literal')
    return placed(node, { kind: 'string', value, form: 'rune', ...(goRune(value) === source || isMarked(source) ? {} : { source }) });
  return placed(node, { kind: 'string', value, ...(goString(value) === source || isMarked(source) ? {} : { source }) });
}

/** The spelling as gofmt has it: prefixes and exponents in small letters. */
function normalised(text: string): string {
  const lower = /^0[xX]/.test(text)
    ? text.replace('X', 'x').replace('P', 'p')
    : text.replace(/^0([BO])/, (found) => found.toLowerCase()).replace('E', 'e');
  if (!lower.endsWith('i') || /[.eExXbBoO]/.test(lower)) return lower;
  return lower.replace(/^[0_]+(?=\d)/, '');
}

export function readNumber(reader: GoReader, node: SyntaxNode): Expression {
  const source = normalised(textOf(node, reader.source));
  const form = node.type === 'float_literal' ? 'float' : node.type === 'imaginary_literal' ? 'imaginary' : undefined;
  const value = valueOf(form === 'imaginary' ? source.slice(0, -1) : source);
  if (!Number.isFinite(value)) return keepText(reader, node, 'a number beyond 64 bits');
  const plain: Expression = { kind: 'number', value, ...(form && !(form === 'float' && !Number.isInteger(value)) ? { form } : {}) };
  return placed(node, goNumberLiteral(plain as Extract<Expression, { kind: 'number' }>) === source ? plain : { ...plain, source });
}

function valueOf(text: string): number {
  const digits = text.replaceAll('_', '');
  if (/^0[xX]/.test(digits)) return hexadecimal(digits.slice(2));
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  return Number(digits);
}

/** `1f.8p-2`: a fraction in hexadecimal and a power of two. */
function hexadecimal(digits: string): number {
  const [mantissa = '', power = '0'] = digits.split(/[pP]/);
  const [whole = '', fraction = ''] = mantissa.split('.');
  const value = [...fraction].reduce(
    (sum, digit, position) => sum + Number.parseInt(digit, 16) / 16 ** (position + 1),
    Number.parseInt(whole || '0', 16),
  );
  return value * 2 ** Number(power);
}
