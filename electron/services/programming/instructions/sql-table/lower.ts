import { binary, bind, call, give, name as nameOf, number, when } from '#domain/ir/build';
import { constantCase, distinct, typeName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, ImportNode, Parameter, Statement } from '#domain/ir/nodes';
import { named } from '#domain/ir/types';
import { singular } from '../../documents/naming.ts';
import type { Column } from '../../sql/columns.ts';
import { createTableTexts, type Index } from '../../sql/definition.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { bound, fieldNames, fromPythonColumn, fromScriptColumn, recordOf } from '../../sql/fields.ts';
import { sqlLiteral } from '../../sql/literals.ts';
import { givenColumns, keyColumns, otherColumns, type TableStatements, tableStatements } from '../../sql/statements.ts';
import { importsUsed } from '../../templates/imports-used.ts';
import { joinImports } from '../../templates/join-imports.ts';
import { ownName } from '../../templates/own-name.ts';
import type { Templates } from '../../templates/templates.ts';
import type { Change, Target, Words } from '../instruction.ts';
import { nodeSqliteTemplate, tableTemplate } from './templates.ts';

export interface TablePlan {
  table: string;
  columns: readonly Column[];
  indexes: readonly Index[];
  dialect: Dialect;
}

export const rowTypeOf = (table: string, language: Target['language']): string =>
  ownName(typeName(singular(table), language), nodeSqliteTemplate, language);

/** A table as SQL, its row as a type, and a repository whose statements bind all values. */
export async function lowerTable(plan: TablePlan, target: Target, templates: Templates): Promise<Change> {
  const { language } = target;
  const { table, columns, indexes, dialect } = plan;
  const type = rowTypeOf(table, language);
  const statements = tableStatements(table, columns, dialect, language);
  const fields = fieldNames(columns, language);
  const keys = keyColumns(columns);
  const changeable = keys.length > 0 && otherColumns(columns).length > 0;
  const parts = bodies({ plan, statements, fields, type }, target);
  const schema = language === 'python' ? constantCase(`create ${table}`) : valueName(`create ${table}`, language);
  const script = createTableTexts(table, columns, indexes, dialect, true);
  const values = `${type}Values`;
  const filled = await templates.fill(
    tableTemplate(dialect, target.dependencies),
    {
      Name: type,
      Values: values,
      Repository: `${type}Repository`,
      Querier: `${type}Querier`,
      toRow: valueName(`to ${type}`, language),
      scan: valueName(`scan ${type}`, language),
      changed: valueName(`changed ${type}`, language),
      schema,
      ddl: { expression: sqlLiteral(`${script.join(';\n')};\n`, language) },
      insertSql: { expression: sqlLiteral(statements.insert, language) },
      findSql: { expression: sqlLiteral(statements.find, language) },
      listSql: { expression: sqlLiteral(statements.list, language) },
      updateSql: { expression: sqlLiteral(statements.update, language) },
      deleteSql: { expression: sqlLiteral(statements.remove, language) },
      keyed: keys.length > 0,
      changeable,
      keys: { parameters: parts.parameters },
      row: { statements: parts.row },
      insert: { statements: parts.insert },
      find: { statements: parts.find },
      update: { statements: parts.update },
      delete: { statements: parts.remove },
    },
    target,
  );
  const left = new Set([...(keys.length > 0 ? [] : ['find', 'delete']), ...(changeable ? [] : ['update'])]);
  const exported = target.view?.form !== 'require';
  const given = givenColumns(columns);
  const givenNames = given.map((each) => fields[columns.indexOf(each)] ?? 'value');
  const records =
    language === 'javascript'
      ? []
      : [recordOf(type, columns, fields, 'row', language, exported), recordOf(values, given, givenNames, 'values', language, exported)];
  const declarations = [...records, ...without(filled.declarations, left, keys.length > 0)];
  // A time is a type of its own among the nodes: its package is named by no word of them.
  const time = language === 'go' && columns.some(({ type: each }) => each === 'datetime') ? [{ module: 'time', names: [] }] : [];
  const imports = joinImports(importsUsed([...filled.imports, ...recordImports[language]], declarations, language), time);
  imports.sort((left, right) => (left.module < right.module ? -1 : 1));
  return { imports, declarations, names: [...filled.names, type, values], notes: notesOf(plan, target), fileStem: table };
}

