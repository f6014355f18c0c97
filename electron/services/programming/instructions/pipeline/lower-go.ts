import { assign, binary, bind, boolean, call, give, index, lambda, member, name, not, number, when } from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import { booleanType, type IrType, integerType, listOf, named } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import { type Flow, mappedType, measured, measuredType, type Shape, type Step, typeOf } from './schema.ts';
import { conditionOf, mapped, type Naming, nested, partOf, type Stream, through, untouched } from './stream.ts';

/** The type of one item. */
export const itemType = (shape: Shape, names: Naming): IrType =>
  shape.kind === 'values' ? toIrType(shape.type) : named(shape.kind === 'items' ? names.type : names.row);

const empty = (type: IrType): Expression => ({ kind: 'list', items: [], element: type });
const emptyMap = (key: IrType, value: IrType): Expression => ({ kind: 'composite', type: { kind: 'map', key, value }, items: [] });
const added = (to: string, value: Expression): Statement => assign(to, call('append', name(to), value));
const zero = (variable: string, type: IrType): Statement => ({ kind: 'declare', name: variable, type });
const float = (value: Expression): Expression => call('float64', value);

/** The body of the pipeline as loops. `all` are the shapes before each step and after the last. */
export function goBody({ steps }: Flow, all: readonly Shape[], names: Naming): Statement[] {
  const body: Statement[] = [];
  let stream = through(name(names.items), names.item, all[0] as Shape);
  /** The list that is the stream belongs to this function, and may be changed. */
  let own = false;
  const start = (list: string, shape: Shape): void => {
    stream = through(name(list), shape.kind === 'items' ? names.item : shape.kind === 'groups' ? 'row' : 'value', shape);
  };
  /** A variable that holds the items; with `fresh` one whose items may be moved. */
  const gathered = (fresh = false): string => {
    const there = untouched(stream);
    if (there?.kind === 'name' && (own || !fresh)) return there.name;
    const kept = names.fresh(stream.shape.kind === 'values' ? 'values' : 'kept');
    const type = itemType(stream.shape, names);
    body.push(bind(kept, there ? ({ ...call('append', empty(type), there), spreadLast: true } as Expression) : empty(type)));
    if (!there) body.push(...nested(stream.clauses, [added(kept, stream.value)]));
    own = true;
    return kept;
  };
  for (const [at, step] of steps.entries()) {
    const { shape, value } = stream;
    const next = all[at + 1] as Shape;
    switch (step.op) {
      case 'filter':
        stream = { ...stream, clauses: [...stream.clauses, { kind: 'if', condition: conditionOf(value, shape, step.conditions, names) }] };
        break;
      case 'map': {
        const fraction = step.operator !== null && mappedType(shape, step) === 'number';
        const convert = (operand: Expression, field: string | null): Expression =>
          fraction && typeOf(shape, field) === 'integer' ? float(operand) : operand;
        stream = { ...stream, value: mapped(value, shape, step, names, convert), shape: next };
        break;
      }
      case 'flatten': {
        const inner = names.fresh('value');
        const source = partOf(value, shape, step.field, names);
        stream = { clauses: [...stream.clauses, { kind: 'for', name: inner, source }], value: name(inner), shape: next };
        break;
      }
      case 'take':
      case 'skip': {
        const list = gathered();
        const count = number(step.count);
        const part = (from?: Expression, to?: Expression): Statement => assign(list, { kind: 'slice', object: name(list), from, to });
        const longer = binary(call('len', name(list)), '>', count);
        body.push(step.op === 'take' ? when(longer, [part(undefined, count)]) : when(longer, [part(count)], [part(undefined, number(0))]));
        start(list, next);
        break;
      }
      case 'sort': {
        const list = gathered(true);
        const item = (at: string): Expression => partOf(index(name(list), name(at)), shape, step.by, names);
        const less = lambda(
          [
            { name: 'i', type: integerType },
            { name: 'j', type: integerType },
          ],
          [give(binary(item('i'), step.descending ? '>' : '<', item('j')))],
          { result: booleanType },
        );
        body.push({ kind: 'expression', value: call('sort.SliceStable', name(list), less) });
        start(list, next);
        break;
      }
      case 'distinct': {
        const seen = names.fresh('seen');
        const kept = names.fresh('unique');
        const key = partOf(value, shape, step.by, names);
        const isNew = when(not(index(name(seen), key)), [assign(index(name(seen), key), boolean(true)), added(kept, value)]);
        body.push(
          bind(seen, emptyMap(toIrType(typeOf(shape, step.by) ?? 'string'), booleanType)),
          bind(kept, empty(itemType(shape, names))),
          ...nested(stream.clauses, [isNew]),
        );
        start(kept, next);
        own = true;
        break;
      }
      case 'group':
        start(group(stream, step, body, names), next);
        own = true;
        break;
      case 'total':
        if (step.measure === 'count') {
          const list = gathered();
          return [...body, give(call('len', name(list)))];
        }
        return [...body, ...total(stream, step, names)];
    }
  }
  const result = gathered();
  return [...body, give(name(result))];
}

