import type { TypedName } from '../../plan.ts';
import { casesIn, closed, valueAt, written } from '../../reading/cases.ts';
import { readJson } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import type { FunctionExample } from './schema.ts';

/** Examples of what a function gives, and the name that they call it by; null where they give none. */
export interface Examples {
  subject: string | null;
  examples: FunctionExample[];
}

const leads = /^\s*(?:->|=>|→|⇒|returns?|gives?|becomes|yields?|应该?(?:返回|得到|为)|返回|得到|变成|变为)\s*/i;
const backwards = /(?:\breturns?|\bgives?|\byields?|返回|得到)\s+/gi;
const given = /^\s*(?:for|when (?:it is )?given|if given|on)\s+/i;
const starts = /(?<![\w.'"])(?:["'[{(]|-?\d|(?:true|false|null)\b)/gi;

/** Takes all examples of a request: calls with what they give, or values with what becomes of them. */
export function takeExamples(reader: Reader): Examples | null {
  const all = casesIn(reader).filter((each) => each.case.outcome.form === 'value');
  const subject = all[0]?.case.subject;
  if (subject !== undefined) {
    const own = all.filter((each) => each.case.subject === subject).slice(0, 30);
    for (const each of own) reader.takeRange(each.start, each.end);
    return {
      subject,
      examples: own.flatMap(({ case: { inputs, outcome } }) => (outcome.form === 'value' ? [{ inputs, output: outcome.value }] : [])),
    };
  }
  const pairs = pairsIn(reader);
  for (const each of pairs) reader.takeRange(each.start, each.end);
  return pairs.length > 0 ? { subject: null, examples: pairs.map(({ example }) => example) } : null;
}

interface Pair {
  example: FunctionExample;
  start: number;
  end: number;
}

function pairsIn(reader: Reader): Pair[] {
  const { text, places } = written(reader);
  const found: Pair[] = [];
  const put = (inputs: FunctionExample['inputs'], output: FunctionExample['output'], start: number, end: number): void => {
    found.push({ example: { inputs, output }, start: places[start] ?? 0, end: (places[end - 1] ?? reader.text.length - 1) + 1 });
  };
  let end = 0;
  for (const match of text.matchAll(starts)) {
    if (match.index < end || found.length === 30) continue;
    const inputs = inputsAt(text, match.index);
    if (!inputs) continue;
    const lead = leads.exec(text.slice(inputs.end, inputs.end + 40));
    const output = lead ? valueAt(text.slice(inputs.end + lead[0].length)) : null;
    if (!lead || !output) continue;
    end = inputs.end + lead[0].length + output.length;
    put(inputs.values, output.value, match.index, end);
  }
  if (found.length > 0) return found;
  for (const match of text.matchAll(backwards)) {
    const from = match.index + match[0].length;
    const output = valueAt(text.slice(from));
    const lead = output ? given.exec(text.slice(from + output.length, from + output.length + 40)) : null;
    const inputs = output && lead ? inputsAt(text, from + output.length + lead[0].length) : null;
    if (output && inputs && found.length < 30) put(inputs.values, output.value, match.index, inputs.end);
  }
  return found;
}

/** `(1, 2)` are two inputs, everything else is one. */
function inputsAt(text: string, at: number): { values: FunctionExample['inputs']; end: number } | null {
  if (text.charAt(at) === '(') {
    const end = closed(text, at);
    const values = end < 0 ? undefined : readJson(`[${text.slice(at + 1, end - 1)}]`);
    return Array.isArray(values) ? { values: values as FunctionExample['inputs'], end } : null;
  }
  const one = valueAt(text.slice(at));
  return one ? { values: [one.value], end: at + one.length } : null;
}

/** The type that holds all these values, `unknown` where nothing more narrow does. */
export function typeOfValues(values: readonly unknown[]): string {
  const types = new Set(values.map(typeOfValue));
  types.delete('empty');
  if (types.size === 0) return values.length > 0 ? 'unknown[]' : 'unknown';
  if ([...types].every((type) => type.endsWith('[]'))) {
    const inner = typeOfValues(values.flat());
    return inner.endsWith('[][]') || inner === 'unknown' ? 'unknown[]' : `${inner}[]`;
  }
  if ([...types].every((type) => type === 'integer' || type === 'number')) return types.has('number') ? 'number' : 'integer';
  const [only = 'unknown'] = types;
  return types.size === 1 ? only : 'unknown';
}

function typeOfValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : '[]';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value;
  return value === null ? 'unknown' : 'map';
}

/** Whether a value may be where a type is wanted. */
export function hasType(value: unknown, type: string): boolean {
  if (type === 'unknown' || value === null) return true;
  if (type.endsWith('[]')) return Array.isArray(value) && value.every((each) => hasType(each, type.slice(0, -2)));
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'datetime') return typeof value === 'string';
  return type === 'map' ? typeof value === 'object' && !Array.isArray(value) : typeof value === type;
}

const names: Record<string, string> = { string: 'text', integer: 'n', number: 'x', boolean: 'flag', 'string[]': 'items' };
const nameOf = (type: string): string =>
  names[type] ??
  (/^(?:integer|number)\[\]$/.test(type) ? 'numbers' : type.endsWith('[][]') ? 'rows' : type.endsWith('[]') ? 'items' : 'value');

/** Parameters that nothing but the examples tells of. */
export function parametersOf(examples: readonly FunctionExample[]): TypedName[] {
  const count = examples[0]?.inputs.length ?? 0;
  const seen = new Map<string, number>();
  return Array.from({ length: count }, (_, at): TypedName => {
    const type = typeOfValues(examples.map(({ inputs }) => inputs[at]));
    const name = nameOf(type);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { name: times === 1 ? name : `${name}${times}`, type, optional: false, typeSource: 'assumed', default: null };
  });
}

/** What is wrong with the examples, for a question; null where nothing is. */
export function faultOf(
  examples: readonly FunctionExample[],
  parameters: readonly TypedName[],
  result: string | null,
): { en: string; zh: string } | null {
  const seen = new Map<string, string>();
  for (const { inputs, output } of examples) {
    const call = inputs.map((each) => JSON.stringify(each)).join(', ');
    const gives = JSON.stringify(output);
    const before = seen.get(call);
    if (before !== undefined && before !== gives)
      return {
        en: `The examples contradict each other: for ${call} there are two results, ${before} and ${gives}. Which one is meant?`,
        zh: `示例相互矛盾：输入 ${call} 有两个结果，${before} 和 ${gives}。应以哪个为准？`,
      };
    seen.set(call, gives);
    if (inputs.length !== parameters.length)
      return {
        en: `The example with ${call} has ${inputs.length} inputs, but the function has ${parameters.length} parameters.`,
        zh: `示例 ${call} 有 ${inputs.length} 个输入，而函数有 ${parameters.length} 个参数。`,
      };
    const wrong = parameters.findIndex(({ type }, at) => !hasType(inputs[at], type));
    if (wrong >= 0)
      return {
        en: `In the examples ${JSON.stringify(inputs[wrong])} is given for \`${parameters[wrong]?.name}\`, which is no ${parameters[wrong]?.type}.`,
        zh: `示例中 \`${parameters[wrong]?.name}\` 的值是 ${JSON.stringify(inputs[wrong])}，与类型 ${parameters[wrong]?.type} 不符。`,
      };
    if (result !== null && !hasType(output, result))
      return {
        en: `In the examples the result is ${gives}, which is no ${result}.`,
        zh: `示例中的结果是 ${gives}，与返回类型 ${result} 不符。`,
      };
  }
  return null;
}
