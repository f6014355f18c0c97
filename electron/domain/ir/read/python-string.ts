import type { Expression, TemplatePart } from '../nodes.ts';
import { canonicalLiteral } from '../print/python-literal.ts';
import { keepText, type PythonReader, partsOf, spanOf } from './python-reader.ts';
import { childOf, type SyntaxNode, textOf } from './syntax-node.ts';

const simple: Record<string, string> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What an escaped text means. A character by name (`\N{DASH}`) stays as it is written. */
function unescaped(text: string, bytes: boolean): string {
  const codePoint = (hexadecimal: string): string => {
    const code = Number.parseInt(hexadecimal, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  };
  const pattern = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;
  return text.replace(pattern, (all, octal, byte, short, long, other) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
    if (!bytes && short !== undefined) return String.fromCharCode(Number.parseInt(short, 16));
    if (!bytes && long !== undefined) return codePoint(long);
    return other === undefined ? all : (simple[other] ?? all);
  });
}

interface Opening {
  bytes: boolean;
  raw: boolean;
  formatted: boolean;
  lines: boolean;
}

function openingOf(start: string): Opening {
  const prefix = start.replace(/["']/g, '').toLowerCase();
  return { bytes: prefix.includes('b'), raw: prefix.includes('r'), formatted: prefix.includes('f'), lines: /"""|'''/.test(start) };
}

const valueOf = (body: string, { raw, bytes }: Opening): string => (raw ? body : unescaped(body, bytes));
const plainBreaks = (text: string): string => text.replace(/\r\n?/g, '\n');

/** One literal or several side by side; a text with values in it is a template. */
export function readString(reader: PythonReader, node: SyntaxNode): Expression {
  const pieces = node.type === 'concatenated_string' ? partsOf(node) : [node];
  const openings = pieces.map((piece) => openingOf(textOf(piece.children[0] ?? piece, reader.source)));
  if (openings.some(({ formatted }) => formatted)) {
    const parts = pieces.map((piece, position) => literal(reader, piece, openings[position] as Opening));
    return parts.length === 1 ? (parts[0] as Expression) : { kind: 'template', parts, form: 'adjacent', ...spanOf(node) };
  }
  if (pieces.length === 1) return literal(reader, node, openings[0] as Opening);
  const value = pieces.map((piece, position) => valueOf(bodyOf(reader, piece), openings[position] as Opening)).join('');
  const source = pieces.map((piece) => plainBreaks(textOf(piece, reader.source))).join('\n');
  return { kind: 'string', value, ...(openings[0]?.bytes ? { form: 'bytes' as const } : {}), source, ...spanOf(node) };
}

const bodyOf = (reader: PythonReader, node: SyntaxNode): string => {
  const first = node.children[0];
  return first ? plainBreaks(reader.source.slice(first.endIndex, closingStart(reader, node))) : '';
};

/** Where the quotes begin that end a literal: the parser may count backslashes in front of them to the end. */
function closingStart(reader: PythonReader, node: SyntaxNode): number {
  const first = node.children[0];
  const lines = first ? /"""|'''/.test(textOf(first, reader.source)) : false;
  return node.endIndex - (lines ? 3 : 1);
}

function literal(reader: PythonReader, node: SyntaxNode, opening: Opening): Expression {
  if (opening.formatted) return template(reader, node, opening);
  const { bytes, raw, lines } = opening;
  const value = valueOf(bodyOf(reader, node), opening);
  const form = bytes ? 'bytes' : raw ? 'raw' : lines ? 'lines' : undefined;
  const read: Extract<Expression, { kind: 'string' }> = { kind: 'string', value, ...(form ? { form } : {}) };
  const source = plainBreaks(textOf(node, reader.source));
  const plain = canonicalLiteral(read, '"') === source || (!value.includes('"') && canonicalLiteral(read, "'") === source);
  return { ...read, ...(plain ? {} : { source }), ...spanOf(node) };
}

/** Neighbouring texts become one, empty ones none. */
function joined(parts: TemplatePart[]): TemplatePart[] {
  const result: TemplatePart[] = [];
  for (const part of parts) {
    const before = result.at(-1);
    if (typeof part === 'string' && typeof before === 'string') result[result.length - 1] = before + part;
    else if (part !== '') result.push(part);
  }
  return result;
}

function template(reader: PythonReader, node: SyntaxNode, opening: Opening): Expression {
  const parts: TemplatePart[] = [];
  for (const child of node.children) {
    if (child.type === 'string_content') {
      const text = plainBreaks(textOf(child, reader.source));
      if (!opening.raw && /(?<!\\)(?:\\\\)*\\N\{/.test(text)) return keepText(reader, node, 'a character by its name beside values');
      parts.push(single(text, opening));
    }
    if (child.type === 'interpolation') {
      const value = interpolation(reader, child, opening);
      if (value === null) return keepText(reader, node, 'a format that is not read');
      parts.push(value);
    }
  }
  const closing = node.children.at(-1);
  if (closing?.type === 'string_end')
    parts.push(single(plainBreaks(reader.source.slice(closing.startIndex, closingStart(reader, node))), opening));
  const hasLines = parts.some((part) => typeof part === 'string' && part.includes('\n'));
  const form = opening.raw ? 'raw' : opening.lines && hasLines ? 'lines' : undefined;
  return { kind: 'template', parts: joined(parts), ...(form ? { form } : {}), ...spanOf(node) };
}

/** Doubled braces stand for one. */
const single = (text: string, opening: Opening): string =>
  valueOf(
    text.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)),
    opening,
  );

function interpolation(reader: PythonReader, node: SyntaxNode, opening: Opening): TemplatePart | null {
  const inner = childOf(node, 'expression');
  // `{x:=10}` is a format, which the parser takes for a name that is given.
  if (!inner || inner.type === 'named_expression') return null;
  const given = reader.expression(inner);
  const value: Expression = given.kind === 'tuple' ? { ...given, kind: 'tupleLiteral' } : given;
  const conversion = childOf(node, 'type_conversion');
  const format = childOf(node, 'format_specifier');
  const equals = node.children.find((child) => child.type === '=' && child.startIndex >= inner.endIndex);
  const after = conversion ?? format ?? node.children.at(-1);
  const spec = format ? formatOf(reader, format, opening) : undefined;
  if (spec === null || !after) return null;
  if (!conversion && !format && !equals) return value;
  return {
    kind: 'formatted',
    value,
    ...(conversion ? { conversion: textOf(conversion, reader.source).slice(1) } : {}),
    ...(spec ? { format: spec } : {}),
    ...(equals ? { shown: reader.source.slice(node.startIndex + 1, after.startIndex) } : {}),
  };
}

/** The parts of a format: text, and values in braces. */
function formatOf(reader: PythonReader, node: SyntaxNode, opening: Opening): TemplatePart[] | null {
  const parts: TemplatePart[] = [];
  let at = node.startIndex + 1;
  const textTo = (end: number): boolean => {
    const text = reader.source.slice(at, end);
    parts.push(valueOf(text, opening));
    return !/[{}]/.test(text);
  };
  for (const child of node.children) {
    if (child.type !== 'format_expression' && child.type !== 'interpolation') continue;
    const value = textTo(child.startIndex) ? interpolation(reader, child, opening) : null;
    if (value === null) return null;
    parts.push(value);
    at = child.endIndex;
  }
  return textTo(node.endIndex) ? joined(parts) : null;
}
