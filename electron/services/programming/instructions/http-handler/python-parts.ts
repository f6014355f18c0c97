import { assign, binary, bind, call, dictionary, fromJson, name, not, nothing, number, text, when } from '#domain/ir/build';
import type { Expression, Pattern, Statement } from '#domain/ir/nodes';
import { fault, type Input, type Inputs } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';

export const silent = (plan: HttpHandlerPlan): boolean =>
  plan.status.value === 204 || plan.status.value === 304 || plan.response.value.form === 'none';

export function payload(plan: HttpHandlerPlan, inputs: Inputs): Expression {
  const response = plan.response.value;
  if (response.form === 'text') return text(response.value);
  if (response.form === 'json') return fromJson(response.value);
  return dictionary(inputs.all.map((input): [string, Expression] => [input.key, name(input.variable)]));
}

const pythonTypes: Record<string, string> = { boolean: 'bool', map: 'dict' };
/** JSON of other languages does not hold larger integers exactly. */
const bound = binary(number(1), '<<', number(53));

/** The test that a value of JSON is not of a type; a bool is an int to `isinstance`. Null for any type. */
function isNot(it: Expression, type: string): Expression | null {
  if (type === 'unknown') return null;
  const kind = call('type', it);
  if (type === 'integer') return binary(binary(kind, 'isNot', name('int')), 'or', binary(call('abs', it), '>=', bound));
  if (type === 'number') return binary(kind, 'notIn', { kind: 'tupleLiteral', items: [name('int'), name('float')] });
  if (!type.endsWith('[]')) return not(call('isinstance', it, name(pythonTypes[type] ?? 'str')));
  const notList = not(call('isinstance', it, name('list')));
  const item = isNot(name('each'), type.slice(0, -2));
  if (item === null) return notList;
  const target: Pattern = { kind: 'name', name: 'each' };
  const wrong = call('any', { kind: 'comprehension', form: 'generator', item, clauses: [{ kind: 'for', target, source: it }] });
  return binary(notList, 'or', wrong);
}

/** Reads the fields of a JSON object and checks their types; `fail` answers with a message. */
export function bodyReads(inputs: Input[], fail: (message: string) => Statement[]): Statement[] {
  return inputs.flatMap((input): Statement[] => {
    const it = name(input.variable);
    const isMissing = binary(it, '==', nothing);
    const read = [
      bind(input.variable, call('body.get', text(input.key))),
      ...(input.default === null ? [] : [when(isMissing, [assign(input.variable, fromJson(input.default))])]),
    ];
    const complain = fail(fault(input, 'body'));
    const mayBeMissing = input.optional && input.default === null;
    if (input.type === 'unknown') return mayBeMissing || input.default !== null ? read : [...read, when(isMissing, complain)];
    const wrong = isNot(it, input.type);
    if (wrong === null) return read;
    return [...read, when(mayBeMissing ? binary(binary(it, '!=', nothing), 'and', wrong) : wrong, complain)];
  });
}
