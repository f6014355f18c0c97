import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { sampleChange } from '../../../../electron/services/programming/instructions/migration/change.ts';
import { stepsOf } from '../../../../electron/services/programming/instructions/migration/statements.ts';
import { quoted } from '../../../../electron/services/programming/sql/identifiers.ts';
import { applied, ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const column = (name: string, type: string, more: Record<string, unknown> = {}) => ({
  name,
  type,
  typeSource: 'words',
  nullable: true,
  primaryKey: false,
  unique: false,
  indexed: false,
  default: null,
  references: null,
  ...more,
});
const renamed = { form: 'rename-column', table: 'users', from: 'name', to: 'full_name' };
const added = { form: 'add-columns', table: 'users', columns: [column('email', 'string')] };

describe('migrations in the words of developers', () => {
  readsAs(engine, 'migration', [
    ['Write a migration that adds a column email: string to users', { change: added }],
    ['编写迁移：给 users 表添加列 email 字符串', { change: added }],
    [
      'migration: add columns nickname (string, unique) and age integer default 0 to the users table',
      {
        change: {
          form: 'add-columns',
          table: 'users',
          columns: [column('nickname', 'string', { unique: true }), column('age', 'integer', { nullable: false, default: 0 })],
        },
      },
    ],
    [
      'Write a migration that creates a table posts with id, title: string, author_id references users(id), index on author_id',
      {
        change: {
          form: 'create-table',
          table: 'posts',
          columns: [
            column('id', 'integer', { nullable: false, primaryKey: true, typeSource: 'assumed' }),
            column('title', 'string', { nullable: false }),
            column('author_id', 'integer', { nullable: false, typeSource: 'assumed', references: { table: 'users', column: 'id' } }),
          ],
          indexes: [{ columns: ['author_id'], unique: false }],
        },
      },
    ],
    ['Write a migration that renames the column name of users to full_name', { change: renamed }],
    ['编写迁移：将 users 表的 name 列重命名为 full_name', { change: renamed }],
    ['rename the table users to accounts, as a migration', { change: { form: 'rename-table', table: 'users', to: 'accounts' } }],
    [
      'migration that adds a unique index on email to users',
      { change: { form: 'add-index', table: 'users', columns: ['email'], unique: true } },
    ],
    ['编写迁移：在 users 表的 email 列上添加唯一索引', { change: { form: 'add-index', table: 'users', columns: ['email'], unique: true } }],
    ['migration that drops the table users', { change: { form: 'drop-table', table: 'users' } }],
    [
      "alter table users add column `or\"der` text default 'x' in a postgres migration",
      { dialect: 'postgresql', change: { ...added, columns: [column('or"der', 'string', { nullable: false, default: 'x' })] } },
    ],
  ]);
  asksFor(engine, [
    ['Write a migration', 'change'],
    ['migration that adds a required column email: string to users', 'change'],
  ]);
});

const filesOf = async (request: string, content: Record<string, string> = {}, language?: 'typescript' | 'python') => {
  const answer = await ask(engine, request, content, language ? { language } : {});
  const after = applied(answer, content);
  return Object.fromEntries(Object.entries(after).filter(([path]) => !(path in content)));
};

/** Everything that makes the schema, in the order of its names. */
const schemaOf = (database: Database.Database): unknown =>
  database
    .prepare("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map((each) => JSON.stringify(each).replace(/\\?"|\s/g, ''));

