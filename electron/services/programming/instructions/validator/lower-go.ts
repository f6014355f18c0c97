import { binary, bind, boolean, call, give, name as nameOf, number, run, text, when } from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import { named } from '#domain/ir/types';
import { formatTitles, hasDay } from './formats.ts';
import { baseOf, type Names } from './names.ts';
import { isList, type Rule } from './rules.ts';

const methods = { string: 'text', integer: 'integer', number: 'number', boolean: 'flag' } as const;
const zeros: Record<keyof typeof methods, Expression> = {
  string: text(''),
  integer: number(0),
  number: { kind: 'number', value: 0, form: 'float' },
  boolean: boolean(false),
};
const address = (operand: Expression): Expression => ({ kind: 'unary', operator: 'address', operand });

/** The method of Go's checks that reads a value; lists have one for each type of item. */
export const goMethodOf = ({ type }: Rule): string => methods[baseOf(type)] + (isList(type) ? 's' : '');

/** Checks of a value that is there and has its type. */
function furtherChecks(rule: Rule, value: Expression, names: Names): Statement[] {
  const { type, minimum, maximum, choices, format } = rule;
  const path = text(rule.name);
  const counted = type === 'string' || isList(type);
  const count = type === 'string' ? call('utf8.RuneCountInString', value) : call('len', value);
  const what = text(type === 'string' ? 'length' : 'number of items');
  const float = type === 'number' ? value : call('float64', value);
  const limit = (method: string, counting: string, bound: number | null): Statement[] => {
    if (bound === null) return [];
    return [
      run(counted ? call(`checks.${counting}`, path, count, what, number(bound)) : call(`checks.${method}`, path, float, number(bound))),
    ];
  };
  const made = [...limit('atLeast', 'shortest', minimum), ...limit('atMost', 'longest', maximum)];
  if (choices.length > 0) made.push(run(call('checks.oneOf', path, value, ...choices.map(text))));
  if (format !== null) {
    const matches = call({ kind: 'member', object: { kind: 'name', name: names.format(format) }, name: 'MatchString' }, value);
    const day = call('checks.isDay', { kind: 'slice', object: value, to: number(10) });
    const fits = hasDay(format) ? binary(matches, 'and', day) : matches;
    made.push(run(call('checks.format', path, fits, text(formatTitles[format]))));
  }
  return made;
}

export function goBody(rules: readonly Rule[], strict: boolean, names: Names): Statement[] {
  const checked = rules.map((rule, at): Statement => {
    const field = nameOf(`result.${names.fields[at] ?? 'Value'}`);
    const isPointer = rule.optional && !isList(rule.type);
    const into = isPointer ? nameOf('value') : field;
    const read = call(`checks.${goMethodOf(rule)}`, text(rule.name), address(into), boolean(rule.optional));
    const then: Statement[] = [
      ...furtherChecks(rule, into, names),
      ...(isPointer ? [{ kind: 'assign' as const, target: field, value: address(nameOf('value')) }] : []),
    ];
    if (then.length === 0) return run(read);
    return { kind: 'if', ...(isPointer ? { before: bind('value', zeros[baseOf(rule.type)]) } : {}), condition: read, then };
  });
  const empty: Expression = { kind: 'composite', type: named(names.type), items: [] };
  const failure: Expression = {
    kind: 'composite',
    type: named(names.failure),
    items: [{ key: nameOf('Problems'), value: nameOf('checks.problems') }],
  };
  return [
    { kind: 'declare', name: 'result', type: named(names.type), form: 'var' },
    ...checked,
    ...(strict ? [run(call('checks.only', ...rules.map(({ name }) => text(name))))] : []),
    when(binary(call('len', nameOf('checks.problems')), '>', number(0)), [give(empty, address(failure))]),
    give(nameOf('result'), nameOf('nil')),
  ];
}
