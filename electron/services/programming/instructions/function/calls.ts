import type { Example, Value } from '#domain/operators/term';
import type { FunctionPromise } from '#domain/promises';
import { ownName } from './lower.ts';
import type { FunctionPlan } from './schema.ts';

const plain = /^(?:string|integer|number|boolean)(?:\[\])*$/;
const isValue = (value: unknown): value is Value =>
  Array.isArray(value) ? value.every(isValue) : ['string', 'number', 'boolean'].includes(typeof value);
const areValues = (values: readonly unknown[]): values is readonly Value[] => values.every(isValue);

/** The examples of a plan as calls of its function, where all of them are plain values in the order of its parameters. */
export function callsOf(plan: FunctionPlan): Pick<FunctionPromise, 'name' | 'examples'> | null {
  const name = ownName(plan, { language: plan.language.value });
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return null;
  // Parameters that may be left out change their place.
  if (plan.parameters.some((each) => each.optional || each.default !== null || !plain.test(each.type))) return null;
  const count = plan.parameters.length;
  const examples = (plan.examples?.value ?? []).flatMap(({ inputs, output }): Example[] =>
    isValue(output) && areValues(inputs) && inputs.length === count ? [{ inputs, output }] : [],
  );
  return examples.length > 0 ? { name, examples } : null;
}
