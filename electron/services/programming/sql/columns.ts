import { z } from 'zod';
import { slotSourceSchema } from '#domain/programming';
import { type Cursor, type ItemGrammar, valueHere } from '../reading/described-items.ts';
import { literalClass } from '../reading/literals.ts';
import { typeAt, typeFromName } from '../reading/type-words.ts';
import { type Draw, pick } from '../slots/sample.ts';
import { sqlNameSchema } from './identifiers.ts';

export const columnTypes = ['string', 'integer', 'number', 'boolean', 'datetime'] as const;
export type ColumnType = (typeof columnTypes)[number];

/** What a column holds where no value is given: a value, or the time of the insert. */
const defaultSchema = z.union([z.string().max(1000), z.number(), z.boolean(), z.object({ now: z.literal(true) })]);
export type ColumnDefault = z.infer<typeof defaultSchema>;

export const columnSchema = z
  .object({
    name: sqlNameSchema,
    type: z.enum(columnTypes),
    /** Whether the type stood in the words or follows from the name. */
    typeSource: slotSourceSchema,
    nullable: z.boolean(),
    primaryKey: z.boolean(),
    unique: z.boolean(),
    indexed: z.boolean(),
    default: defaultSchema.nullable(),
    references: z.object({ table: sqlNameSchema, column: sqlNameSchema }).nullable(),
  })
  .refine(fits, 'A default does not fit its type.');
export type Column = z.infer<typeof columnSchema>;

