import { type Example, isSame, keyOf, type Term, type TermType, type Value } from '../operators/term.ts';

type Constant = Extract<Term, { form: 'constant' }>;

const always: Record<string, readonly Value[]> = {
  integer: [0, 1, 2, -1, 10],
  number: [0, 1, 2, 10, 100, 0.5],
  string: ['', ' ', '-', ','],
  boolean: [],
};
/** More of them cost more time than they find. */
const mostMined = 6;

const scalars = (value: Value): Value[] => (typeof value === 'object' ? value.flatMap(scalars) : [value]);
const distinct = (values: readonly Value[]): Value[] => [...new Map(values.map((each) => [keyOf(each), each])).values()];

/** What all texts begin with, or end with. */
function common(texts: readonly string[], end: boolean): string {
  const [first = ''] = texts;
  let length = first.length;
  const part = (text: string): string => (end ? text.slice(text.length - length) : text.slice(0, length));
  while (length > 0 && !texts.every((each) => each.length >= length && part(each) === part(first))) length -= 1;
  return part(first);
}

function minedTexts(examples: readonly Example[]): string[] {
  const outputs = examples.map(({ output }) => scalars(output).filter((each) => typeof each === 'string'));
  const inputs = examples.flatMap(({ inputs }) => inputs.flatMap(scalars).filter((each) => typeof each === 'string'));
  const whole = outputs.map(([text]) => text ?? '');
  const sides =
    examples.every(({ output }) => typeof output === 'string') && examples.length > 1 ? [common(whole, false), common(whole, true)] : [];
  const all = outputs.flat();
  const repeated = distinct(all).filter(
    (each) => all.filter((other) => other === each).length > 1 && !inputs.includes(each as string),
  ) as string[];
  const signs = [...new Set([...all, ...inputs].flatMap((text) => text.match(/[^\p{L}\p{N}\s]/gu) ?? []))];
  const pairs = [...new Set(all.flatMap((text) => text.match(/[^\p{L}\p{N}]{2}/gu) ?? []))];
  return [...sides, ...repeated, ...signs, ...pairs].filter((each) => each !== '' && each.length <= 60);
}

/** The line through the first two points of a function of one number, where all lie on it. */
function slope(examples: readonly Example[]): number[] {
  const points = examples.map(({ inputs, output }) => [inputs[0], output]);
  if (!points.every((each): each is [number, number] => typeof each[0] === 'number' && typeof each[1] === 'number')) return [];
  const [first, second] = [points[0], points.find(([x]) => x !== points[0]?.[0])];
  if (!first || !second) return [];
  const rise = (second[1] - first[1]) / (second[0] - first[0]);
  const start = first[1] - rise * first[0];
  return points.every(([x, y]) => Math.abs(rise * x + start - y) < 1e-9) ? [rise, start].map((each) => Number(each.toPrecision(12))) : [];
}

function minedNumbers(examples: readonly Example[]): number[] {
  const flat = examples.map(({ inputs, output }) => ({ inputs: inputs.filter((each) => typeof each === 'number'), output }));
  const outputs = flat.map(({ output }) => output).filter((each) => typeof each === 'number');
  const repeated = distinct(outputs).filter((each) => outputs.filter((other) => other === each).length > 1);
  const decides =
    examples.every(({ output }) => typeof output === 'boolean') ||
    repeated.length > 0 ||
    distinct(examples.map(({ output }) => output)).length < examples.length;
  const steps = flat.flatMap(({ inputs, output }) =>
    typeof output === 'number' && inputs.length > 0 ? [output - (inputs[0] as number)] : [],
  );
  const shared = steps.length > 1 && steps.every((each) => each === steps[0]) ? [steps[0] as number] : [];
  return [...slope(examples), ...shared, ...(repeated as number[]), ...(decides ? flat.flatMap(({ inputs }) => inputs as number[]) : [])];
}

/** The constants that a search tries: some always, the others taken from the examples. */
export function constantsOf(examples: readonly Example[], types: readonly TermType[]): Constant[] {
  const known = (type: TermType): Constant[] => (always[type] ?? []).map((value) => ({ form: 'constant', value, type, mined: false }));
  const mined = (type: TermType, values: readonly Value[]): Constant[] =>
    distinct(values)
      .filter((value) => !(always[type] ?? []).some((other) => isSame(other, value)))
      .slice(0, mostMined)
      .map((value) => ({ form: 'constant', value, type, mined: true }));
  const numbers = minedNumbers(examples);
  const found: Record<string, Constant[]> = {
    integer: mined('integer', numbers.filter(Number.isSafeInteger)),
    number: mined('number', numbers),
    string: mined('string', minedTexts(examples)),
  };
  return types.flatMap((type) => [...known(type), ...(found[type] ?? [])]);
}
