import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleColumns, sampleName } from '../../../../electron/services/programming/sql/columns.ts';
import { createTableTexts } from '../../../../electron/services/programming/sql/definition.ts';
import { quoted, quotedText, sqlNameSchema } from '../../../../electron/services/programming/sql/identifiers.ts';
import { keyColumns, otherColumns, tableStatements } from '../../../../electron/services/programming/sql/statements.ts';

const hostile = [
  'a"b',
  '"',
  '""',
  "it's",
  'x; DROP TABLE keep',
  '--',
  '/*',
  '用户',
  'é',
  ' $1 '.trim(),
  '?',
  ':p',
  '@p',
  'a\\',
  '%s',
  'CamelCase',
  '1st',
  'a b',
  '[x]',
  '`',
];
const words =
  `abort action add after all alter analyze and as asc attach autoincrement before begin between by cascade case cast check collate column
  commit conflict constraint create cross current current_date current_time current_timestamp database default deferrable deferred delete desc
  detach distinct do drop each else end escape except exclude exclusive exists explain fail filter first following for foreign from full
  generated glob group groups having if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last
  left like limit match materialized natural no not nothing notnull null nulls of offset on or order others outer over partition plan pragma
  preceding primary query raise range recursive references regexp reindex release rename replace restrict returning right rollback row rows
  savepoint select set table temp temporary then ties to transaction trigger unbounded union unique update using vacuum values view virtual when
  where window with without user true false`.split(/\s+/);

/** A database with a table that no name may reach. */
function withTable(): Database.Database {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = off');
  database.exec('CREATE TABLE keep (x)');
  return database;
}

describe('names and texts in SQL', () => {
  test.each([...hostile, ...words])('a table and a column called %s', (name) => {
    expect(sqlNameSchema.safeParse(name).success).toBe(true);
    const database = withTable();
    database.exec(`CREATE TABLE ${quoted(name)} (${quoted(name)} TEXT DEFAULT ${quotedText(name)})`);
    database.exec(`INSERT INTO ${quoted(name)} DEFAULT VALUES`);
    expect(database.prepare(`SELECT * FROM ${quoted(name)}`).all()).toEqual([{ [name]: name }]);
    expect(database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").pluck().all()).toEqual(['keep', name]);
  });

  test.each(['', ' x', 'a\nb', 'a\u0000b', '\ud800', 'x'.repeat(61), '表'.repeat(21)])('refuses %j as a name', (name) => {
    expect(sqlNameSchema.safeParse(name).success).toBe(false);
  });

  test('random tables are made, and all statements of their repositories prepare', () => {
    const random = fc.gen().map((draw) => {
      const from = {
        random: () => draw(fc.double, { min: 0, max: 1, maxExcluded: true, noNaN: true }),
        name: () => draw(fc.stringMatching, /^[A-Za-z_]\w{0,8}$/),
        text: () => draw(fc.string, { unit: 'grapheme' as const, maxLength: 12 }).replaceAll('\u0000', ''),
      };
      return { table: sampleName(from), columns: sampleColumns(from) };
    });
    fc.assert(
      fc.property(random, ({ table, columns }) => {
        fc.pre(table.toLowerCase() !== 'keep' && !table.toLowerCase().startsWith('sqlite_'));
        const database = withTable();
        for (const each of createTableTexts(table, columns, [], 'sqlite')) database.exec(each);
        const statements = tableStatements(table, columns, 'sqlite', 'typescript');
        const keyed = keyColumns(columns).length > 0;
        database.prepare(statements.insert);
        database.prepare(statements.list);
        if (keyed) database.prepare(statements.find);
        if (keyed) database.prepare(statements.remove);
        if (keyed && otherColumns(columns).length > 0) database.prepare(statements.update);
        const names = (database.pragma(`table_info(${quoted(table)})`) as { name: string }[]).map((each) => each.name);
        expect(names).toEqual(columns.map((each) => each.name));
        database.close();
      }),
      { numRuns: 200 },
    );
  });
});
