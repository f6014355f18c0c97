import { all, binary, call, lambda, name, not, nothing, text } from '#domain/ir/build';
import type { Expression } from '#domain/ir/nodes';
import type { Input } from './names.ts';

const any = (first: Expression, ...rest: Expression[]): Expression => rest.reduce((left, right) => binary(left, 'or', right), first);

/** Whether a value of JSON has a type: the test that holds, and the one that says that it does not. Null for any type. */
function testsOf(it: Expression, type: string): { is: Expression; isNot: Expression } | null {
  const either = (is: Expression, isNot: Expression) => ({ is, isNot });
  const byCall = (test: Expression) => either(test, not(test));
  if (type === 'unknown') return null;
  if (type === 'integer') return byCall(call('Number.isSafeInteger', it));
  if (type === 'number') return byCall(call('Number.isFinite', it));
  const kind: Expression = { kind: 'unary', operator: 'typeof', operand: it };
  if (type === 'map')
    return either(
      all(binary(kind, '==', text('object')), binary(it, '!=', nothing), not(call('Array.isArray', it))),
      any(binary(kind, '!=', text('object')), binary(it, '==', nothing), call('Array.isArray', it)),
    );
  if (!type.endsWith('[]')) {
    const wanted = text(type === 'boolean' ? 'boolean' : 'string');
    return either(binary(kind, '==', wanted), binary(kind, '!=', wanted));
  }
  const isList = call('Array.isArray', it);
  const item = testsOf(name('each'), type.slice(0, -2));
  if (item === null) return byCall(isList);
  const every = call({ kind: 'member', object: it, name: 'every' }, lambda([{ name: 'each' }], [{ kind: 'return', values: [item.is] }]));
  return either(all(isList, every), any(not(isList), not(every)));
}

/** The test that an input of a body is not what it has to be; null where it can be anything. */
export function wrongType(input: Input): Expression | null {
  const it = name(input.variable);
  if (input.type === 'unknown') return input.optional || input.default !== null ? null : binary(it, '==', nothing);
  const tests = testsOf(it, input.type);
  if (tests === null) return null;
  return input.optional && input.default === null ? all(binary(it, '!=', nothing), tests.isNot) : tests.isNot;
}
