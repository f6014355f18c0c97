import { z } from 'zod';
import { slotSourceSchema } from '#domain/programming';
import { givenNameSchema } from '../../plan.ts';
import { type Draw, pick } from '../../slots/sample.ts';
import { type ColumnType, columnTypes, sampleName } from '../../sql/columns.ts';
import { sqlNameSchema } from '../../sql/identifiers.ts';

export const aggregates = ['count', 'sum', 'avg', 'min', 'max'] as const;
export type Aggregate = (typeof aggregates)[number];

const typed = {
  type: z.enum(columnTypes),
  /** Whether the type stood in the words or follows from the name. */
  typeSource: slotSourceSchema,
};

/** A column of the result: one of the table, or what is counted from one; `count` without a column counts rows. */
const itemSchema = z.union([
  z.object({ aggregate: z.literal('count'), column: z.null(), ...typed }),
  z.object({ aggregate: z.enum(aggregates).nullable(), column: sqlNameSchema, ...typed }),
]);
export interface SelectedItem {
  aggregate: Aggregate | null;
  column: string | null;
  type: ColumnType;
  typeSource: z.infer<typeof slotSourceSchema>;
}

export const selectionSchema = z
  .array(itemSchema)
  .min(1)
  .max(60)
  .refine((all) => new Set(all.map((each) => aliasOf(each).toLowerCase())).size === all.length, 'Two columns have the same name.');

export const comparisons = ['=', '<>', '<', '<=', '>', '>=', 'LIKE'] as const;
const literalSchema = z.union([
  z
    .string()
    .max(1000)
    .refine((text) => !text.includes('\u0000')),
  z.number(),
  z.boolean(),
]);
export type Literal = z.infer<typeof literalSchema>;

const conditionSchema = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('parameter'),
    column: sqlNameSchema,
    operator: z.enum(comparisons),
    parameter: givenNameSchema,
    /** Whether the words name the parameter, or it is called after its column. */
    parameterSource: slotSourceSchema,
    type: z.enum(columnTypes),
  }),
  z.object({ form: z.literal('literal'), column: sqlNameSchema, operator: z.enum(comparisons), value: literalSchema }),
  z.object({ form: z.literal('among'), column: sqlNameSchema, values: z.array(literalSchema).min(1).max(60) }),
  z.object({ form: z.literal('null'), column: sqlNameSchema, is: z.boolean() }),
]);
export type Condition = z.infer<typeof conditionSchema>;
export const conditionsSchema = z.array(conditionSchema).max(30);

export const orderSchema = z
  .array(
    z.object({
      column: sqlNameSchema,
      descending: z.boolean(),
      /** "Newest first" names no column. */
      columnSource: slotSourceSchema,
    }),
  )
  .max(10);
export type Order = z.infer<typeof orderSchema>[number];

export const groupSchema = z.array(sqlNameSchema).max(10);

/** What comes out: counts are whole, and only numbers add up. */
export const resultType = ({ aggregate, type }: SelectedItem): ColumnType => {
  if (aggregate === 'count') return 'integer';
  return aggregate === 'avg' || (aggregate === 'sum' && type !== 'integer') ? 'number' : type;
};

/** What a column of the result is called. */
export const aliasOf = ({ aggregate, column }: Pick<SelectedItem, 'aggregate' | 'column'>): string =>
  aggregate === null ? (column ?? '') : column === null ? 'count' : `${aggregate}_${column}`;

const few = <Item>(draw: Draw, most: number, one: () => Item): Item[] =>
  Array.from({ length: Math.floor(draw.random() * (most + 1)) }, one);

export function sampleSelection(draw: Draw): SelectedItem[] {
  const made: SelectedItem[] = [];
  for (let attempt = 0; made.length < 1 + draw.random() * 4 && attempt < 40; attempt += 1) {
    const aggregate = draw.random() < 0.3 ? pick(draw, aggregates) : null;
    const type: ColumnType =
      aggregate === 'count' || aggregate === 'sum' ? 'integer' : aggregate === 'avg' ? 'number' : pick(draw, columnTypes);
    const item: SelectedItem = { aggregate, column: aggregate === 'count' ? null : sampleName(draw), type, typeSource: 'words' };
    if (selectionSchema.safeParse([...made, item]).success) made.push(item);
  }
  return made;
}

export function sampleConditions(draw: Draw): Condition[] {
  const value = (): Literal => pick(draw, [draw.text().replaceAll('\u0000', '').slice(0, 100), -1.5, true, "it's %s ?"]);
  const found = few(draw, 4, (): Condition => {
    const column = sampleName(draw);
    const operator = pick(draw, comparisons);
    const form = draw.random();
    if (form < 0.5)
      return { form: 'parameter', column, operator, parameter: draw.name(), parameterSource: 'words', type: pick(draw, columnTypes) };
    if (form < 0.7) return { form: 'literal', column, operator, value: value() };
    return form < 0.85 ? { form: 'among', column, values: [value(), value()] } : { form: 'null', column, is: draw.random() < 0.5 };
  });
  return conditionsSchema.parse(found);
}

export const sampleOrder = (draw: Draw): Order[] =>
  few(draw, 2, () => ({ column: sampleName(draw), descending: draw.random() < 0.5, columnSource: 'words' as const }));
export const sampleGroup = (draw: Draw): string[] => [...new Set(few(draw, 2, () => sampleName(draw)))];
