import type { Expression } from '#domain/ir/nodes';
import { printDeclaration, printStatements } from '#domain/ir/print';
import { printPythonType } from '#domain/ir/print/python-type';
import { printScriptType } from '#domain/ir/print/script-type';
import type { PrintStyle } from '#domain/ir/style';
import type { IrType } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';

/** An expression as it is printed, on the line of a statement. */
export function expressionText(value: Expression, language: TargetLanguage, style: PrintStyle): string {
  const printed = printStatements([{ kind: 'return', values: [value] }], 0, language, style);
  return printed
    .trim()
    .replace(/^return /, '')
    .replace(/;$/, '');
}

export function typeText(type: IrType, language: TargetLanguage, style: PrintStyle): string {
  if (language === 'python') return printPythonType(type);
  if (language !== 'go') return printScriptType(type);
  return printDeclaration({ kind: 'type', name: 'T', alias: true, type }, language, style)
    .trim()
    .replace(/^type T = /, '');
}

export interface TextChange {
  start: number;
  end: number;
  text: string;
}

/**
 * A new item of a list between brackets, in front of the item at `index` or behind the last, in the manner of the list: on the same line, or
 * on one of its own where the items stand below each other. `open` is the offset behind the opening bracket, `close` that of the closing one.
 */
export function itemInserted(
  text: string,
  list: { items: readonly { start: number; end: number }[]; open: number; close: number },
  index: number,
  added: string | readonly string[],
  style?: Pick<PrintStyle, 'indent' | 'width'>,
): TextChange[] {
  const { items, open, close } = list;
  const item = typeof added === 'string' ? added : added.join(', ');
  const put = (at: number, what: string): TextChange => ({ start: at, end: at, text: what });
  const first = items[0];
  const isBelow = first !== undefined && text.slice(open, first.start).includes('\n');
  if (!isBelow && style && isTooLong(text, open, item, style.width))
    return broken(text, list, index, typeof added === 'string' ? [added] : added, style.indent);
  if (!first) return [put(open, item)];
  const indent = /[ \t]*$/.exec(text.slice(0, first.start))?.[0] ?? '';
  const next = items[index];
  if (next) return [put(next.start, isBelow ? `${item},\n${indent}` : `${item}, `)];
  const last = items.at(-1) as { start: number; end: number };
  const rest = text.slice(last.end, close);
  const comma = /^\s*,/.exec(rest)?.[0].length ?? 0;
  if (!isBelow)
    return [comma > 0 ? put(last.end + comma, ` ${item}${rest.slice(comma).trim() === '' ? '' : ','}`) : put(last.end, `, ${item}`)];
  // A comment behind the last item stays on its line.
  const line = rest.slice(comma);
  const end = last.end + comma + Math.max(0, line.indexOf('\n') < 0 ? 0 : line.slice(0, line.indexOf('\n')).trimEnd().length);
  if (comma > 0) return [put(end, `\n${indent}${item},`)];
  return end === last.end ? [put(end, `,\n${indent}${item}`)] : [put(last.end, ','), put(end, `\n${indent}${item}`)];
}

function isTooLong(text: string, open: number, item: string, width: number): boolean {
  const start = text.lastIndexOf('\n', open - 1) + 1;
  const end = text.indexOf('\n', open);
  return (end < 0 ? text.length : end) - start + item.length + 2 > width;
}

/** A list on one line with its items below each other, as Python's formatters break it. */
function broken(
  text: string,
  { items, open, close }: { items: readonly { start: number; end: number }[]; open: number; close: number },
  index: number,
  added: readonly string[],
  step: string,
): TextChange[] {
  const outer = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', open - 1) + 1))?.[0] ?? '';
  const all = items.map(({ start, end }) => text.slice(start, end));
  all.splice(index, 0, ...added);
  return [{ start: open, end: close, text: `\n${all.map((each) => `${outer}${step}${each}`).join(',\n')},\n${outer}` }];
}

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** The end of the bracket at `at`, behind it; texts and comments inside are skipped. -1 where it never closes. */
export function bracketEnd(text: string, at: number): number {
  const stack: string[] = [];
  for (let position = at; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (character === '"' || character === "'" || character === '`') {
      for (position += 1; position < text.length && text.charAt(position) !== character; position += 1)
        if (text.charAt(position) === '\\') position += 1;
    } else if (text.startsWith('//', position) || character === '#') {
      const end = text.indexOf('\n', position);
      if (end < 0) return -1;
      position = end;
    } else if (text.startsWith('/*', position)) {
      const end = text.indexOf('*/', position);
      if (end < 0) return -1;
      position = end + 1;
    } else if (character === '=' && text.charAt(position + 1) === '>') position += 1;
    else if (character in closing && (character !== '<' || stack.length === 0 || stack.at(-1) === '>'))
      stack.push(closing[character] ?? '');
    else if (character === stack.at(-1)) {
      stack.pop();
      if (stack.length === 0) return position + 1;
    }
  }
  return -1;
}

/** The brackets of a function's parameters, looked for from the end of its name on; null where it has none. */
export function parameterBrackets(text: string, from: number): { open: number; close: number } | null {
  let at = from;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    const character = text.charAt(at);
    if (character !== '(' && character !== '<' && character !== '[') return null;
    const end = bracketEnd(text, at);
    if (end < 0) return null;
    if (character === '(') return { open: at + 1, close: end - 1 };
    at = end;
  }
}
