import { numberText, pythonString } from '../literals.ts';
import type { Expression } from '../nodes.ts';
import { literalPieces } from '../read/python-lines.ts';

type StringNode = Extract<Expression, { kind: 'string' }>;
type NumberNode = Extract<Expression, { kind: 'number' }>;
export type Quote = '"' | "'";

/** Text between three quotes: line breaks and tabs as they are, everything else that could end it or not be seen as an escape. */
export function linesBody(value: string): string {
  const body = value
    .split(/([\n\t])/)
    .map((piece, at) => (at % 2 === 1 ? piece : pythonString(piece, '"').slice(1, -1).replace(/\\"/g, '"')))
    .join('');
  return body.replace(/"""|"$/g, (quotes) => `${quotes.slice(1)}\\"`);
}

function bytesText(value: string, quote: Quote): string {
  const escaped = [...value].map((character) => {
    const code = character.charCodeAt(0);
    if (character === '\\' || character === quote) return `\\${character}`;
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    return code >= 32 && code < 127 ? character : `\\x${(code & 0xff).toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${escaped.join('')}${quote}`;
}

/** A text that is the same between quotes as it is without: nothing ends it early and nothing in it is invisible. */
const fitsRaw = (value: string, quote: string): boolean =>
  !value.includes(quote) && !/(^|[^\\])(\\\\)*\\$/.test(value) && !value.endsWith(quote.charAt(0)) && isVisible(value.replace(/\n/g, ''));
const isVisible = (value: string): boolean =>
  pythonString(value.replace(/[\\"\t]/g, ''), '"').length === value.replace(/[\\"\t]/g, '').length + 2;

/** The raw spelling of a value between one or three quotes; null where it has none. */
export function rawBody(value: string, quote: Quote): { quotes: string; body: string } | null {
  if (!value.includes('\n') && fitsRaw(value, quote)) return { quotes: quote, body: value };
  const three = quote.repeat(3);
  return fitsRaw(value, three) ? { quotes: three, body: value } : null;
}

/** How a text is written where nothing is known about how its author wrote it. */
export function canonicalLiteral(node: StringNode, quote: Quote): string {
  switch (node.form) {
    case 'bytes':
      return bytesText(node.value, quote);
    case 'raw': {
      const raw = rawBody(node.value, quote);
      return raw ? `r${raw.quotes}${raw.body}${raw.quotes}` : pythonString(node.value, quote);
    }
    case 'lines':
      return `"""${linesBody(node.value)}"""`;
    default:
      return pythonString(node.value, quote);
  }
}

/** The literals of a text: one, or those that its author wrote side by side. A source that is anything else than literals is not used. */
export function stringPieces(node: StringNode, quote: Quote): string[] {
  const pieces = node.source === undefined ? null : literalPieces(node.source);
  return pieces ?? [canonicalLiteral(node, quote)];
}

const numberPattern =
  /^(0[xX](_?[\da-fA-F])+|0[oO](_?[0-7])+|0[bB](_?[01])+|((\d(_?\d)*)(\.(\d(_?\d)*)?)?|\.\d(_?\d)*)([eE][+-]?\d(_?\d)*)?[jJ]?)$/;

/** Whether Python 3 reads a text as a number: not `0777` and `1L` of Python 2. */
export const isPythonNumber = (text: string): boolean => numberPattern.test(text) && !/^0[0-9_]*[1-9][0-9_]*$/.test(text);

/** A number as its author wrote it, or as Python writes it itself. */
export function pythonNumber(node: NumberNode): string {
  if (node.source !== undefined && isPythonNumber(node.source)) return node.source;
  const text = numberText(node.value);
  if (node.form === 'float') return /[.e]/.test(text) ? text : `${text}.0`;
  return node.form === 'imaginary' ? `${text}j` : text;
}
