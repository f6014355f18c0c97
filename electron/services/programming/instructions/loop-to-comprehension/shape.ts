import type { Expression, Statement } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';
import { type Each, methodCall, real } from './loops.ts';

/** What a loop does, where it can be said as one expression. */
export type Shape = { conditions: Expression[] } & (
  | { form: 'list' | 'set'; target: string; item: Expression }
  /** Adds all items of another collection. */
  | { form: 'flat'; target: string; item: Expression }
  | { form: 'map'; target: string; key: Expression; item: Expression }
  | { form: 'sum'; target: string; item: Expression }
  /** `flag = value; break` or `return value`, with the other value behind the loop. */
  | { form: 'any' | 'all'; target: string | null; item: Expression }
);

export type Found = Shape | { refused: [string, string] };

/** What the body of a loop does with each item. */
export function shapeOf({ body }: Each, rest: readonly Statement[], language: TargetLanguage): Found {
  const conditions: Expression[] = [];
  let list = real(body);
  for (;;) {
    const [only] = list;
    if (list.length !== 1 || only?.kind !== 'if' || only.otherwise || only.before) break;
    conditions.push(only.condition);
    list = real(only.then);
  }
  const [first, second] = list;
  if (first?.kind === 'if' && list.length === 2 && first.then.length > 0) {
    const skip = real(first.then);
    if (skip.length === 1 && skip[0]?.kind === 'continue' && !skip[0].label && !first.otherwise && !first.before && second) {
      conditions.push({ kind: 'unary', operator: 'not', operand: first.condition });
      return ofStatement([second], conditions, rest, language);
    }
  }
  return ofStatement(list, conditions, rest, language);
}

const many: Found = {
  refused: ['it does more than one thing with each item', '它对每一项做了多件事'],
};

function ofStatement(list: readonly Statement[], conditions: Expression[], rest: readonly Statement[], language: TargetLanguage): Found {
  const [first, second] = list;
  if (!first) return { refused: ['it does nothing', '它没有做任何事'] };
  if (second) {
    const flag = first.kind === 'assign' && first.target.kind === 'name' && !first.operator && first.value.kind === 'boolean';
    if (
      flag &&
      second.kind === 'break' &&
      !second.label &&
      list.length === 2 &&
      first.kind === 'assign' &&
      first.target.kind === 'name' &&
      first.value.kind === 'boolean'
    )
      return condition(conditions, first.target.name, first.value.value);
    return many;
  }
  if (first.kind === 'return') {
    const [value] = first.values;
    const next = real(rest)[0];
    const other = next?.kind === 'return' ? next.values[0] : undefined;
    if (value?.kind === 'boolean' && other?.kind === 'boolean' && value.value !== other.value)
      return condition(conditions, null, value.value);
    return { refused: ['it returns from the middle', '它会在中途返回'] };
  }
  if (first.kind === 'break' || first.kind === 'continue') return { refused: ['it is left early', '它会提前结束'] };
  const pushed = methodCall(first, language === 'python' ? 'append' : 'push');
  const [item] = pushed?.args ?? [];
  if (pushed && item && pushed.args.length === 1) {
    if (item.kind === 'spread') return { form: 'flat', target: pushed.target, item: item.operand, conditions };
    return { form: 'list', target: pushed.target, item, conditions };
  }
  const added = methodCall(first, 'add');
  if (added?.args.length === 1 && added.args[0] && added.args[0].kind !== 'spread')
    return { form: 'set', target: added.target, item: added.args[0], conditions };
  const extended = language === 'python' ? methodCall(first, 'extend') : null;
  if (extended?.args.length === 1 && extended.args[0]) return { form: 'flat', target: extended.target, item: extended.args[0], conditions };
  const stored = language === 'python' ? null : methodCall(first, 'set');
  if (stored?.args.length === 2 && stored.args[0] && stored.args[1])
    return { form: 'map', target: stored.target, key: stored.args[0], item: stored.args[1], conditions };
  if (first.kind === 'assign' && first.target.kind === 'index' && first.target.object.kind === 'name' && !first.operator && !first.also)
    return { form: 'map', target: first.target.object.name, key: first.target.index, item: first.value, conditions };
  if (first.kind === 'assign' && first.target.kind === 'name' && first.operator === '+')
    return { form: 'sum', target: first.target.name, item: first.value, conditions };
  return { refused: ['what it does with each item is no plain collecting', '它对每一项的处理不是简单的收集'] };
}

/** Whether one item, or every item, fulfils a condition: the last one is what is looked for. */
function condition(conditions: Expression[], target: string | null, value: boolean): Found {
  const last = conditions.at(-1);
  if (!last) return { refused: ['it stops at the first item whatever that is', '它总是在第一项就停止'] };
  return { form: value ? 'any' : 'all', target, item: last, conditions: conditions.slice(0, -1) };
}
