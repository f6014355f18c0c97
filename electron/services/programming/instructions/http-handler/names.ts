import { faultOf } from '#domain/http-contract';
import { distinct, valueName } from '#domain/ir/names';
import type { TargetLanguage } from '#domain/programming';
import type { TypedName } from '../../plan.ts';
import type { HttpHandlerPlan } from './schema.ts';

export interface Input {
  /** As the client writes it. */
  key: string;
  variable: string;
  type: string;
  optional: boolean;
  default: TypedName['default'];
}

export interface Inputs {
  path: Input[];
  query: Input[];
  body: Input[];
  all: Input[];
}

/** The variables of a handler: distinct, no keywords, none that the frame around them uses. */
export function inputsOf(plan: HttpHandlerPlan, language: TargetLanguage, taken: string[]): Inputs {
  const flat = [...plan.path, ...plan.query, ...plan.body];
  const variables = distinct([...taken, ...flat.map(({ name }) => valueName(name, language))]).slice(taken.length);
  const all = flat.map(
    (input, at): Input => ({
      key: input.name,
      variable: variables[at] ?? 'value',
      type: input.type,
      optional: input.optional,
      default: input.default,
    }),
  );
  const fromQuery = plan.path.length;
  const fromBody = fromQuery + plan.query.length;
  return { path: all.slice(0, fromQuery), query: all.slice(fromQuery, fromBody), body: all.slice(fromBody), all };
}

export type Segment = { literal: string } | { parameter: string };

export function segmentsOf(route: string): Segment[] {
  return route
    .split('/')
    .slice(1)
    .filter((part, at, parts) => part !== '' || at < parts.length - 1)
    .map((part) => (part.startsWith(':') ? { parameter: part.slice(1) } : { literal: part }));
}

/** `GET /users/:id` is `get users by id`; a bare GET of one word is that word. */
export function handlerWords(plan: HttpHandlerPlan): string {
  if (plan.name) return plan.name.value;
  const segments = segmentsOf(plan.route.value);
  const parts = segments
    .map((part) => ('literal' in part ? part.literal : `by ${part.parameter}`))
    .filter((part) => /[A-Za-z0-9\u4e00-\u9fff]/.test(part));
  if (parts.length === 0) return `${plan.method.value.toLowerCase()} root`;
  if (parts.length === 1 && plan.method.value === 'GET') return parts[0] ?? 'handler';
  return `${plan.method.value.toLowerCase()} ${parts.join(' ')}`;
}

/** Whether a route that is there may answer a path of the new one: then nothing is refused on its behalf. */
export function overlaps(plan: HttpHandlerPlan, path: string): boolean {
  const own = segmentsOf(plan.route.value);
  const other = path.split('/').slice(1);
  const isParameter = (part: string | undefined): boolean => part !== undefined && /^[:<{]/.test(part);
  return (
    own.length === other.length && own.every((part, at) => 'parameter' in part || isParameter(other[at]) || part.literal === other[at])
  );
}

/** What an error says of an input. */
export const fault = (input: Input, place: 'path' | 'query' | 'body'): string => faultOf({ name: input.key, type: input.type }, place);
