import { goString, numberText } from '../literals.ts';
import type { Expression } from '../nodes.ts';
import { innerLine } from './go-text.ts';

type StringNode = Extract<Expression, { kind: 'string' }>;
type NumberNode = Extract<Expression, { kind: 'number' }>;

const interpreted = /^"(?:[^"\\\n\ufdd0-\ufdd2]|\\[^\n\ufdd0-\ufdd2])*"$/;
const rune = /^'(?:[^'\\\n\ufdd0-\ufdd2]|\\[^\n\ufdd0-\ufdd2]+)'$/u;
const numeric =
  /^(?:0[xX](?=[_.]*[\da-fA-F])[\da-fA-F_]*(?:\.[\da-fA-F_]*)?(?:[pP][+-]?[\d_]+)?|0[bBoO]_?[0-7][0-7_]*|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?[\d_]+)?|\.\d[\d_]*(?:[eE][+-]?[\d_]+)?)i?$/;

/** What a raw string may hold so that its bytes are its value and no mark of the layout is among them. */
export const isRaw = (value: string): boolean =>
  !/[`\r\u0000\ufeff\ufdd0-\ufdd2\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]/.test(value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''));

/** A rune as Go writes it: `'a'`, `'\n'`, `'\''`. */
export function goRune(value: string): string {
  const [first = '\ufffd'] = value;
  if (first === "'") return "'\\''";
  return first === '"' ? "'\"'" : `'${goString(first).slice(1, -1)}'`;
}

/** A spelling from the source is kept where it is one literal and nothing else. */
export function goStringLiteral(node: StringNode): string {
  const { source } = node;
  if (node.form === 'rune') return source !== undefined && rune.test(source) ? source : goRune(node.value);
  if (node.form === 'raw' && isRaw(node.value)) return `\`${node.value.replaceAll('\n', innerLine)}\``;
  return source !== undefined && interpreted.test(source) ? source : goString(node.value);
}

export function goNumberLiteral(node: NumberNode): string {
  const { source } = node;
  if (source !== undefined && numeric.test(source)) return source;
  // A whole constant that no integer holds needs the form of a fraction, or it does not fit where any value may stand.
  const huge = node.form === undefined && Number.isInteger(node.value) && Math.abs(node.value) >= 2 ** 63;
  const text = huge ? node.value.toExponential() : numberText(node.value);
  if (node.form === 'imaginary') return `${text}i`;
  return node.form === 'float' && /^-?\d+$/.test(text) ? `${text}.0` : text.replace(/e\+/, 'e+');
}
