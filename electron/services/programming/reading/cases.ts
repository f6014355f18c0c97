import { z } from 'zod';
import { givenNameSchema } from '../plan.ts';
import type { Draw } from '../slots/sample.ts';
import { readJson } from './literals.ts';
import type { Reader } from './reader.ts';

/** A call of the function and what comes of it. */
const caseSchema = z.object({
  subject: givenNameSchema,
  inputs: z.array(z.json()).max(12),
  outcome: z.discriminatedUnion('form', [z.object({ form: z.literal('value'), value: z.json() }), z.object({ form: z.literal('fails') })]),
});
export type TestCase = z.infer<typeof caseSchema>;

export const casesSchema = z
  .array(caseSchema)
  .min(1)
  .max(100)
  .refine((all) => all.every(({ subject }) => subject === all[0]?.subject), 'All cases call the same function.');

const call = /(?<![\w.])([A-Za-z_]\w{0,63})\s?\(/g;
const fails =
  /^\s*(?:should\s+|must\s+|会|应该?)?\s*(?:throws?|raises?|fails?|errors?|panics?|is an error|抛出?(?:异常|错误)?|报错|失败)(?![A-Za-z])(?:\s+an?\s+(?:error|exception))?/i;
export const gives =
  /^\s*(?:===?|=>|->|→|=|:|should\s+(?:return|be|equal|give)|must\s+(?:return|be|equal)|returns?|will (?:return|be|give)|comes out as|results? in|equals?|gives?|yields?|is|to be|应该?(?:返回|等于|为|得到)|是不是|是否等于|返回|等于|得到|得出?|结果为|结果是|为|是)\s*/i;
const scalar = /^(?:-?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.])|(?:true|false|null|none|nil)\b)/i;

/** The request with its literals as they were written, and where each character of it stands in what is left of the request. */
export function written(reader: Reader): { text: string; places: number[] } {
  let text = '';
  const places: number[] = [];
  for (const [at, character] of [...reader.text].entries()) {
    const literal = reader.literal(character);
    // What stands in backquotes is code; quotes of a text stay.
    const shown = literal ? literal.text.replace(/^`([\s\S]*)`$/, '$1') : character;
    text += shown;
    for (let each = 0; each < shown.length; each += 1) places.push(at);
  }
  return { text, places };
}

/** Where the bracket or quote that opens at `at` has closed. */
export function closed(text: string, at: number): number {
  let depth = 0;
  let quote = '';
  for (let position = at; position < text.length && position < at + 5000; position += 1) {
    const character = text.charAt(position);
    if (quote !== '') {
      if (character === '\\') position += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    if (depth === 0 && quote === '') return position + 1;
  }
  return -1;
}

export function valueAt(text: string): { value: z.core.util.JSONType; length: number } | null {
  const end = /^["'[{]/.test(text) ? closed(text, 0) : (scalar.exec(text)?.[0].length ?? -1);
  if (end <= 0) return null;
  const word = text.slice(0, end);
  const value = /^(?:none|nil|null)$/i.test(word) ? null : /^(?:true|false)$/i.test(word) ? /^true$/i.test(word) : readJson(word);
  return value === undefined ? null : { value: value as z.core.util.JSONType, length: end };
}

/** A case, and where it stands in what is left of the request. */
export interface CaseInText {
  case: TestCase;
  start: number;
  end: number;
}

/** All calls with an outcome: "add(1, 2) = 3, divide(1, 0) throws". */
export function casesIn(reader: Reader): CaseInText[] {
  const { text, places } = written(reader);
  const found: CaseInText[] = [];
  let end = 0;
  for (const match of text.matchAll(call)) {
    if (match.index < end) continue;
    const open = match.index + match[0].length - 1;
    const close = closed(text, open);
    const inputs =
      close < 0
        ? undefined
        : readJson(
            `[${text.slice(open + 1, close - 1)}]`
              .replace(/\b(?:None|nil)\b/g, 'null')
              .replace(/\bTrue\b/g, 'true')
              .replace(/\bFalse\b/g, 'false'),
          );
    if (!Array.isArray(inputs)) continue;
    const rest = text.slice(close);
    const failing = fails.exec(rest);
    const lead = gives.exec(rest);
    const value = lead ? valueAt(rest.slice(lead[0].length)) : null;
    if (!failing && !value) continue;
    const made: TestCase = {
      subject: match[1] ?? '',
      inputs: inputs as TestCase['inputs'],
      outcome: failing || !value ? { form: 'fails' } : { form: 'value', value: value.value },
    };
    end = close + (failing && !value ? failing[0].length : (lead?.[0].length ?? 0) + (value?.length ?? 0));
    found.push({ case: made, start: places[match.index] ?? 0, end: (places[end - 1] ?? reader.text.length - 1) + 1 });
  }
  return found;
}

/** The cases of one function. */
export function readCases(reader: Reader): { value: TestCase[]; start: number; end: number } | null {
  const found = casesIn(reader);
  const value = found.map((each) => each.case);
  const [first, last] = [found[0], found.at(-1)];
  return first && last && casesSchema.safeParse(value).success ? { value, start: first.start, end: last.end } : null;
}

const values = [0, 1, -2, 1.5, true, 'a', '"\n', null, [1, 2], ['a'], [], { a: 1 }];

export function sampleCases(draw: Draw): TestCase[] {
  const subject = draw.name();
  const one = (): TestCase['inputs'][number] => values[Math.floor(draw.random() * values.length)] ?? 0;
  return Array.from({ length: 1 + Math.floor(draw.random() * 4) }, (): TestCase => {
    const inputs = Array.from({ length: Math.floor(draw.random() * 3) }, one);
    return { subject, inputs, outcome: draw.random() < 0.2 ? { form: 'fails' } : { form: 'value', value: one() } };
  });
}