/** What the records may use, which are not in the template. */
const recordImports: Record<Target['language'], ImportNode[]> = {
  typescript: [],
  javascript: [],
  python: [
    { module: 'dataclasses', names: ['dataclass'] },
    { module: 'datetime', names: ['datetime'] },
    { module: 'typing', names: ['Optional'] },
  ],
  go: [],
};

function notesOf({ dialect }: TablePlan, { language, dependencies }: Target): Words[] {
  const wanted = language === 'python' ? 'psycopg' : language === 'go' ? null : 'pg';
  if (dialect !== 'postgresql' || wanted === null || dependencies.has(wanted)) return [];
  return [{ en: `The code uses the package \`${wanted}\`.`, zh: `代码使用 \`${wanted}\` 包。` }];
}

/** The methods that the table can have: without a key no row can be found. */
function without(declarations: readonly Declaration[], left: ReadonlySet<string>, keyed: boolean): Declaration[] {
  return declarations.flatMap((node): Declaration[] => {
    if (node.kind === 'function' && node.receiver) return left.has(node.name.toLowerCase()) ? [] : [node];
    if (node.kind === 'function' && node.name.startsWith('changed') && !keyed) return [];
    if (node.kind !== 'class') return [node];
    const members = node.members.filter(
      (each) => !('name' in each) || typeof each.name !== 'string' || !left.has(each.name.replace('#', '')),
    );
    return [{ ...node, members }];
  });
}

interface Parts {
  parameters: Parameter[];
  row: Statement[];
  insert: Statement[];
  find: Statement[];
  update: Statement[];
  remove: Statement[];
}

interface Context {
  plan: TablePlan;
  statements: TableStatements;
  fields: readonly string[];
  type: string;
}

function bodies({ plan, statements, fields, type }: Context, target: Target): Parts {
  const { language } = target;
  const { columns, dialect } = plan;
  const keys = keyColumns(columns);
  const fieldOf = (column: Column): string => fields[columns.indexOf(column)] ?? 'value';
  const names = distinct([
    'self',
    'row',
    'r',
    'ctx',
    'limit',
    'offset',
    'rows',
    'cursor',
    'found',
    ...keys.map(({ name }) => valueName(name, language)),
  ]).slice(9);
  const keyNames = names.map((name): Expression => ({ kind: 'name', name }));
  const stored = (column: Column, at: number): Expression => {
    const value = keyNames[at] ?? nameOf('id');
    if (dialect !== 'sqlite' || language === 'go') return value;
    if (column.type === 'boolean' && language !== 'python') return call('Number', value);
    if (column.type !== 'datetime') return value;
    return call({ kind: 'member', object: value, name: language === 'python' ? 'isoformat' : 'toISOString' });
  };
  const keyValues = keys.map(stored);
  const inserted = givenColumns(columns).map((each) =>
    bound(each, fieldOf(each), each.nullable || each.default !== null, dialect, language),
  );
  const updated = [...otherColumns(columns), ...keys].map((each) => bound(each, fieldOf(each), each.nullable, dialect, language));
  const parameters = keys.map(
    (column, at): Parameter => ({
      name: names[at] ?? 'id',
      ...(language === 'javascript' ? {} : { type: { kind: column.type } }),
    }),
  );
  const row: Statement[] =
    language === 'go'
      ? [
          bind(
            'err',
            call(
              'columns.Scan',
              ...fields.map(
                (each): Expression => ({
                  kind: 'unary',
                  operator: 'address',
                  operand: { kind: 'member', object: nameOf('row'), name: each },
                }),
              ),
            ),
          ),
          give(nameOf('row'), nameOf('err')),
        ]
      : language === 'python'
        ? [
            give({
              kind: 'call',
              callee: { kind: 'name', name: type },
              args: [],
              named: columns.map((each, at) => ({ name: fieldOf(each), value: fromPythonColumn(each, at, dialect) })),
            }),
          ]
        : [
            give({
              kind: 'dictionary',
              entries: columns.map((each) => ({ key: fieldOf(each), value: fromScriptColumn(each, dialect, language) })),
            }),
          ];
  const make = { go: goStatements, python: pythonStatements, typescript: scriptStatements, javascript: scriptStatements }[language];
  return { parameters, row, ...make({ statements, type, language, dialect, inserted, updated, keyValues }) };
}

