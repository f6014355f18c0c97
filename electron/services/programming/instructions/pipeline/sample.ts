import { type Draw, pick } from '../../slots/sample.ts';
import {
  after,
  type Condition,
  type Field,
  type FieldType,
  type Flow,
  fieldTypes,
  measures,
  type Shape,
  type Step,
  typeOf,
} from './schema.ts';

const numberOf = (draw: Draw, type: FieldType): number => {
  const whole = Math.floor(draw.random() * 40) - 10;
  return type === 'integer' ? whole : whole + pick(draw, [0, 0.5, 0.25]);
};

function condition(draw: Draw, field: string | null, type: FieldType): Condition {
  if (type === 'boolean') return { field, test: pick(draw, ['equal', 'unequal']), value: draw.random() < 0.5 };
  if (type === 'string')
    return { field, test: pick(draw, ['equal', 'unequal', 'contains', 'starts', 'ends']), value: draw.text().slice(0, 200) };
  return { field, test: pick(draw, ['equal', 'unequal', 'over', 'least', 'under', 'most']), value: numberOf(draw, type) };
}

function step(draw: Draw, shape: Shape): Step {
  const field = shape.kind === 'values' ? null : pick(draw, shape.fields).name;
  const other = shape.kind === 'values' ? null : pick(draw, shape.fields).name;
  const type = typeOf(shape, field) ?? 'integer';
  const kinds: (() => Step)[] = [
    () => ({ op: 'filter', conditions: [condition(draw, field, type)] }),
    // Compilers refuse what can never hold: one field that equals two values.
    () => ({
      op: 'filter',
      conditions: [condition(draw, field, type), ...(other === field ? [] : [condition(draw, other, typeOf(shape, other) ?? 'integer')])],
    }),
    () => ({ op: 'map', field, operator: null, operand: null }),
    () => ({ op: 'map', field, operator: pick(draw, ['+', '-', '*']), operand: draw.random() < 0.5 ? numberOf(draw, 'number') : other }),
    () => ({ op: 'flatten', field: field ?? 'tags' }),
    () => ({ op: 'group', by: field ?? 'key', measure: pick(draw, measures), field: other }),
    () => ({ op: 'group', by: field ?? 'key', measure: 'count', field: null }),
    () => ({ op: 'sort', by: field, descending: draw.random() < 0.5 }),
    () => ({ op: 'distinct', by: field }),
    () => ({ op: 'take', count: Math.floor(draw.random() * 6) }),
    () => ({ op: 'skip', count: Math.floor(draw.random() * 4) }),
  ];
  return pick(draw, kinds)();
}

/** A random pipeline in which every step can be done on what the one before leaves. */
export function sampleFlow(draw: Draw): Flow {
  const names = new Set<string>();
  for (let attempt = 0; names.size < 5 && attempt < 50; attempt += 1) names.add(draw.name());
  const fields: Field[] = [...names].map((name) => ({ name, type: pick(draw, fieldTypes) }));
  let shape: Shape = { kind: 'items', fields };
  const steps: Step[] = [];
  const wanted = 1 + Math.floor(draw.random() * 5);
  for (let attempt = 0; steps.length < wanted && attempt < 100; attempt += 1) {
    const next = step(draw, shape);
    const left = after(shape, next);
    if (left === null) continue;
    steps.push(next);
    shape = left;
  }
  if (steps.length === 0) steps.push({ op: 'take', count: 3 });
  const measure = pick(draw, measures);
  const field = shape.kind === 'values' || measure === 'count' ? null : pick(draw, shape.fields).name;
  const total: Step = { op: 'total', measure, field };
  if (draw.random() < 0.4 && after(shape, total)) steps.push(total);
  return { items: draw.name(), fields, steps };
}
