import { z } from 'zod';
import { readItems } from '../reading/described-items.ts';
import { literalClass } from '../reading/literals.ts';
import type { Reader } from '../reading/reader.ts';
import { type Draw, pick } from '../slots/sample.ts';
import { type Column, columnGrammar, columnsSchema, withKey } from './columns.ts';
import type { Index } from './definition.ts';
import { sqlNameSchema } from './identifiers.ts';
import { pastedTable } from './pasted.ts';

type Found<Value> = { value: Value; start: number; end: number } | null;

export const indexesSchema = z.array(z.object({ columns: z.array(sqlNameSchema).min(1).max(10), unique: z.boolean() })).max(20);

const marks =
  /(?:\b(?:with|has|having|and|the|following|these|its|of|including|containing|contains)\b\s*){0,12}(?:\b(?:columns?|fields?|attributes)\b|字段|列)\s*(?:are|is|of|有|为|是|包括|包含)?\s*[:：]?\s*|(?:\b(?:with|has|having|of|including|containing|contains|holding|storing)\b|包含|包括|含有|有)\s*(?:(?:the|an?|following)\s+)*|[:：]\s*|[(（]\s*/i;

/** The columns of a table: "id, customer: string, total number default 0", or those of a pasted CREATE TABLE. */
export function readColumns(reader: Reader): Found<Column[]> {
  const pasted = pastedTable(reader);
  if (pasted) return { value: withKey(pasted.columns), start: pasted.start, end: pasted.end };
  const found = readItems(reader, marks, columnGrammar, (items) => columnsSchema.safeParse(items).success);
  return found && { ...found, value: withKey(found.value) };
}

const word = `(${literalClass.text}|${literalClass.code}|(?<![A-Za-z0-9_])[A-Za-z_]\\w*)`;
const tables = [
  new RegExp(`(?:\\btable|数据表|数据库表|表)\\s*(?:called|named|名为|叫做?|名叫|for|of)?\\s*(?:the\\s+)?${word}`, 'i'),
  new RegExp(`\\b(?:called|named)\\s+${word}`, 'i'),
  new RegExp(`(?:名为|叫做?|名叫|命名为)\\s*${word}`, 'i'),
  new RegExp(`${word}\\s+(?:sql\\s+|database\\s+|sqlite\\s+|postgres(?:ql)?\\s+)?(?:table|repository)\\b`, 'i'),
  new RegExp(`${word}\\s*(?:数据库表|数据表|表)`, 'i'),
  new RegExp(`\\b(?:persist|store|save)\\s+(?:the\\s+|our\\s+)?${word}(?=\\s*[:：,，]|\\s+(?:in|into|to)\\b)`, 'i'),
  new RegExp(`(?:把|将)\\s*${word}\\s*(?:存|落|保存)|${word}\\s*(?:要|需要|得)?\\s*(?:落库|入库|存库)`),
  new RegExp(`\\brepository\\s+(?:for|of)\\s+(?:the\\s+)?(?:table\\s+)?${word}`, 'i'),
];
const noTables =
  /^(?:needs?|has|must|should|with|that|which|for|in|of|to|called|named|and|using|has|having|the|a|an|sql|sqlite|postgres|postgresql|database|db|new|create|add|make|write|this|following|where|if|not|exists|python|typescript|javascript|go|golang|ts|js|repository)$/i;

/** The table: "SQL table orders", "a table called orders", or that of a pasted CREATE TABLE. */
export function readTable(reader: Reader): Found<string> {
  const pasted = pastedTable(reader);
  // The columns, which are read next, are in the same place.
  if (pasted) return { value: pasted.table, start: pasted.start, end: pasted.start };
  for (const pattern of tables)
    for (const match of reader.text.matchAll(new RegExp(pattern.source, 'gi'))) {
      const name = String(reader.literal(match[1] ?? match[2] ?? '')?.value ?? match[1] ?? match[2]);
      if (noTables.test(name) || !sqlNameSchema.safeParse(name).success) continue;
      return { value: name, start: match.index, end: match.index + match[0].length };
    }
  return null;
}

const name = `(?:${literalClass.text}|${literalClass.code}|[A-Za-z_]\\w*)`;
const onColumns = new RegExp(
  `(?:[,，;；]?\\s*(?:and\\s+|with\\s+|并且?)?(?:an?\\s+)?(unique\\s+|唯一)?(?:index|key|constraint|索引|约束)\\s*(?:on|over|for|在|于|:|：)\\s*|[,，;；]?\\s*(?:and\\s+)?(unique)\\s*(?=[(（]))[(（]?\\s*(${name}(?:\\s*(?:,|，|、|\\band\\b|和)\\s*${name})*)\\s*[)）]?(?:\\s*上)?`,
  'i',
);

/** Indexes beside the columns: "a unique index on (customer, created_at)". Those of a pasted table stand in it. */
export function readIndexes(reader: Reader): Found<Index[]> {
  const pasted = pastedTable(reader);
  if (pasted) return pasted.indexes.length > 0 ? { value: pasted.indexes, start: pasted.start, end: pasted.start } : null;
  const match = reader.see(onColumns);
  if (!match) return null;
  const columns = (match[3] ?? '').split(/\s*(?:,|，|、|\band\b|和)\s*/i).map((each) => String(reader.literal(each)?.value ?? each));
  const value = [{ columns: [...new Set(columns)], unique: (match[1] ?? match[2]) !== undefined }];
  return indexesSchema.safeParse(value).success ? { value, start: match.index, end: match.index + match[0].length } : null;
}

export const sampleIndexes = (draw: Draw): Index[] =>
  draw.random() < 0.3 ? [{ columns: [pick(draw, ['id', 'select'])], unique: draw.random() < 0.5 }] : [];
