import { z } from 'zod';
import { givenNameSchema } from '../../plan.ts';
import type { Reader } from '../../reading/reader.ts';
import { type Draw, pick } from '../../slots/sample.ts';

const types = ['string', 'integer', 'number', 'boolean'] as const;
export type FieldType = (typeof types)[number];

/** A value in a line. */
interface PatternValue {
  name: string;
  type: FieldType;
}

/** The form of a line: values with literal text around them. Text lies between two values, so that it is plain where one ends. */
export interface Pattern {
  start: string;
  first: PatternValue;
  more: (PatternValue & { before: string })[];
  end: string;
}

/** A value, the literal text in front of it, and what stands behind it. */
export interface PatternField extends PatternValue {
  before: string;
  behind: string;
}

/** All values in the order of the line. */
export function fieldsOf({ start, first, more, end }: Pattern): PatternField[] {
  const fields = [{ ...first, before: start }, ...more];
  return fields.map((each, at) => ({ ...each, behind: fields[at + 1]?.before ?? end }));
}

const value = { name: givenNameSchema, type: z.enum(types) };
const distinctNames = ({ first, more }: Pattern): boolean => new Set([first, ...more].map(({ name }) => name)).size === more.length + 1;

/** Text behind a value does not start with a digit: a number in front of it would take it. */
export const patternSchema = z
  .object({
    start: z.string().regex(/^[^\r\n]{0,100}$/),
    first: z.object(value),
    more: z.array(z.object({ before: z.string().regex(/^[^0-9\r\n][^\r\n]{0,99}$/), ...value })).max(39),
    end: z.string().regex(/^([^0-9\r\n][^\r\n]{0,99}){0,1}$/),
  })
  .refine(distinctNames, 'A name occurs twice.');

const meanings: Readonly<Record<string, FieldType>> = {
  ...{ string: 'string', str: 'string', text: 'string', 字符串: 'string', 文本: 'string' },
  ...{ integer: 'integer', int: 'integer', 整数: 'integer', 整型: 'integer' },
  ...{ number: 'number', float: 'number', decimal: 'number', 数字: 'number', 数值: 'number', 小数: 'number', 浮点数: 'number' },
  ...{ boolean: 'boolean', bool: 'boolean', 布尔: 'boolean', 布尔值: 'boolean' },
};

const field = /<\s*([\p{L}_][\p{L}\p{N}_-]{0,63})\s*(?:[:：]\s*([\p{L}]{1,20})\s*)?>/gu;

/** The pattern that a text writes down; null where it has no values or they cannot be told apart. */
export function patternOf(text: string): Pattern | null {
  const fields: Pattern['more'] = [];
  let end = 0;
  for (const match of text.matchAll(field)) {
    const [whole, name = '', type = 'string'] = match;
    const meant = Object.hasOwn(meanings, type.toLowerCase()) ? meanings[type.toLowerCase()] : undefined;
    if (meant === undefined) return null;
    fields.push({ before: text.slice(end, match.index), name, type: meant });
    end = match.index + whole.length;
  }
  const [first, ...more] = fields;
  if (!first) return null;
  const read = patternSchema.safeParse({ start: first.before, first: { name: first.name, type: first.type }, more, end: text.slice(end) });
  return read.success ? read.data : null;
}

const bare = /<\s*[\p{L}_][^<>\n]{0,100}>/u;
const cue =
  /(?:\b(?:of|in|with|has|have|having)\s+(?:the|this)\s+(?:form|format|shape|pattern)|\blike|\b(?:form|format|shape|pattern)\s*(?:is|of|:)|\blines?\s*:|形如|格式(?:为|是|[:：])|如下[:：]?|形式(?:为|是|[:：]))\s*[:：]?\s*/gi;
const standing = /[\ue000-\ue6ff]/g;

/** Finds a pattern in quotes, or as it stands in the sentence: from the words that lead to it up to its last value. */
export function readPattern(reader: Reader): { value: Pattern; start: number; end: number } | null {
  const { text } = reader;
  const first = text.search(bare);
  return first < 0 ? quoted(reader) : spoken(reader, first);
}

function quoted(reader: Reader): { value: Pattern; start: number; end: number } | null {
  for (const { 0: stand, index } of reader.text.matchAll(standing)) {
    const literal = reader.literal(stand);
    if (!literal) continue;
    const value = patternOf(literal.kind === 'code' || literal.kind === 'text' ? literal.value : reader.plain(stand));
    if (value) return { value, start: index, end: index + 1 };
  }
  return null;
}

/** Punctuation stands behind the last value where it belongs to the form: a bracket, a quote. */
const closing = /^[\])}"'|;\ue000-\ue6ff]*/;

function spoken(reader: Reader, first: number): { value: Pattern; start: number; end: number } | null {
  const { text } = reader;
  const line = text.indexOf('\n', first);
  const rest = line < 0 ? text.length : line;
  const led = [...text.slice(0, first).matchAll(cue)].at(-1);
  const start = led ? led.index + led[0].length : first;
  const last = text.lastIndexOf('>', rest);
  if (last < first) return null;
  const end = last + 1 + (closing.exec(text.slice(last + 1, rest))?.[0].length ?? 0);
  const origin = reader.origin(start, end);
  const value = patternOf(reader.source.slice(origin.start, origin.end));
  return value && { value, start, end };
}

/** Random forms with literals that break careless code. */
export function samplePattern(draw: Draw): Pattern {
  const names = [...new Set([draw.name(), draw.name(), draw.name()])];
  const literal = (): string =>
    pick(draw, [
      ' - ',
      ' "',
      '] ',
      '\\',
      "'",
      '\t',
      `\${x}`,
      '，',
      '😀',
      '%s',
      '`',
      '*/',
      draw
        .text()
        .replace(/[\r\n\d]/g, '')
        .slice(0, 20) || '|',
    ]);
  const [name = 'value', ...others] = names;
  return {
    start: draw.random() < 0.5 ? '' : literal(),
    first: { name, type: pick(draw, types) },
    more: others.map((other) => ({ before: literal(), name: other, type: pick(draw, types) })),
    end: draw.random() < 0.5 ? '' : literal(),
  };
}
