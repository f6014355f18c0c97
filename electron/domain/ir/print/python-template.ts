import { formattedChunk } from '../literals.ts';
import type { Expression, TemplatePart } from '../nodes.ts';
import { type Doc, flat } from './python-layout.ts';
import { linesBody, type Quote, rawBody } from './python-literal.ts';

type Template = Extract<Expression, { kind: 'template' }>;
/** Prints a value inside braces; its own texts stand between the given quotes. */
type PrintInner = (value: Expression, quote: Quote) => Doc;

const other = (quote: Quote): Quote => (quote === '"' ? "'" : '"');
const braces = (text: string): string => text.replace(/[{}]/g, '$&$&');

/** Text of a template between quotes: as it is where it is raw or goes over lines, with escapes elsewhere. */
function chunk(text: string, quotes: string, raw: boolean, isLast: boolean): string | null {
  const quote = quotes.charAt(0) as Quote;
  if (raw) {
    // Only at the end a backslash would take the quotes for its own.
    const body = rawBody(isLast ? text : `${text}.`, quote);
    return body && (body.quotes === quotes || quotes.length === 3) ? braces(text) : null;
  }
  if (quotes === '"""') return braces(linesBody(text));
  return formattedChunk(text, quote);
}

/**
 * An f-string. Before Python 3.12 a value in braces may hold neither the quotes around it nor a backslash: the first pair of outer and
 * inner quotes that keeps to this is taken, and where none does, the one that newer versions read.
 */
export function templateText(node: Template, printInner: PrintInner, preferred: Quote): string {
  const triple =
    node.form === 'lines' || (node.form === 'raw' && node.parts.some((part) => typeof part === 'string' && part.includes('\n')));
  const single: [string, Quote][] = [
    [preferred, other(preferred)],
    [other(preferred), preferred],
  ];
  const three: [string, Quote][] = [
    ['"""', "'"],
    ['"""', '"'],
    ["'''", '"'],
    ["'''", "'"],
  ];
  const raw = node.form === 'raw';
  for (const [quotes, inner] of triple ? three : [...single, ...three]) {
    const text = attempt(node, quotes, inner, raw, printInner);
    if (text !== null) return text;
  }
  const newer = (triple ? three : single).map(([quotes, inner]) => attempt(node, quotes, inner, raw, printInner, true));
  const text = newer.find((each) => each !== null);
  return text ?? templateText({ kind: 'template', parts: node.parts }, printInner, preferred);
}

function attempt(node: Template, quotes: string, inner: Quote, raw: boolean, printInner: PrintInner, newer = false): string | null {
  let body = '';
  for (const [at, part] of node.parts.entries()) {
    const text =
      typeof part === 'string' ? chunk(part, quotes, raw, at === node.parts.length - 1) : field(part, quotes, inner, printInner, newer);
    if (text === null) return null;
    body += text;
  }
  return `${raw ? 'rf' : 'f'}${quotes}${body}${quotes}`;
}

function field(part: Exclude<TemplatePart, string>, quotes: string, inner: Quote, printInner: PrintInner, newer: boolean): string | null {
  const value = part.kind === 'formatted' ? part.value : part;
  const printed = part.kind === 'formatted' && part.shown !== undefined ? part.shown : flat(printInner(value, inner));
  const broken = printed.includes(quotes) || /[\\#]/.test(printed) || (quotes.length === 1 && printed.includes('\n'));
  if (!newer && broken) return null;
  const space = printed.startsWith('{') ? ' ' : '';
  if (part.kind !== 'formatted') return `{${space}${printed}}`;
  const formats = part.format?.map((piece) =>
    typeof piece === 'string' ? formattedChunk(piece, quotes.charAt(0) as Quote) : field(piece, quotes, inner, printInner, newer),
  );
  if (formats?.includes(null)) return null;
  return `{${space}${printed}${part.conversion ? `!${part.conversion}` : ''}${formats ? `:${formats.join('')}` : ''}}`;
}
