import { z } from 'zod';

/** A name of a table, a column or an index: any text that both SQLite and PostgreSQL can hold between double quotes. */
export const sqlNameSchema = z
  .string()
  .min(1)
  .max(60)
  .refine((name) => !/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\ufeff\u2028\u2029]/u.test(name) && name.trim() === name, 'A name is one line of text.')
  .refine((name) => new TextEncoder().encode(name).length <= 60, 'PostgreSQL cuts names that are longer than 63 bytes.')
  // At most 19 characters of 3 bytes.
  .meta({ writable: String.raw`[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]{0,18}` });

/** Words that one of the two reads as a part of its grammar. */
const keywords = new Set(
  `abort action add after all alter always analyse analyze and any array as asc asymmetric attach authorization autoincrement before begin
  between binary both by cascade case cast check collate collation column commit concurrently conflict constraint create cross current
  current_catalog current_date current_role current_schema current_time current_timestamp current_user database default deferrable deferred
  delete desc detach distinct do drop each else end escape except exclude exclusive exists explain fail false fetch filter first following
  for foreign freeze from full generated glob grant group groups having if ignore ilike immediate in index indexed initially inner insert
  instead intersect into is isnull join key last lateral leading left like limit localtime localtimestamp match materialized natural no not
  nothing notnull null nulls of offset on only or order others outer over overlaps partition placing plan pragma preceding primary query
  raise range recursive references regexp reindex release rename replace restrict returning right rollback row rows savepoint select
  session_user set similar some symmetric system_user table tablesample temp temporary then ties to trailing transaction trigger true
  unbounded union unique update user using vacuum values variadic verbose view virtual when where window with within without`.split(/\s+/),
);

/** A name as it stands in a statement: in quotes wherever it could mean something else, be folded to lower case or end early. */
export const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !keywords.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** A text as it stands in a statement. */
export const quotedText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
