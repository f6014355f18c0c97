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

/** Types in the sentence of an error message. */
export const typePhrase = (type: string): string =>
  type.endsWith('[]')
    ? 'a list'
    : ({ integer: 'an integer', number: 'a number', boolean: 'a boolean', map: 'an object', unknown: 'given' }[type] ?? 'a string');
