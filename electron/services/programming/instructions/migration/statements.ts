import type { Column } from '../../sql/columns.ts';
import { columnText, createIndexText, createTableTexts, defaultText, type Index, indexName } from '../../sql/definition.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { quoted } from '../../sql/identifiers.ts';
import type { SchemaChange } from './change.ts';

/** Statements without semicolons; `down` is null where what was taken away cannot be brought back. */
export interface Steps {
  up: string[];
  down: string[] | null;
}

const dropIndex = (table: string, columns: readonly string[]): string => `DROP INDEX ${quoted(indexName(table, columns))}`;
const alter = (table: string, rest: string): string => `ALTER TABLE ${quoted(table)} ${rest}`;

/** Indexes of single columns: SQLite cannot add a column that is unique by itself. */
const indexesOf = (columns: readonly Column[]): Index[] =>
  columns.filter(({ unique, indexed }) => unique || indexed).map(({ name, unique }) => ({ columns: [name], unique }));

/** SQLite adds no column whose default is worked out: the rows that are there get the time now, and new ones are given it. */
const isWorkedOut = ({ default: given }: Column, dialect: Dialect): boolean =>
  dialect === 'sqlite' && typeof given === 'object' && given !== null;

export const needsValue = (columns: readonly Column[], dialect: Dialect): Column[] => columns.filter((each) => isWorkedOut(each, dialect));

function addColumns(table: string, columns: readonly Column[], dialect: Dialect): string[] {
  const added = columns.flatMap((column) => {
    const plain: Column = isWorkedOut(column, dialect) ? { ...column, default: null, nullable: true } : column;
    const add = alter(table, `ADD COLUMN ${columnText({ ...plain, primaryKey: false, unique: false }, [], dialect)}`);
    const fill = `UPDATE ${quoted(table)} SET ${quoted(column.name)} = ${column.default === null ? 'NULL' : defaultText(column.default, dialect)}`;
    return isWorkedOut(column, dialect) ? [add, fill] : [add];
  });
  return [...added, ...indexesOf(columns).map((each) => createIndexText(table, each))];
}

const dropColumns = (table: string, columns: readonly Column[]): string[] => [
  ...indexesOf(columns).map((each) => dropIndex(table, each.columns)),
  ...columns.map(({ name }) => alter(table, `DROP COLUMN ${quoted(name)}`)),
];

/** What a change does, and what takes it back, in the order in which the database must do it. */
export function stepsOf(change: SchemaChange, dialect: Dialect): Steps {
  const { table } = change;
  switch (change.form) {
    case 'create-table':
      return { up: createTableTexts(table, change.columns, change.indexes, dialect), down: [`DROP TABLE ${quoted(table)}`] };
    case 'drop-table':
      return { up: [`DROP TABLE ${quoted(table)}`], down: null };
    case 'rename-table':
      return { up: [alter(table, `RENAME TO ${quoted(change.to)}`)], down: [alter(change.to, `RENAME TO ${quoted(table)}`)] };
    case 'add-columns':
      return { up: addColumns(table, change.columns, dialect), down: dropColumns(table, [...change.columns].reverse()) };
    case 'drop-columns': {
      const known = change.columns.every(({ typeSource, primaryKey }) => typeSource === 'words' && !primaryKey);
      // The values are gone: what comes back is empty.
      const empty = change.columns.map((each) => ({ ...each, nullable: each.default === null || each.nullable }));
      return { up: dropColumns(table, change.columns), down: known ? addColumns(table, empty, dialect) : null };
    }
    case 'rename-column': {
      const rename = (from: string, to: string): string => alter(table, `RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`);
      return { up: [rename(change.from, change.to)], down: [rename(change.to, change.from)] };
    }
    case 'add-index':
      return { up: [createIndexText(table, change)], down: [dropIndex(table, change.columns)] };
    case 'drop-index':
      return { up: [dropIndex(table, change.columns)], down: [createIndexText(table, change)] };
  }
}
