import fc from 'fast-check';
import { type FieldValues, type HttpCase, isClear, isPlain, requestOf } from '#domain/http-cases';
import type { ContractField, HttpContract, HttpEndpoint } from '#domain/http-contract';
import { type TargetLanguage, targetLanguages } from '#domain/programming';
import type { Programming } from '#services/programming';
import type { AnyPlan, Instruction } from '../../electron/services/programming/instructions/instruction.ts';
import { instructions } from '../../electron/services/programming/instructions.node.ts';
import { applied, filesOf } from '../unit/programming/bank.ts';
import { randomPlans, standardOnly } from './random-code.ts';

/** A service that was made of random plans, in every language. */
export interface RandomService {
  kind: string;
  contract: HttpContract;
  code: Record<TargetLanguage, string>;
}

/** Texts of requests come as UTF-8, which has no halves of characters. */
const wellFormed = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'string' ? each.replace(/\p{Surrogate}/gu, '\ufffd') : each,
  ) as Value;

const shapeOf = (route: string): string[] => route.split('/').map((part) => (part.startsWith(':') ? ':' : part));
/** Two routes of one path, or of paths that no request can mean at once. */
const agree = (left: string, right: string): boolean => {
  const [one, other] = [shapeOf(left), shapeOf(right)];
  return (
    one.join('/') === other.join('/') ||
    one.length !== other.length ||
    one.some((part, at) => part !== other[at] && part !== ':' && other[at] !== ':')
  );
};

/** What the plans of a service become, one after the other in one file; null where a language has no place for one of them. */
async function codeOf(engine: Programming, plans: readonly AnyPlan[], language: TargetLanguage): Promise<string | null> {
  let files: Record<string, string> = {};
  for (const plan of plans) {
    const request = { plan: { ...plan, language: { value: language, source: 'words' } }, text: '', files: filesOf(files), attachments: [] };
    const answer = await engine.execute(request, new AbortController().signal);
    if (answer.edits.length === 0) return null;
    files = applied(answer, files);
  }
  const texts = Object.values(files);
  return texts.length === 1 ? (texts[0] ?? null) : null;
}

/** Random services of all kinds that have a contract, the same for the same seed: endpoints that were asked for one by one among them. */
export async function randomServices(engine: Programming, count: number, seed: number): Promise<RandomService[]> {
  const kinds = instructions.filter(({ contract }) => contract !== undefined);
  const found: RandomService[] = [];
  for (const [at, instruction] of kinds.entries()) {
    const share = Math.floor(count / kinds.length) + (at < count % kinds.length ? 1 : 0);
    const drawn = randomPlans(instruction, share * 12, seed + at).map((plan) => standardOnly(wellFormed(plan)));
    const plans = drawn.filter((plan) => instruction.contract?.(plan)?.endpoints.every(isOrdinary));
    for (let made = 0; made < share && plans.length > 0; ) {
      const service = await oneService(engine, instruction, takeFrom(instruction, plans));
      if (service === null) continue;
      found.push(service);
      made += 1;
    }
  }
  return found;
}

/** Its path reaches the server as it is, and its defaults are of the types of their fields. */
const isOrdinary = (endpoint: HttpEndpoint): boolean =>
  isPlain(endpoint) && (['path', 'query', 'body'] as const).every((place) => endpoint[place].every((field) => isClear(field, place)));

/** The next plan; of single endpoints some that can stand beside each other. */
function takeFrom(instruction: Instruction, plans: AnyPlan[]): AnyPlan[] {
  const first = plans.shift();
  if (first === undefined) return [];
  if (instruction.kind !== 'http-handler') return [first];
  const chosen = [first];
  const endpointOf = (plan: AnyPlan) => instruction.contract?.(plan)?.endpoints[0] ?? { method: '', route: '' };
  for (let left = plans.length % 3; left > 0 && plans.length > 0; left -= 1) {
    const at = plans.findIndex((plan) =>
      chosen.every((each) => {
        const [one, other] = [endpointOf(each), endpointOf(plan)];
        const same = shapeOf(one.route).join('/') === shapeOf(other.route).join('/') && one.method === other.method;
        return !same && agree(one.route, other.route) && other.route !== '/';
      }),
    );
    if (at >= 0) chosen.push(...plans.splice(at, 1));
  }
  return chosen;
}

async function oneService(engine: Programming, instruction: Instruction, plans: readonly AnyPlan[]): Promise<RandomService | null> {
  const code = {} as Record<TargetLanguage, string>;
  for (const language of targetLanguages) {
    const text = await codeOf(engine, plans, language);
    if (text === null) return null;
    code[language] = text;
  }
  const endpoints = plans.flatMap((plan) => instruction.contract?.(plan)?.endpoints ?? []);
  return { kind: instruction.kind, contract: { endpoints }, code };
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((each) => !/\p{Surrogate}|^\.+$/u.test(each));
const plainValue = (type: string): fc.Arbitrary<unknown> => {
  if (type.endsWith('[]')) return fc.array(plainValue(type.slice(0, -2)), { maxLength: 3 });
  if (type === 'integer') return fc.maxSafeInteger();
  if (type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'map') return fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer(), { maxKeys: 3 });
  if (type === 'unknown') return fc.oneof(fc.integer(), text, fc.constant({ a: [1, null] }));
  return type === 'datetime' ? fc.constant('2024-02-29T12:30:00Z') : text;
};

/** Valid requests with random values, in a random order. */
export function randomSession({ endpoints }: HttpContract, length: number, seed: number): HttpCase[] {
  const valuesOf = (fields: readonly ContractField[], place: 'path' | 'query' | 'body') =>
    fc
      .tuple(...fields.map((field) => fc.tuple(fc.constant(field.name), inPlace(field, place))))
      .map((pairs) => new Map(pairs.filter(([, value]) => value !== undefined)));
  const inPlace = ({ type, optional, default: fallback }: ContractField, place: string): fc.Arbitrary<unknown> => {
    const isText = place !== 'body' && !['integer', 'number', 'boolean', 'datetime'].includes(type);
    // Go's own router takes a slash at the end of a segment for one of the path, even where it is escaped.
    const plain = place === 'path' ? text.filter((each) => !/^\/|\/$/.test(each)) : text;
    const value = isText ? plain : plainValue(type);
    return (optional || fallback !== null) && place === 'body' ? fc.option(value, { nil: undefined }) : value;
  };
  const request = fc
    .constantFrom(...endpoints)
    .chain((endpoint) =>
      fc
        .record({ path: valuesOf(endpoint.path, 'path'), query: valuesOf(endpoint.query, 'query'), body: valuesOf(endpoint.body, 'body') })
        .map((values) => requestOf(endpoint, values as FieldValues, 'a random valid request')),
    );
  return fc.sample(request, { numRuns: length, seed });
}
