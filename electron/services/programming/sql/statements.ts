import type { TargetLanguage } from '#domain/programming';
import type { Column } from './columns.ts';
import { defaultText, isGenerated, typeText } from './definition.ts';
import type { Dialect } from './dialect.ts';
import { quoted } from './identifiers.ts';

/** Where values are bound: `?` of SQLite, `$1` of PostgreSQL, `%s` of psycopg, in whose statements every other `%` stands twice. */
export interface Markers {
  marker(position: number): string;
  statement(sql: string): string;
}

export function markersOf(dialect: Dialect, language: TargetLanguage): Markers {
  if (dialect === 'sqlite') return { marker: () => '?', statement: (sql) => sql };
  if (language === 'python') return { marker: () => '\u0000', statement: (sql) => sql.replaceAll('%', '%%').replaceAll('\u0000', '%s') };
  return { marker: (position) => `$${position}`, statement: (sql) => sql };
}

const list = (columns: readonly Column[]): string => columns.map(({ name }) => quoted(name)).join(', ');

export interface TableStatements {
  insert: string;
  find: string;
  list: string;
  update: string;
  remove: string;
}

/** Columns whose value a new row has: all but a key that the database counts. */
export const givenColumns = (columns: readonly Column[]): Column[] => columns.filter((each) => !isGenerated(each, columns));
export const keyColumns = (columns: readonly Column[]): Column[] => columns.filter(({ primaryKey }) => primaryKey);
export const otherColumns = (columns: readonly Column[]): Column[] => columns.filter(({ primaryKey }) => !primaryKey);

/** The statements of a table's repository; values are bound in the order of the columns, those of the key last. */
export function tableStatements(table: string, columns: readonly Column[], dialect: Dialect, language: TargetLanguage): TableStatements {
  const { marker, statement } = markersOf(dialect, language);
  const given = givenColumns(columns);
  const keys = keyColumns(columns);
  const others = otherColumns(columns);
  const value = (column: Column, at: number): string => {
    if (column.default === null) return marker(at + 1);
    // PostgreSQL would take the type of the value from that of the default.
    const bound = dialect === 'postgresql' ? `CAST(${marker(at + 1)} AS ${typeText(column.type, dialect)})` : marker(at + 1);
    return `COALESCE(${bound}, ${defaultText(column.default, dialect)})`;
  };
  const where = (first: number): string => keys.map(({ name }, at) => `${quoted(name)} = ${marker(first + at)}`).join(' AND ');
  const own = quoted(table);
  const values = given.length > 0 ? `(${list(given)}) VALUES (${given.map(value).join(', ')})` : 'DEFAULT VALUES';
  const order = keys.length > 0 ? ` ORDER BY ${list(keys)}` : '';
  const set = others.map(({ name }, at) => `${quoted(name)} = ${marker(at + 1)}`).join(', ');
  return {
    insert: statement(`INSERT INTO ${own} ${values} RETURNING ${list(columns)}`),
    find: statement(`SELECT ${list(columns)} FROM ${own} WHERE ${where(1)}`),
    list: statement(`SELECT ${list(columns)} FROM ${own}${order} LIMIT ${marker(1)} OFFSET ${marker(2)}`),
    update: statement(`UPDATE ${own} SET ${set} WHERE ${where(others.length + 1)}`),
    remove: statement(`DELETE FROM ${own} WHERE ${where(1)}`),
  };
}