interface Bound {
  statements: TableStatements;
  type: string;
  language: Target['language'];
  dialect: Dialect;
  inserted: Expression[];
  updated: Expression[];
  keyValues: Expression[];
}
type Made = Omit<Parts, 'parameters' | 'row'>;

function goStatements({ statements, type, inserted, updated, keyValues }: Bound): Made {
  const query = (sql: string, values: Expression[]): Statement =>
    give(call(valueName(`scan ${type}`, 'go'), call('r.database.QueryRowContext', nameOf('ctx'), sqlLiteral(sql, 'go'), ...values)));
  const change = (sql: string, values: Expression[]): Statement =>
    give(call(valueName(`changed ${type}`, 'go'), call('r.database.ExecContext', nameOf('ctx'), sqlLiteral(sql, 'go'), ...values)));
  return {
    insert: [query(statements.insert, inserted)],
    find: [query(statements.find, keyValues)],
    update: [change(statements.update, updated)],
    remove: [change(statements.remove, keyValues)],
  };
}

function pythonStatements({ statements, type, inserted, updated, keyValues }: Bound): Made {
  const execute = (sql: string, values: Expression[]): Statement =>
    bind(
      'cursor',
      call(
        'self._connection.execute',
        sqlLiteral(sql, 'python'),
        ...(values.length > 0 ? [{ kind: 'tupleLiteral' as const, items: values }] : []),
      ),
    );
  const toRow = valueName(`to ${type}`, 'python');
  const changed = give(binary(nameOf('cursor.rowcount'), '>', number(0)));
  const none: Expression = { kind: 'binary', operator: 'is', left: nameOf('row'), right: { kind: 'null' } };
  return {
    insert: [execute(statements.insert, inserted), give(call(toRow, call('cursor.fetchone')))],
    find: [
      execute(statements.find, keyValues),
      bind('row', call('cursor.fetchone')),
      give({ kind: 'conditional', condition: none, yes: { kind: 'null' }, no: call(toRow, nameOf('row')) }),
    ],
    update: [execute(statements.update, updated), changed],
    remove: [execute(statements.remove, keyValues), changed],
  };
}

function scriptStatements({ statements, type, language, dialect, inserted, updated, keyValues }: Bound): Made {
  const toRow = valueName(`to ${type}`, language);
  const record = named('Record', { kind: 'string' }, { kind: 'unknown' });
  const typed = (operand: Expression): Expression => (language === 'typescript' ? { kind: 'cast', operand, type: record } : operand);
  const missing = (value: Expression): Statement => when(binary(value, '==', nameOf('undefined')), [give(nameOf('undefined'))]);
  if (dialect === 'postgresql') {
    const query = (found: string, sql: string, values: Expression[]): Statement => ({
      kind: 'destructure',
      pattern: { kind: 'recordPattern', fields: [{ key: found, target: { kind: 'name', name: found } }] },
      value: {
        kind: 'await',
        operand: call(
          'this.#database.query',
          sqlLiteral(sql, language),
          ...(values.length > 0 ? [{ kind: 'list' as const, items: values }] : []),
        ),
      },
    });
    const first: Expression = { kind: 'index', object: nameOf('rows'), index: number(0) };
    const changed = give(binary(binary(nameOf('rowCount'), 'coalesce', number(0)), '>', number(0)));
    return {
      insert: [query('rows', statements.insert, inserted), give(call(toRow, first))],
      find: [query('rows', statements.find, keyValues), missing(first), give(call(toRow, first))],
      update: [query('rowCount', statements.update, updated), changed],
      remove: [query('rowCount', statements.remove, keyValues), changed],
    };
  }
  const changes = (statement: string, values: Expression[]): Statement =>
    give(binary({ kind: 'member', object: call(`this.#${statement}.run`, ...values), name: 'changes' }, '>', number(0)));
  return {
    insert: [give(call(toRow, typed(call('this.#insert.get', ...inserted))))],
    find: [bind('row', call('this.#find.get', ...keyValues)), missing(nameOf('row')), give(call(toRow, typed(nameOf('row'))))],
    update: [changes('update', updated)],
    remove: [changes('delete', keyValues)],
  };
}
