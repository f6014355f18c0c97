import { assign, binary, bind, call, dictionary, give, lambda, list, member, name, not, number, run, when } from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import { type IrType, named } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import { type Flow, measured, type Shape, type Step, typeOf } from './schema.ts';
import { conditionOf, mapped, type Naming, partOf } from './stream.ts';

/** The body of the pipeline as methods of arrays. `all` are the shapes before each step. */
export function scriptBody({ steps }: Flow, all: readonly Shape[], names: Naming): Statement[] {
  const typed = names.language === 'typescript';
  const body: Statement[] = [];
  let chain: Expression = name(names.items);
  let fresh = false;
  const then = (method: string, ...args: Expression[]): void => {
    chain = call(member(chain, method), ...args);
    fresh = true;
  };
  const made = (className: string, types: IrType[]): Expression => ({
    kind: 'new',
    callee: name(className),
    args: [],
    ...(typed ? { typeArguments: types } : {}),
  });
  for (const [at, step] of steps.entries()) {
    const shape = all[at] as Shape;
    const variable = shape.kind === 'items' ? names.item : shape.kind === 'groups' ? 'row' : 'value';
    const part = (field: string | null): Expression => partOf(name(variable), shape, field, names);
    const each = (value: Expression): Expression => lambda([{ name: variable }], [give(value)]);
    switch (step.op) {
      case 'filter':
        then('filter', each(conditionOf(name(variable), shape, step.conditions, names)));
        break;
      case 'map':
        then('map', each(mapped(name(variable), shape, step, names)));
        break;
      case 'flatten':
        then('flatMap', each(part(step.field)));
        break;
      case 'take':
        then('slice', number(0), number(step.count));
        break;
      case 'skip':
        then('slice', number(step.count));
        break;
      case 'sort': {
        if (!fresh) chain = list([{ kind: 'spread', operand: chain, form: 'list' }]);
        const compared = comparison(shape, step, names);
        then('sort', lambda([{ name: 'left' }, { name: 'right' }], [give(compared)]));
        break;
      }
      case 'distinct': {
        const type = toIrType(typeOf(shape, step.by) ?? 'string');
        if (step.by === null) {
          chain = list([{ kind: 'spread', operand: { kind: 'new', callee: name('Set'), args: [chain] }, form: 'list' }]);
          fresh = true;
          break;
        }
        const seen = names.fresh('seen');
        body.push(bind(seen, made('Set', [type])));
        const first: Statement[] = [
          bind('known', call(`${seen}.has`, part(step.by))),
          run(call(`${seen}.add`, part(step.by))),
          give(not(name('known'))),
        ];
        then('filter', lambda([{ name: variable }], first));
        break;
      }
      case 'group': {
        const groups = names.fresh('groups');
        const key = toIrType(typeOf(shape, step.by) ?? 'string');
        const average: IrType = {
          kind: 'shape',
          form: 'object',
          members: ['sum', 'count'].map((part) => ({ kind: 'property', name: part, type: { kind: 'number' } })),
        };
        body.push(bind(groups, made('Map', [key, step.measure === 'average' ? average : { kind: 'number' }])));
        body.push({ kind: 'each', name: variable, source: chain, body: gather(step, groups, part) });
        const rows = names.fresh('rows');
        body.push(bind(rows, rowsOf(step, groups, names)));
        chain = name(rows);
        fresh = true;
        break;
      }
      case 'total':
        return [...body, ...total(step, chain, each, part, variable, names)];
    }
  }
  return [...body, give(chain)];
}

/** Negative, zero or positive as the left item comes first or the right one. */
function comparison(shape: Shape, { by, descending }: Extract<Step, { op: 'sort' }>, names: Naming): Expression {
  const [first, second] = descending ? ['right', 'left'] : ['left', 'right'];
  const left = partOf(name(first ?? ''), shape, by, names);
  const right = partOf(name(second ?? ''), shape, by, names);
  if (typeOf(shape, by) !== 'string') return binary(left, '-', right);
  const after: Expression = { kind: 'conditional', condition: binary(left, '>', right), yes: number(1), no: number(0) };
  return { kind: 'conditional', condition: binary(left, '<', right), yes: number(-1), no: after };
}

type GroupStep = Extract<Step, { op: 'group' }>;

function gather({ by, measure, field }: GroupStep, groups: string, part: (field: string | null) => Expression): Statement[] {
  const known = (otherwise: Expression): Expression => binary(call(`${groups}.get`, part(by)), 'coalesce', otherwise);
  const set = (value: Expression): Statement => run(call(`${groups}.set`, part(by), value));
  if (measure === 'average')
    return [
      bind('group', known(dictionary({ sum: number(0), count: number(0) }))),
      assign('group.sum', part(field), '+'),
      assign('group.count', number(1), '+'),
      set(name('group')),
    ];
  if (measure === 'min' || measure === 'max') {
    const infinity: Expression = name('Infinity');
    const start: Expression = measure === 'min' ? infinity : { kind: 'unary', operator: 'negate', operand: infinity };
    return [set(call(`Math.${measure}`, known(start), part(field)))];
  }
  return [set(binary(known(number(0)), '+', measure === 'count' ? number(1) : part(field)))];
}

function rowsOf(step: GroupStep, groups: string, names: Naming): Expression {
  const result: Shape = {
    kind: 'groups',
    fields: [
      { name: step.by, type: 'string' },
      { name: measured(step), type: 'number' },
    ],
  };
  const value = step.measure === 'average' ? binary(name('group.sum'), '/', name('group.count')) : name('value');
  const row: Expression = {
    kind: 'record',
    type: named(names.row),
    fields: [
      { name: names.field(result, step.by), value: name('key') },
      { name: names.field(result, measured(step)), value },
    ],
  };
  const parts = ['key', step.measure === 'average' ? 'group' : 'value'];
  return call(
    member(list([{ kind: 'spread', operand: name(groups), form: 'list' }]), 'map'),
    lambda([{ name: '', pattern: { kind: 'listPattern', items: parts.map((part) => ({ kind: 'name', name: part })) } }], [give(row)]),
  );
}

function total(
  { measure, field }: Extract<Step, { op: 'total' }>,
  chain: Expression,
  each: (value: Expression) => Expression,
  part: (field: string | null) => Expression,
  variable: string,
  names: Naming,
): Statement[] {
  if (measure === 'count') return [give(member(chain, 'length'))];
  const added = (of: Expression, item: string, value: Expression): Expression =>
    call(member(of, 'reduce'), lambda([{ name: 'sum' }, { name: item }], [give(binary(name('sum'), '+', value))]), number(0));
  if (measure === 'sum') return [give(added(chain, variable, part(field)))];
  const values = names.fresh('values');
  const taken = field === null ? chain : call(member(chain, 'map'), each(part(field)));
  const best = measure === 'min' ? 'least' : 'most';
  const found =
    measure === 'average'
      ? binary(added(name(values), 'value', name('value')), '/', name(`${values}.length`))
      : call(`${values}.reduce`, lambda([{ name: best }, { name: 'value' }], [give(call(`Math.${measure}`, name(best), name('value')))]));
  return [bind(values, taken), when(binary(name(`${values}.length`), '==', number(0)), [give(name('undefined'))]), give(found)];
}