/** SQL does not tell names apart by case where they are not in quotes: neither do we. */
export const columnsSchema = z
  .array(columnSchema)
  .min(1)
  .max(60)
  .refine((all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length, 'Two columns have the same name.');

function fits({ type, default: given }: { type: ColumnType; default: ColumnDefault | null }): boolean {
  if (given === null) return true;
  if (typeof given === 'object') return type === 'datetime';
  if (type === 'integer') return Number.isSafeInteger(given);
  if (type === 'number') return typeof given === 'number' && Number.isFinite(given);
  if (type === 'boolean') return typeof given === 'boolean';
  return type === 'string' && typeof given === 'string' && !given.includes('\u0000');
}

const sqlName = `(${literalClass.text}|${literalClass.code}|[A-Za-z_]\\w*|[\\u4e00-\\u9fff]+)`;
const reference = new RegExp(
  `(?:(?:references?|referencing|foreign\\s+key\\s+(?:to|on|references)|refers?\\s+to|fk\\s+to|引用|外键(?:到|指向|关联)?|关联)\\s*(?:the\\s+)?)${sqlName}(?:\\s*[(（.]\\s*${sqlName}\\s*[)）]?)?`,
  'i',
);
const now = /(?:now(?:\(\))?|current[_ ]timestamp|(?:the\s+)?current\s+time|当前时间|现在)(?!\w)/i;
const fallback = /(?:with\s+(?:an?\s+)?)?(?:defaults?(?:\s+(?:value|to|of|is))*(?!\w)|默认值?(?:为|是)?|缺省(?:为|是)?|=)\s*[:：]?\s*/i;

function setDefault(column: Column, value: ColumnDefault): boolean {
  column.default = value;
  if (column.typeSource !== 'assumed') return true;
  const given = typeof value;
  if (given === 'boolean' || given === 'string') column.type = given as 'boolean' | 'string';
  else if (given === 'object') column.type = 'datetime';
  else if (column.type !== 'number') column.type = Number.isInteger(value) ? 'integer' : 'number';
  return true;
}

function detail(column: Column, cursor: Cursor, behindComma: boolean): boolean {
  const flag = (pattern: RegExp, set: Partial<Column>): boolean => {
    if (!cursor.skip(pattern)) return false;
    Object.assign(column, set);
    return true;
  };
  if (flag(/(?:is\s+)?(?:an?\s+|the\s+)?(?:primary\s+key|pk)(?!\w)|主键/i, { primaryKey: true })) return true;
  if (flag(/(?:is\s+)?(?:unique(?!\w)|唯一)/i, { unique: true })) return true;
  if (flag(/(?:is\s+)?(?:not\s+null(?:able)?(?!\w)|(?:required|mandatory)(?!\w)|非空|必填|不可为空)/i, { nullable: false })) return true;
  if (flag(/(?:is\s+)?(?:(?:optional|nullable|may be null|null)(?!\w)|可空|可为空|可选)/i, { nullable: true })) return true;
  if (flag(/(?:is\s+|with\s+(?:an?\s+)?)?(?:indexed|index)(?!\w)(?!\s+on\b)|(?:带|加|有)?索引/i, { indexed: true })) return true;
  const mark = cursor.at;
  if (cursor.skip(fallback)) {
    if (cursor.skip(now)) return setDefault(column, { now: true });
    const value = valueHere(cursor);
    if (value !== null) return setDefault(column, value);
    cursor.at = mark;
  }
  const referred = cursor.skip(reference);
  if (referred) {
    const plain = (word: string | undefined): string | undefined => word && String(cursor.reader.literal(word)?.value ?? word);
    column.references = { table: plain(referred[1]) ?? '', column: plain(referred[2]) ?? 'id' };
    return true;
  }
  if (behindComma) return false;
  if (cursor.skip(/(?:uuid|varchar|char|json)(?!\w)(?:\(\d+\))?/i)) {
    Object.assign(column, { type: 'string', typeSource: 'words' });
    return true;
  }
  const type = typeAt(cursor.text, cursor.at);
  const known = columnTypes.find((each) => each === type?.type);
  if (!type || !known) return false;
  Object.assign(column, { type: known, typeSource: 'words' });
  cursor.at = type.end;
  cursor.skip(/\(\d+(?:,\s*\d+)?\)/);
  return true;
}

export const assumedType = (name: string): ColumnType =>
  /^id$|_id$|[a-z]Id$/.test(name) ? 'integer' : (columnTypes.find((each) => each === typeFromName(name)) ?? 'string');

export const columnGrammar: ItemGrammar<Column> = {
  start: (name) => ({
    name,
    type: assumedType(name),
    typeSource: 'assumed',
    nullable: false,
    primaryKey: false,
    unique: false,
    indexed: false,
    default: null,
    references: null,
  }),
  detail,
  quoted: /^(?! )(?!.* $)[^\p{Cc}\p{Cs}\p{Co}]{1,60}$/u,
};

/** A key is never null, whatever else is said. */
export const neverNull = (columns: readonly Column[]): Column[] =>
  columns.map((each) => (each.primaryKey ? { ...each, nullable: false } : each));

/** A column called `id` is the key where no other is said to be one. */
export function withKey(columns: Column[]): Column[] {
  if (columns.some(({ primaryKey }) => primaryKey)) return columns;
  return columns.map((column) => (column.name.toLowerCase() === 'id' && !column.nullable ? { ...column, primaryKey: true } : column));
}

const hostile = ['select', 'order', 'a"b', "it's", 'x; DROP TABLE y', '用户', 'Été', '--', '%s', '$1', '?', 'a`b', 'a\\b', ':p', 'rowid'];

export const sampleName = (draw: Draw): string => {
  const name = draw.random() < 0.3 ? pick(draw, hostile) : draw.name();
  return sqlNameSchema.safeParse(name).success ? name : 'item';
};

export function sampleColumns(draw: Draw): Column[] {
  const made: Column[] = [];
  const wanted = 1 + Math.floor(draw.random() * 6);
  for (let attempt = 0; made.length < wanted && attempt < 40; attempt += 1) {
    const type = pick(draw, columnTypes);
    const defaults: Record<ColumnType, ColumnDefault> = {
      string: draw.text(),
      integer: -3,
      number: 0.5,
      boolean: draw.random() < 0.5,
      datetime: { now: true },
    };
    const column: Column = {
      ...columnGrammar.start(made.length === 0 && draw.random() < 0.5 ? 'id' : sampleName(draw)),
      type,
      typeSource: 'words',
      nullable: draw.random() < 0.3,
      unique: draw.random() < 0.2,
      indexed: draw.random() < 0.2,
      default: draw.random() < 0.3 ? defaults[type] : null,
      references: draw.random() < 0.15 ? { table: sampleName(draw), column: 'id' } : null,
    };
    if (columnsSchema.safeParse([...made, column]).success) made.push(column);
  }
  return withKey(made.length > 0 ? made : [columnGrammar.start('id')]);
}
