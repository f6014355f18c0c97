import { template, text } from '#domain/ir/build';
import { distinct, valueName } from '#domain/ir/names';
import type { Expression, Parameter } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import type { Change, Target } from '../instruction.ts';
import type { ApiCallPlan } from './schema.ts';

const frame = [
  'response',
  'error',
  'err',
  'request',
  'body',
  'result',
  'payload',
  'client',
  'data',
  'json',
  'http',
  'fetch',
  'url',
  'content',
  'io',
  'fmt',
  'time',
  'quote',
  'encoded',
  'HTTPError',
  'URLError',
  'bytes',
  'str',
];

interface Named {
  key: string;
  variable: string;
  type: IrType;
  optional: boolean;
}

export interface Inputs {
  path: Named[];
  body: Named[];
}

export function inputsOf(plan: ApiCallPlan, target: Target): Inputs {
  const flat = [...plan.parameters, ...plan.body.map((field) => ({ ...field, type: field.type }))];
  const own = valueName(plan.name.value, target.language);
  const taken = [...frame, own];
  const variables = distinct([...taken, ...flat.map((input) => valueName(input.name, target.language))]).slice(taken.length);
  const all = flat.map(
    (input, at): Named => ({
      key: input.name,
      variable: variables[at] ?? 'value',
      // Dates travel as text in JSON; the caller formats them.
      type: toIrType(input.type.replace('datetime', 'string')),
      optional: input.optional,
    }),
  );
  return { path: all.slice(0, plan.parameters.length), body: all.slice(plan.parameters.length) };
}

/** The pieces of the address: literal text, and each parameter escaped so that it cannot leave its place. */
export function address(plan: ApiCallPlan, inputs: Inputs, escape: (input: Named, inQuery: boolean) => Expression): Expression {
  const pieces = plan.url.value.split(/\{([A-Za-z_]\w*)\}/);
  if (pieces.length === 1) return text(plan.url.value);
  const parts = pieces.map((piece, at): string | Expression => {
    const input = at % 2 === 1 ? inputs.path.find((each) => each.key === piece) : undefined;
    return input ? escape(input, pieces.slice(0, at).join('').includes('?')) : piece;
  });
  return template(...parts.filter((part) => part !== ''));
}

export const label = (plan: ApiCallPlan): string => `${plan.method.value} ${plan.url.value}`;

export type Part = Pick<Change, 'imports' | 'declarations' | 'names'>;

export const parameters = (inputs: Inputs): Parameter[] =>
  [...inputs.path, ...inputs.body.filter((input) => !input.optional), ...inputs.body.filter((input) => input.optional)].map((input) => ({
    name: input.variable,
    type: input.optional ? { kind: 'optional', inner: input.type } : input.type,
  }));