describe('what a migration does to a database', () => {
  const before =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX users_name_index ON users (name); INSERT INTO users VALUES (1, 'a');";

  test.each([
    'Write a migration that adds a column email: string to users',
    'Write a migration that adds columns nickname (string, unique), age integer default 0 and `or"der; --` string indexed to users',
    'Write a migration that adds a column seen_at default now to users',
    'Write a migration that adds team_id references teams(id) to users',
    'Write a migration that creates a table posts with id, title: string unique, author_id references users(id), index on author_id',
    'Write a migration that renames the column name of users to full_name',
    'Write a migration that renames the table users to `select`',
    'Write a migration that adds an index on users (id, name)',
    'Write a migration that drops the index on users (name)',
  ])('up and down: %s', async (request) => {
    const files = Object.entries(await filesOf(request));
    const script = (end: string): string => files.find(([path]) => path.endsWith(end))?.[1] ?? 'missing';
    const database = new Database(':memory:');
    database.exec(before);
    const schema = schemaOf(database);
    database.exec(script('.up.sql'));
    expect(schemaOf(database)).not.toEqual(schema);
    database.exec(script('.down.sql'));
    expect(schemaOf(database)).toEqual(schema);
    expect(database.prepare('SELECT * FROM users').all()).toEqual([{ id: 1, name: 'a' }]);
    database.close();
  });

  test('random ones with hostile names go up and down', () => {
    const random = fc.gen().map((draw) =>
      sampleChange({
        random: () => draw(fc.double, { min: 0, max: 1, maxExcluded: true, noNaN: true }),
        name: () => draw(fc.stringMatching, /^[A-Za-z_]\w{0,8}$/),
        text: () => draw(fc.string, { unit: 'grapheme' as const, maxLength: 12 }).replaceAll('\u0000', ''),
      }),
    );
    fc.assert(
      fc.property(random, (change) => {
        fc.pre(!/^sqlite_/i.test(change.table));
        const database = new Database(':memory:');
        database.pragma('foreign_keys = off');
        database.exec('CREATE TABLE keep_me (x)');
        if (change.form === 'add-columns') {
          fc.pre(!change.columns.some(({ name }) => name.toLowerCase() === 'own_column'));
          database.exec(`CREATE TABLE ${quoted(change.table)} (own_column)`);
        } else if (change.form === 'rename-column') database.exec(`CREATE TABLE ${quoted(change.table)} (${quoted(change.from)})`);
        else if (change.form === 'rename-table') {
          fc.pre(change.to.toLowerCase() !== change.table.toLowerCase());
          database.exec(`CREATE TABLE ${quoted(change.table)} (x)`);
        } else if (change.form !== 'create-table') return;
        const schema = schemaOf(database);
        const { up, down } = stepsOf(change, 'sqlite');
        for (const each of up) database.exec(each);
        for (const each of down ?? []) database.exec(each);
        expect(schemaOf(database)).toEqual(schema);
        database.close();
      }),
      { numRuns: 200 },
    );
  });

  test('what was dropped comes back empty where its type is known, and is told to be lost where it is not', async () => {
    const known = await filesOf('migration to drop the column name: string from users');
    expect(Object.values(known)[1]).toBe('ALTER TABLE users ADD COLUMN name TEXT;\n');
    const answer = await ask(engine, 'migration that drops the table users', {});
    expect(answer.text).toContain('does not bring back');
    expect(answer.edits.map((edit) => edit.kind === 'write' && edit.content)[1]).toMatch(/^-- .*\n$/);
  });
});

describe('where a migration goes', () => {
  const request = 'Write a migration that adds a column email: string to users';

  test.each<[string, Record<string, string>, string[]]>([
    ['no folder', {}, ['migrations/0001_add_email_to_users.up.sql', 'migrations/0001_add_email_to_users.down.sql']],
    [
      'pairs with dashes',
      { 'db/migrations/0009-users.up.sql': '', 'db/migrations/0009-users.down.sql': '' },
      ['db/migrations/0010-add-email-to-users.up.sql', 'db/migrations/0010-add-email-to-users.down.sql'],
    ],
    ['times', { 'migrations/20240131120000_a.sql': '-- migrate:up\n' }, ['migrations/20240131120001_add_email_to_users.sql']],
    ['Flyway', { 'src/main/resources/db/migration/V7__a.sql': '' }, ['src/main/resources/db/migration/V8__add_email_to_users.sql']],
    ['plain', { 'migrations/007_a.sql': 'CREATE TABLE a (b);' }, ['migrations/008_add_email_to_users.sql']],
  ])('%s', async (_, content, paths) => {
    expect(Object.keys(await filesOf(request, content))).toEqual(paths);
  });

  test('goose and dbmate have both ways in one file', async () => {
    const [goose] = Object.values(await filesOf(request, { 'migrations/00003_a.sql': '-- +goose Up\nSELECT 1;\n' }));
    expect(goose).toBe('-- +goose Up\nALTER TABLE users ADD COLUMN email TEXT;\n\n-- +goose Down\nALTER TABLE users DROP COLUMN email;\n');
    const [dbmate] = Object.values(await filesOf(request, { 'db/migrations/1_a.sql': '-- migrate:up\nSELECT 1;\n' }));
    expect(dbmate).toMatch(/^-- migrate:up\n.*ADD COLUMN.*\n\n-- migrate:down\n.*DROP COLUMN/s);
  });

  test('a folder of Kysely gets a module that runs the same statements', async () => {
    const files = await filesOf(request, { 'src/migrations/003-users.ts': 'import { type Kysely } from "kysely";\n' }, 'typescript');
    expect(files).toEqual({
      'src/migrations/004-add-email-to-users.ts': `import type { Kysely } from "kysely";
import { sql } from "kysely";

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw("ALTER TABLE users ADD COLUMN email TEXT").execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql.raw("ALTER TABLE users DROP COLUMN email").execute(database);
}
`,
    });
  });

  test('a folder of Alembic gets a revision behind the last one', async () => {
    const content = {
      'alembic/versions/aa_first.py': 'revision = "aa"\ndown_revision = None\n',
      'alembic/versions/bb_second.py': 'revision: str = "bb"\ndown_revision: str = "aa"\n',
    };
    const [[path, text] = ['', '']] = Object.entries(await filesOf(request, content, 'python'));
    expect(path).toMatch(/^alembic\/versions\/[0-9a-f]{12}_add_email_to_users\.py$/);
    expect(text).toContain('down_revision = "bb"\n');
    expect(text).toContain('def upgrade() -> None:\n    op.execute("ALTER TABLE users ADD COLUMN email TEXT")\n');
  });
});
