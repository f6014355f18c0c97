import type { Expression } from '#domain/ir/nodes';
import { dottedName } from '../../rewriting/visit.ts';
import { type Loop, namesIn, real } from './loops.ts';

/** Looking for a value in a slice: `slices.Contains` and `slices.Index`. */
export interface Search {
  call: 'Contains' | 'Index';
  source: Expression;
  value: Expression;
  /** The flag that is set; null where the loop returns. */
  target: string | null;
}

/** The search that a loop of Go is; why it is none elsewhere. */
export function goSearch({ node, list, at }: Loop): Search | [string, string] {
  const none: [string, string] = [
    'Go has no comprehensions, and only a loop that looks for a value has a function in `slices`',
    'Go 没有推导式，只有查找某个值的循环可以改用 `slices` 包',
  ];
  const [test, ...more] = real(node.body);
  if (
    test?.kind !== 'if' ||
    more.length > 0 ||
    test.otherwise ||
    test.before ||
    test.condition.kind !== 'binary' ||
    test.condition.operator !== '=='
  )
    return none;
  const { left, right } = test.condition;
  const item = node.name;
  const value = dottedName(left) === item ? right : dottedName(right) === item ? left : null;
  if (!value || node.over === 'keys' || item === '' || item === '_') return none;
  const used = namesIn(value);
  const plain = value.kind === 'string' || value.kind === 'number' || value.kind === 'boolean' || dottedName(value) !== null;
  if (used.has(item) || (node.key && used.has(node.key)) || !plain) return none;
  const [first, second, third] = real(test.then);
  const next = real(list.slice(at + 1))[0];
  if (first?.kind === 'return' && !second && next?.kind === 'return' && first.values.length === 1 && next.values.length === 1) {
    const [found] = first.values;
    const [missing] = next.values;
    if (found?.kind === 'boolean' && found.value && missing?.kind === 'boolean' && !missing.value)
      return { call: 'Contains', source: node.source, value, target: null };
    const isKey = found?.kind === 'name' && node.key !== undefined && node.key !== '_' && found.name === node.key;
    const isMinusOne =
      missing?.kind === 'unary' && missing.operator === 'negate' && missing.operand.kind === 'number' && missing.operand.value === 1;
    if (isKey && isMinusOne) return { call: 'Index', source: node.source, value, target: null };
    return none;
  }
  const sets =
    first?.kind === 'assign' && !first.operator && first.target.kind === 'name' && first.value.kind === 'boolean' && first.value.value;
  if (sets && first.kind === 'assign' && first.target.kind === 'name' && second?.kind === 'break' && !second.label && !third)
    return { call: 'Contains', source: node.source, value, target: first.target.name };
  return none;
}
