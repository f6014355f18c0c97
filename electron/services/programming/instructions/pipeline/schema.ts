import { z } from 'zod';
import { givenNameSchema } from '../../plan.ts';

const field = givenNameSchema.nullable();
export const tests = ['equal', 'unequal', 'over', 'least', 'under', 'most', 'contains', 'starts', 'ends'] as const;
export const measures = ['sum', 'count', 'average', 'min', 'max'] as const;
export type Measure = (typeof measures)[number];

const conditionSchema = z.object({
  /** Null is the item itself, where the items are no records. */
  field,
  test: z.enum(tests),
  value: z.union([z.boolean(), z.number().min(-1e15).max(1e15), z.string().max(200)]),
});
export type Condition = z.infer<typeof conditionSchema>;

const count = z.number().int().min(0).max(1_000_000_000);
const stepSchema = z.union([
  z.object({ op: z.literal('filter'), conditions: z.array(conditionSchema).min(1).max(10) }),
  z.object({
    op: z.literal('map'),
    field,
    operator: z.enum(['+', '-', '*']).nullable(),
    /** A number, or the name of another field. */
    operand: z.union([z.number().min(-1e15).max(1e15), givenNameSchema]).nullable(),
  }),
  z.object({ op: z.literal('flatten'), field: givenNameSchema }),
  z.object({ op: z.literal('group'), by: givenNameSchema, measure: z.enum(measures), field }),
  z.object({ op: z.literal('sort'), by: field, descending: z.boolean() }),
  z.object({ op: z.literal('distinct'), by: field }),
  z.object({ op: z.literal('take'), count }),
  z.object({ op: z.literal('skip'), count }),
  /** One value of all items; always the last step. */
  z.object({ op: z.literal('total'), measure: z.enum(measures), field }),
]);
export type Step = z.infer<typeof stepSchema>;

export const scalarTypes = ['string', 'integer', 'number', 'boolean'] as const;
export const fieldTypes = [...scalarTypes, 'string[]', 'integer[]', 'number[]', 'boolean[]'] as const;
export type FieldType = (typeof fieldTypes)[number];

const fieldsSchema = z
  .array(z.object({ name: givenNameSchema, type: z.enum(fieldTypes) }))
  .min(1)
  .max(60);
export type Field = z.infer<typeof fieldsSchema>[number];

/** What the items are at a point of the pipeline. */
export type Shape = { kind: 'items' | 'groups'; fields: readonly Field[] } | { kind: 'values'; type: FieldType };

const isNumeric = (type: FieldType | null): boolean => type === 'integer' || type === 'number';

/** The type of a field, of the item itself where the field is null; null where there is none. */
export function typeOf(shape: Shape, name: string | null): FieldType | null {
  if (shape.kind === 'values') return name === null ? shape.type : null;
  return shape.fields.find((each) => each.name === name)?.type ?? null;
}

/** The name of what a group measures: the field's own, or the measure's where that is taken or there is no field. */
export const measured = ({ by, measure, field: of }: Extract<Step, { op: 'group' }>): string =>
  of !== null && of !== by ? of : measure === by ? `${measure}_value` : measure;

/** The type that a measure of values of a type has; null where it has none. Items are counted, never their fields. */
export function measuredType(measure: Measure, type: FieldType | null, field: string | null): FieldType | null {
  if (measure === 'count') return field === null ? 'integer' : null;
  if (type === null || !isNumeric(type)) return null;
  return measure === 'average' ? 'number' : type;
}

/** The result of the arithmetic of a map; null where it cannot be computed. */
export function mappedType(shape: Shape, step: Extract<Step, { op: 'map' }>): FieldType | null {
  const left = typeOf(shape, step.field);
  if (step.operator === null) return step.operand === null && shape.kind !== 'values' ? left : null;
  if (step.operand === null || !isNumeric(left)) return null;
  if (typeof step.operand === 'number') return left === 'integer' && Number.isInteger(step.operand) ? 'integer' : 'number';
  const right = typeOf(shape, step.operand);
  if (!isNumeric(right)) return null;
  return left === 'integer' && right === 'integer' ? 'integer' : 'number';
}

function fits({ field: name, test, value }: Condition, shape: Shape): boolean {
  const type = typeOf(shape, name);
  if (type === 'boolean') return typeof value === 'boolean' && (test === 'equal' || test === 'unequal');
  if (type === 'string') return typeof value === 'string' && !['over', 'least', 'under', 'most'].includes(test);
  if (!isNumeric(type) || typeof value !== 'number') return false;
  return !['contains', 'starts', 'ends'].includes(test) && (type === 'number' || Number.isInteger(value));
}

/** What the items are after a step; null where the step cannot be done on them. A `total` leaves values of its type. */
export function after(shape: Shape, step: Step): Shape | null {
  const values = (type: FieldType | null): Shape | null => (type === null ? null : { kind: 'values', type });
  switch (step.op) {
    case 'filter':
      return step.conditions.every((each) => fits(each, shape)) ? shape : null;
    case 'map':
      return values(mappedType(shape, step));
    case 'flatten': {
      const type = typeOf(shape, step.field);
      return type?.endsWith('[]') ? values(type.slice(0, -2) as FieldType) : null;
    }
    case 'group': {
      const key = typeOf(shape, step.by);
      const type = measuredType(step.measure, typeOf(shape, step.field), step.field);
      if (shape.kind !== 'items' || key === null || key.endsWith('[]') || type === null) return null;
      return {
        kind: 'groups',
        fields: [
          { name: step.by, type: key },
          { name: measured(step), type },
        ],
      };
    }
    case 'sort': {
      const type = typeOf(shape, step.by);
      return isNumeric(type) || type === 'string' ? shape : null;
    }
    case 'distinct': {
      const type = typeOf(shape, step.by);
      return type !== null && !type.endsWith('[]') ? shape : null;
    }
    case 'take':
    case 'skip':
      return shape;
    case 'total':
      return values(measuredType(step.measure, typeOf(shape, step.field), step.field));
  }
}

/** What the items are before each step and after the last; null where a step cannot be done. */
export function shapes(fields: readonly Field[], steps: readonly Step[]): Shape[] | null {
  let shape: Shape | null = { kind: 'items', fields };
  const found: Shape[] = [{ kind: 'items', fields }];
  for (const step of steps) {
    shape = after(shape, step);
    if (shape === null) return null;
    found.push(shape);
  }
  return found;
}

export const flowSchema = z
  .object({ items: givenNameSchema, fields: fieldsSchema, steps: z.array(stepSchema).min(1).max(20) })
  .refine(({ fields }) => new Set(fields.map(({ name }) => name)).size === fields.length, 'Two fields have the same name.')
  .refine(({ steps }) => steps.slice(0, -1).every(({ op }) => op !== 'total'), 'A total is the last step.')
  .refine(({ fields, steps }) => shapes(fields, steps) !== null, 'A step names a field that is not there or has another type.')
  // Which fields are there after a step is beyond a grammar.
  .meta({ writable: false });
export type Flow = z.infer<typeof flowSchema>;
