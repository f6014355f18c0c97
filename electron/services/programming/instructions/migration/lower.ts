import { call, name, run } from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import type { Dialect } from '../../sql/dialect.ts';
import { sqlLiteral } from '../../sql/literals.ts';
import type { Template, Templates } from '../../templates/templates.ts';
import type { Change, Target, Words } from '../instruction.ts';
import { type SchemaChange, titleOf } from './change.ts';
import { type Convention, conventionOf, revisionOf, slugOf } from './convention.ts';
import { needsValue, type Steps, stepsOf } from './statements.ts';

const kysely: Template = {
  typescript: `
import type { Kysely } from "kysely";
import { sql } from "kysely";

export async function up(database: Kysely<unknown>): Promise<void> {
  _up_;
}

export async function down(database: Kysely<unknown>): Promise<void> {
  _down_;
}
`,
  python: '',
  go: 'package main\n',
};

const alembic: Template = {
  typescript: '',
  python: `
from alembic import op

revision = "_revision_"
down_revision = _after_
branch_labels = None
depends_on = None


def upgrade() -> None:
    _up_


def downgrade() -> None:
    _down_
`,
  go: 'package main\n',
};

const lost = 'What was dropped cannot be brought back.';

/** A migration in the manner of those that are there: files of SQL, or a module that runs it. */
export async function lowerMigration(
  change: SchemaChange,
  given: string | null,
  dialect: Dialect,
  target: Target,
  templates: Templates,
): Promise<Change> {
  const { language, workspace } = target;
  const title = given ?? titleOf(change);
  const convention = await conventionOf(workspace, language);
  const steps = stepsOf(change, dialect);
  const notes = notesOf(change, steps, dialect, convention);
  const empty = { imports: [], declarations: [], names: [], notes, fileStem: title };
  const slug = slugOf(title, convention.between);
  if (convention.form === 'kysely') {
    const execute = (sql: string): Statement =>
      run({
        kind: 'await',
        operand: call({ kind: 'member', object: call('sql.raw', sqlLiteral(sql, language)), name: 'execute' }, name('database')),
      });
    const down: Statement[] = steps.down?.map(execute) ?? [{ kind: 'raise', message: { kind: 'string', value: lost } }];
    const filled = await templates.fill(kysely, { up: { statements: steps.up.map(execute) }, down: { statements: down } }, target);
    const path = `${convention.folder}${convention.number}${convention.between}${slug}.${convention.extension}`;
    return { ...empty, ...filled, path };
  }
  if (convention.form === 'alembic') {
    const revision = revisionOf(title, convention.after);
    const execute = (sql: string): Statement => run(call('op.execute', sqlLiteral(sql, 'python')));
    const down: Statement[] = steps.down?.map(execute) ?? [
      { kind: 'raise', type: 'NotImplementedError', message: { kind: 'string', value: lost } },
    ];
    const after: Expression = convention.after === null ? { kind: 'null' } : { kind: 'string', value: convention.after };
    const holes = { revision, after: { expression: after }, up: { statements: steps.up.map(execute) }, down: { statements: down } };
    const filled = await templates.fill(alembic, holes, target);
    return { ...empty, ...filled, path: `${convention.folder}${revision}_${slug}.py` };
  }
  return { ...empty, files: sqlFiles(convention, slug, steps) };
}

const script = (statements: readonly string[]): string => statements.map((each) => `${each};\n`).join('');

function sqlFiles({ form, folder, number, between }: Convention, slug: string, { up, down }: Steps): { path: string; content: string }[] {
  const back = down ? script(down) : `-- ${lost}\n`;
  const stem = `${folder}${number}${between}${slug}`;
  switch (form) {
    case 'goose':
      return [{ path: `${stem}.sql`, content: `-- +goose Up\n${script(up)}\n-- +goose Down\n${back}` }];
    case 'dbmate':
      return [{ path: `${stem}.sql`, content: `-- migrate:up\n${script(up)}\n-- migrate:down\n${back}` }];
    case 'flyway':
      return [{ path: `${folder}V${number}__${slug}.sql`, content: script(up) }];
    case 'plain':
      return [{ path: `${stem}.sql`, content: script(up) }];
    default:
      return [
        { path: `${stem}.up.sql`, content: script(up) },
        { path: `${stem}.down.sql`, content: back },
      ];
  }
}

function notesOf(change: SchemaChange, { down }: Steps, dialect: Dialect, { form }: Convention): Words[] {
  const notes: Words[] = [];
  if (down === null) notes.push({ en: 'Going back does not bring back what was dropped.', zh: '回滚无法恢复已删除的内容。' });
  else if (form === 'plain' || form === 'flyway')
    notes.push({
      en: 'The migrations of this folder only go forward, so there is no way back in it.',
      zh: '该目录中的迁移只向前执行，因此不含回滚。',
    });
  const timed = change.form === 'add-columns' ? needsValue(change.columns, dialect) : [];
  for (const { name: column } of timed)
    notes.push({
      en: `SQLite cannot add a column whose default is the time: rows that are there get it once, and \`${column}\` of new rows has to be given.`,
      zh: `SQLite 不能添加以当前时间为默认值的列：已有行会填入一次，新行需自行提供 \`${column}\`。`,
    });
  return notes;
}