function group(stream: Stream, step: Extract<Step, { op: 'group' }>, body: Statement[], names: Naming): string {
  const { by, measure, field } = step;
  const rows = names.fresh('rows');
  const places = names.fresh('places');
  const counts = measure === 'average' ? names.fresh('counts') : null;
  const result: Shape = {
    kind: 'groups',
    fields: [
      { name: by, type: 'string' },
      { name: measured(step), type: 'number' },
    ],
  };
  const key = partOf(stream.value, stream.shape, by, names);
  const plain = partOf(stream.value, stream.shape, field, names);
  const value = measure === 'average' && typeOf(stream.shape, field) === 'integer' ? float(plain) : plain;
  const best = measure === 'min' || measure === 'max';
  const column = names.field(result, measured(step));
  const cell = member(index(name(rows), name('place')), column);
  const row: Expression = {
    kind: 'composite',
    type: named(names.row),
    items: [{ key: name(names.field(result, by)), value: key }, ...(best ? [{ key: name(column), value }] : [])],
  };
  const first = when(not(name('known')), [
    assign('place', call('len', name(rows))),
    assign(index(name(places), key), name('place')),
    added(rows, row),
    ...(counts ? [added(counts, number(0))] : []),
  ]);
  const increased = (place: Expression): Statement => ({
    kind: 'expression',
    value: { kind: 'update', operator: '++', prefix: false, target: place },
  });
  const measures: Statement[] = best
    ? [when(binary(value, measure === 'min' ? '<' : '>', cell), [assign(cell, value)])]
    : measure === 'count'
      ? [increased(cell)]
      : [assign(cell, value, '+'), ...(counts ? [increased(index(name(counts), name('place')))] : [])];
  body.push(
    bind(rows, empty(named(names.row))),
    bind(places, emptyMap(toIrType(typeOf(stream.shape, by) ?? 'string'), integerType)),
    ...(counts ? [bind(counts, empty(integerType))] : []),
    ...nested(stream.clauses, [bind(['place', 'known'], index(name(places), key)), first, ...measures]),
  );
  if (counts) {
    const mean: Statement = { kind: 'assign', target: cell, operator: '/', value: float(index(name(counts), name('place'))) };
    body.push({ kind: 'each', name: 'place', over: 'keys', source: name(rows), body: [mean] });
  }
  return rows;
}

function total(stream: Stream, { measure, field }: Extract<Step, { op: 'total' }>, names: Naming): Statement[] {
  const value = partOf(stream.value, stream.shape, field, names);
  const type = toIrType(measuredType(measure === 'average' ? 'sum' : measure, typeOf(stream.shape, field), field) ?? 'number');
  const increased: Statement = { kind: 'expression', value: { kind: 'update', operator: '++', prefix: false, target: name('count') } };
  if (measure === 'sum') return [zero('sum', type), ...nested(stream.clauses, [assign('sum', value, '+')]), give(name('sum'))];
  if (measure === 'average')
    return [
      zero('sum', type),
      bind('count', number(0)),
      ...nested(stream.clauses, [assign('sum', value, '+'), increased]),
      when(binary(name('count'), '==', number(0)), [give(number(0), boolean(false))]),
      give(binary(type.kind === 'integer' ? float(name('sum')) : name('sum'), '/', float(name('count'))), boolean(true)),
    ];
  const best = measure === 'min' ? 'least' : 'most';
  const better = binary(not(name('found')), 'or', binary(value, measure === 'min' ? '<' : '>', name(best)));
  return [
    zero(best, type),
    bind('found', boolean(false)),
    ...nested(stream.clauses, [when(better, [assign(best, value), assign('found', boolean(true))])]),
    give(name(best), name('found')),
  ];
}

/** What the pipeline returns: a list, one value, or one value and whether there was any. */
export function goResult(last: Step | undefined, shape: Shape, names: Naming): IrType {
  if (last?.op !== 'total') return listOf(itemType(shape, names));
  const type = itemType(shape, names);
  return last.measure === 'sum' || last.measure === 'count' ? type : { kind: 'results', items: [{ type }, { type: booleanType }] };
}
