import type { Span } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';
import { lineStart, nextLine } from '../syntax/source-view.ts';
import { closingBracket, openingBracket, type SourceMask } from './source-mask.ts';
import type { FunctionPlace } from './visit.ts';

/** Where the parts of a function stand. Offsets into the text of its file. */
export interface FunctionText {
  /** Of the parameters' parentheses, or of an arrow's only name without them. */
  parameters: Span;
  /** What the type of the result, or `:`, `->`, `=>`, `{` behind it follows: just behind the parameters. */
  afterParameters: number;
  /**
   * The statements: between the braces, or the lines of a Python body behind its docstring. Null for an arrow that is an expression and
   * for a Python function on one line.
   */
  body: Span | null;
  /** The expression of an arrow. */
  expression: Span | null;
  /** Of the docstring, quotes and all. */
  docstring: Span | null;
  /** The blanks in front of the line on which the function begins. */
  indent: string;
}

/** Null where the function is written in a way that is not understood. */
export function functionText(
  text: string,
  mask: SourceMask,
  { node, span, name }: FunctionPlace,
  language: TargetLanguage,
): FunctionText | null {
  const { code } = mask;
  const decorators = Math.max(span.start, ...(node.kind === 'function' ? (node.decorators ?? []).map((each) => each.span?.end ?? 0) : []));
  const types = Math.max(decorators, ...(node.typeParameters ?? []).map((each) => spanEnd(each.constraint)));
  const self = node.kind === 'function' ? node.receiver?.span : undefined;
  const receiver = self && language === 'go' ? code.indexOf(')', self.end) + 1 : 0;
  const first = (language === 'python' ? self : undefined) ?? node.parameters[0]?.span;
  const from = Math.max(types, receiver, node.kind === 'function' && language === 'python' ? headOf(code, decorators, name) : 0);
  const open = first ? code.lastIndexOf('(', first.start) : code.indexOf('(', from);
  const bare =
    node.kind === 'lambda' &&
    first !== undefined &&
    (language === 'python' || open < span.start || code.slice(first.end).trimStart().startsWith('=>'));
  if (!bare && (open < 0 || open >= span.end)) return null;
  const close = bare ? (node.parameters.at(-1)?.span?.end ?? 0) - 1 : closingBracket(code, open);
  if (close < 0) return null;
  const parts = { parameters: { start: bare ? (first as Span).start : open, end: close + 1 }, afterParameters: close + 1 };
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, span.start)))?.[0] ?? '';
  const whole = { ...parts, indent, docstring: null, expression: null, body: null };
  if (language === 'python') return node.kind === 'lambda' ? whole : { ...whole, ...pythonBody(text, mask, close, span) };
  if (node.kind === 'lambda' && node.form !== 'function' && language !== 'go') {
    const arrow = code.indexOf('=>', Math.max(close + 1, spanEnd(node.result)));
    if (arrow < 0) return null;
    const start = arrow + 2 + (/^\s*/.exec(code.slice(arrow + 2))?.[0].length ?? 0);
    if (code.charAt(start) !== '{') return { ...whole, expression: { start, end: span.end } };
    return { ...whole, body: { start: start + 1, end: span.end - 1 } };
  }
  if (code.charAt(span.end - 1) !== '}') return whole;
  const brace = openingBracket(code, span.end - 1);
  return brace < 0 ? null : { ...whole, body: { start: brace + 1, end: span.end - 1 } };
}

const spanEnd = (node: unknown): number => (node as { span?: Span } | undefined)?.span?.end ?? 0;

/** Behind `def name`. */
function headOf(code: string, from: number, name: string): number {
  const at = code.slice(from).search(/(?<![\w])def\s/);
  return at < 0 ? from : code.indexOf(name, from + at + 3) + name.length;
}

function pythonBody(text: string, mask: SourceMask, close: number, span: Span): Pick<FunctionText, 'body' | 'docstring'> {
  const { code } = mask;
  let colon = close + 1;
  for (let depth = 0; colon < span.end; colon += 1) {
    const character = code.charAt(colon);
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    else if (character === ':' && depth === 0) break;
  }
  // A statement on the line of the header.
  if (code.slice(colon + 1, nextLine(code, colon)).trim() !== '') return { body: null, docstring: null };
  const end = nextLine(text, Math.max(span.start, span.end - 1));
  const first = colon + 1 + code.slice(colon + 1).search(/\S/);
  const prefix = /^[A-Za-z]*/.exec(text.slice(first))?.[0].length ?? 0;
  const literal = mask.literals.find(({ start }) => start === first + prefix);
  const alone = literal !== undefined && /^[ \t]*(?:;|\r?\n|$)/.test(code.slice(literal.end));
  if (!alone || prefix > 1) return { body: { start: nextLine(text, colon), end }, docstring: null };
  let behind = nextLine(text, literal.end);
  while (behind < end && text.slice(behind, nextLine(text, behind)).trim() === '') behind = nextLine(text, behind);
  return { body: { start: Math.min(behind, end), end }, docstring: { start: first, end: literal.end } };
}

/** The indentation of the first line of code in a stretch of lines. */
export function indentOf(code: string, { start, end }: Span): string {
  const first = code.slice(start, end).search(/[^\s]/);
  if (first < 0) return '';
  const lead = code.slice(lineStart(code, start + first), start + first);
  return /^[ \t]*$/.test(lead) ? lead : '';
}

/** Offsets of the lines of a stretch that can be moved: those that are blank or begin inside a literal cannot. */
export function movableLines(text: string, mask: SourceMask, { start, end }: Span): number[] {
  const lines: number[] = [];
  for (let at = start; at < end; at = nextLine(text, at)) {
    const line = lineStart(text, at);
    const inside = mask.literals.some((literal) => literal.start < line && line < literal.end);
    if (line >= start && !inside && text.slice(line, Math.min(nextLine(text, line), end)).trim() !== '') lines.push(line);
    if (nextLine(text, at) <= at) break;
  }
  return lines;
}
