import type { Expression } from '../nodes.ts';
import type { GoPrinter } from './go-printer.ts';
import { cell, newGroup, severalLines, sizeOf } from './go-text.ts';

export interface LiteralItem {
  key?: Expression;
  value: Expression;
}

/** Columns that the braces of a literal may take on one line, and that a row of short values may take. */
const widest = 96;
const widestRow = 76;

const short = new Set<Expression['kind']>(['number', 'string', 'boolean', 'null', 'name', 'unary', 'member']);

/** The braces of a composite literal: on one line where they fit, rows of short values, or one item a line with the keys in a column. */
export function compositeText(items: LiteralItem[], depth: number, printer: GoPrinter): string {
  if (items.length === 0) return '{}';
  // A text without line breaks is the same at any depth, so that nothing is printed twice.
  const texts = items.map(({ key, value }) => ({
    key: key === undefined ? null : printer.expression(key, depth + 1),
    value: printer.expression(value, depth + 1),
  }));
  const flat = texts.map(({ key, value }) => (key === null ? value : `${key}: ${value}`));
  const line = `{${flat.join(', ')}}`;
  if (!severalLines(line) && line.length <= widest) return line;
  const pad = '\t'.repeat(depth + 1);
  const close = `${'\t'.repeat(depth)}}`;
  if (items.every(({ key, value }) => key === undefined && short.has(value.kind)) && !severalLines(line))
    return `{\n${rows(flat)
      .map((row) => `${pad}${row},\n`)
      .join('')}${close}`;
  const groups = groupsOf(texts);
  const lines = texts.map(({ key, value }, position) => {
    const start = `${pad}${position > 0 && groups[position] ? newGroup : ''}`;
    return `${start}${key === null ? value : `${key}:${items.length > 1 && !severalLines(flat[position] as string) ? cell : ' '}${value}`},\n`;
  });
  return `{\n${lines.join('')}${close}`;
}

function rows(values: string[]): string[] {
  const made: string[] = [];
  for (const value of values) {
    const last = made.at(-1);
    if (last !== undefined && last.length + value.length + 2 <= widestRow) made[made.length - 1] = `${last}, ${value}`;
    else made.push(value);
  }
  return made;
}

/**
 * Before which items gofmt ends the column of keys (go/printer, `exprList`): beside an item of several lines, and where the length of a
 * key and the geometric mean of those before it differ by more than 2.5 times, unless both it and the one before are short.
 */
function groupsOf(texts: { key: string | null; value: string }[]): boolean[] {
  let [size, sum, count] = [0, 0, 0];
  return texts.map(({ key, value }) => {
    const before = size;
    const whole = key === null ? value : `${key}: ${value}`;
    size = severalLines(whole) ? 0 : sizeOf(key ?? value);
    let ends = true;
    if (before > 0 && size > 0) {
      if (count === 0 || (before <= 40 && size <= 40)) ends = false;
      else {
        const ratio = size / Math.exp(sum / count);
        ends = 2.5 * ratio <= 1 || ratio >= 2.5;
      }
    }
    if (ends) [sum, count] = [0, 0];
    if (size > 0) {
      sum += Math.log(size);
      count += 1;
    }
    return ends;
  });
}
