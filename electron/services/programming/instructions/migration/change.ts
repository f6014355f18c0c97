import { z } from 'zod';
import { type Draw, pick } from '../../slots/sample.ts';
import { columnSchema, columnsSchema, sampleColumns, sampleName } from '../../sql/columns.ts';
import { sqlNameSchema } from '../../sql/identifiers.ts';
import { indexesSchema } from '../../sql/table-reading.ts';

const names = z.array(sqlNameSchema).min(1).max(10);
const table = sqlNameSchema;

/** A column that comes to rows that are there: they have nothing to put into it. */
const addedSchema = columnSchema.refine(
  ({ nullable, default: given }) => nullable || given !== null,
  'A column that may not be null needs a default for the rows that are there.',
);

const distinctNames = (all: { name: string }[]): boolean => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length;

/** One change of a schema. Of a column that is dropped the type may be told: then it can be added again. */
export const changeSchema = z.discriminatedUnion('form', [
  z.object({ form: z.literal('create-table'), table, columns: columnsSchema, indexes: indexesSchema }),
  z.object({ form: z.literal('drop-table'), table }),
  z.object({ form: z.literal('rename-table'), table, to: sqlNameSchema }),
  z.object({
    form: z.literal('add-columns'),
    table,
    columns: z.array(addedSchema).min(1).max(20).refine(distinctNames, 'Two columns have the same name.'),
  }),
  z.object({ form: z.literal('drop-columns'), table, columns: columnsSchema }),
  z.object({ form: z.literal('rename-column'), table, from: sqlNameSchema, to: sqlNameSchema }),
  z.object({ form: z.literal('add-index'), table, columns: names, unique: z.boolean() }),
  z.object({ form: z.literal('drop-index'), table, columns: names, unique: z.boolean() }),
]);
export type SchemaChange = z.infer<typeof changeSchema>;

/** What a migration is called: `add email to users`. */
export function titleOf(change: SchemaChange): string {
  const { table: own } = change;
  switch (change.form) {
    case 'create-table':
      return `create ${own}`;
    case 'drop-table':
      return `drop ${own}`;
    case 'rename-table':
      return `rename ${own} to ${change.to}`;
    case 'add-columns':
      return `add ${change.columns.map(({ name }) => name).join(' ')} to ${own}`;
    case 'drop-columns':
      return `drop ${change.columns.map(({ name }) => name).join(' ')} from ${own}`;
    case 'rename-column':
      return `rename ${change.from} to ${change.to} in ${own}`;
    case 'add-index':
      return `index ${own} by ${change.columns.join(' ')}`;
    case 'drop-index':
      return `drop index of ${own} by ${change.columns.join(' ')}`;
  }
}

export function sampleChange(draw: Draw): SchemaChange {
  const own = sampleName(draw);
  const columns = sampleColumns(draw);
  const listed = { table: own, columns: [sampleName(draw)], unique: draw.random() < 0.5 };
  const added = columns.map((each) => ({ ...each, primaryKey: false, nullable: each.default === null }));
  const all: SchemaChange[] = [
    { form: 'create-table', table: own, columns, indexes: [] },
    { form: 'drop-table', table: own },
    { form: 'rename-table', table: own, to: sampleName(draw) },
    { form: 'add-columns', table: own, columns: added },
    { form: 'drop-columns', table: own, columns },
    { form: 'rename-column', table: own, from: sampleName(draw), to: sampleName(draw) },
    { form: 'add-index', ...listed },
    { form: 'drop-index', ...listed },
  ];
  return pick(draw, all);
}
