import { binary, bind, call, dictionary, fromJson, name, not, nothing, text, when } from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import { type Input, type Inputs, typePhrase } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';

export const silent = (plan: HttpHandlerPlan): boolean =>
  plan.status.value === 204 || plan.status.value === 304 || plan.response.value.form === 'none';

export function payload(plan: HttpHandlerPlan, inputs: Inputs): Expression {
  const response = plan.response.value;
  if (response.form === 'text') return text(response.value);
  if (response.form === 'json') return fromJson(response.value);
  return dictionary(inputs.all.map((input): [string, Expression] => [input.key, name(input.variable)]));
}

const pythonTypes: Record<string, Expression> = {
  integer: name('int'),
  boolean: name('bool'),
  map: name('dict'),
  string: name('str'),
  datetime: name('str'),
};

/** Reads the fields of a JSON object and checks their types; `fail` answers with a message. */
export function bodyReads(inputs: Input[], fail: (message: string) => Statement[]): Statement[] {
  return inputs.flatMap((input): Statement[] => {
    const it = name(input.variable);
    const read = bind(input.variable, call('body.get', text(input.key), ...(input.default === null ? [] : [fromJson(input.default)])));
    if (input.type === 'unknown')
      return input.optional ? [read] : [read, when(binary(it, '==', nothing), fail(`${input.key} is required`))];
    const expected: Expression =
      input.type === 'number' ? { kind: 'name', name: '(int, float)' } : (pythonTypes[input.type] ?? name('list'));
    const wrong = not(call('isinstance', it, expected));
    return [
      read,
      when(
        input.optional ? binary(binary(it, '!=', nothing), 'and', wrong) : wrong,
        fail(`${input.key} must be ${typePhrase(input.type)}`),
      ),
    ];
  });
}
