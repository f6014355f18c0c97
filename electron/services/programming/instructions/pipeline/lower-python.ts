import { assign, binary, bind, call, callNamed, give, index, lambda, name, nothing, number, run, when } from '#domain/ir/build';
import type { ComprehensionClause, Expression, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import { type Flow, measuredType, type Shape, type Step, typeOf } from './schema.ts';
import { conditionOf, mapped, type Naming, nested, partOf, type Stream, through, untouched } from './stream.ts';

const clausesOf = ({ clauses }: Stream): ComprehensionClause[] =>
  clauses.map((clause) =>
    clause.kind === 'if'
      ? { kind: 'if', condition: clause.condition }
      : { kind: 'for', target: { kind: 'name', name: clause.name }, source: clause.source },
  );

/** The items as a list: the one that is there, or a comprehension. */
const listOf = (stream: Stream): Expression =>
  untouched(stream) ?? { kind: 'comprehension', form: 'list', item: stream.value, clauses: clausesOf(stream) };

/** The values of a field, one after the other. */
const valuesOf = (stream: Stream, field: string | null, names: Naming): Expression => ({
  kind: 'comprehension',
  form: 'generator',
  item: partOf(stream.value, stream.shape, field, names),
  clauses: clausesOf(stream),
});

/** The body of the pipeline as comprehensions. `all` are the shapes before each step and after the last. */
export function pythonBody({ steps }: Flow, all: readonly Shape[], names: Naming): Statement[] {
  const body: Statement[] = [];
  let stream = through(name(names.items), names.item, all[0] as Shape);
  const start = (list: Expression, shape: Shape): void => {
    stream = through(list, shape.kind === 'items' ? names.item : shape.kind === 'groups' ? 'row' : 'value', shape);
  };
  /** The items as something that can be written in front of an index. */
  const gathered = (): Expression => {
    const there = untouched(stream);
    if (there) return there;
    const kept = names.fresh(stream.shape.kind === 'values' ? 'values' : 'kept');
    body.push(bind(kept, listOf(stream)));
    return name(kept);
  };
  for (const [at, step] of steps.entries()) {
    const { shape, value } = stream;
    const next = all[at + 1] as Shape;
    switch (step.op) {
      case 'filter':
        stream = { ...stream, clauses: [...stream.clauses, { kind: 'if', condition: conditionOf(value, shape, step.conditions, names) }] };
        break;
      case 'map':
        stream = { ...stream, value: mapped(value, shape, step, names), shape: next };
        break;
      case 'flatten': {
        const inner = names.fresh('value');
        const source = partOf(value, shape, step.field, names);
        stream = { clauses: [...stream.clauses, { kind: 'for', name: inner, source }], value: name(inner), shape: next };
        break;
      }
      case 'take':
        start({ kind: 'slice', object: gathered(), to: number(step.count) }, next);
        break;
      case 'skip':
        start({ kind: 'slice', object: gathered(), from: number(step.count) }, next);
        break;
      case 'sort': {
        const named: Record<string, Expression> = {};
        const variable = shape.kind === 'items' ? names.item : 'row';
        if (step.by !== null) named['key'] = lambda([{ name: variable }], [give(partOf(name(variable), shape, step.by, names))]);
        if (step.descending) named['reverse'] = { kind: 'boolean', value: true };
        start(callNamed('sorted', [gathered()], named), next);
        break;
      }
      case 'distinct':
        if (step.by === null) start(call('list', call('dict.fromkeys', gathered())), next);
        else start(unique(stream, step.by, body, names), next);
        break;
      case 'group':
        start(group(stream, step, body, names), next);
        break;
      case 'total':
        return [...body, ...total(stream, step, names)];
    }
  }
  return [...body, give(listOf(stream))];
}

function unique(stream: Stream, by: string, body: Statement[], names: Naming): Expression {
  const seen = names.fresh('seen');
  const kept = names.fresh('unique');
  const key = partOf(stream.value, stream.shape, by, names);
  const type: IrType = { kind: 'set', element: toIrType(typeOf(stream.shape, by) ?? 'string') };
  const first = when(binary(key, 'notIn', name(seen)), [run(call(`${seen}.add`, key)), run(call(`${kept}.append`, stream.value))]);
  body.push(bind(seen, call('set'), type), bind(kept, { kind: 'list', items: [] }), ...nested(stream.clauses, [first]));
  return name(kept);
}

function group(stream: Stream, step: Extract<Step, { op: 'group' }>, body: Statement[], names: Naming): Expression {
  const { by, measure, field } = step;
  const key = partOf(stream.value, stream.shape, by, names);
  const value = partOf(stream.value, stream.shape, field, names);
  const keyType = toIrType(typeOf(stream.shape, by) ?? 'string');
  const table = (wanted: string, type: IrType): string => {
    const variable = names.fresh(wanted);
    body.push(bind(variable, { kind: 'dictionary', entries: [] }, { kind: 'map', key: keyType, value: type }));
    return variable;
  };
  const valueType = toIrType(measuredType(measure === 'average' ? 'sum' : measure, typeOf(stream.shape, field), field) ?? 'number');
  const groups = table('groups', valueType);
  const counts = measure === 'average' ? table('counts', { kind: 'integer' }) : '';
  const added = (to: string, amount: Expression): Statement =>
    assign(index(name(to), key), binary(call(`${to}.get`, key, number(0)), '+', amount));
  const kept: Statement[] =
    measure === 'count'
      ? [added(groups, number(1))]
      : measure === 'sum'
        ? [added(groups, value)]
        : measure === 'average'
          ? [added(groups, value), added(counts, number(1))]
          : [assign(index(name(groups), key), call(measure, call(`${groups}.get`, key, value), value))];
  body.push(...nested(stream.clauses, kept));
  const item = measure === 'average' ? binary(name('value'), '/', index(name(counts), name('key'))) : name('value');
  const rows = names.fresh('rows');
  const pair = {
    kind: 'listPattern' as const,
    form: 'tuple' as const,
    items: ['key', 'value'].map((each) => ({ kind: 'name' as const, name: each })),
  };
  body.push(
    bind(rows, {
      kind: 'comprehension',
      form: 'list',
      item: call(names.row, name('key'), item),
      clauses: [{ kind: 'for', target: pair, source: call(`${groups}.items`) }],
    }),
  );
  return name(rows);
}

function total(stream: Stream, { measure, field }: Extract<Step, { op: 'total' }>, names: Naming): Statement[] {
  if (measure === 'count') return [give(call('len', listOf(stream)))];
  const values = valuesOf(stream, field, names);
  const there = field === null ? untouched(stream) : null;
  if (measure === 'sum') return [give(call('sum', there ?? values))];
  if (measure !== 'average') return [give(callNamed(measure, [there ?? values], { default: nothing }))];
  const list = names.fresh('values');
  const found = binary(call('sum', name(list)), '/', call('len', name(list)));
  return [
    bind(list, there ?? ({ ...values, form: 'list' } as Expression)),
    give({ kind: 'conditional', condition: name(list), yes: found, no: nothing }),
  ];
}
