import { binary, bind, call, give, name as nameOf, when } from '#domain/ir/build';
import { distinct, typeName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, ImportNode, Parameter, Statement } from '#domain/ir/nodes';
import { type IrType, listOf, named } from '#domain/ir/types';
import { assumedType, type Column, columnGrammar } from '../../sql/columns.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { fieldNames, fromPythonColumn, fromScriptColumn, recordOf } from '../../sql/fields.ts';
import { sqlLiteral } from '../../sql/literals.ts';
import { importsUsed } from '../../templates/imports-used.ts';
import { joinImports } from '../../templates/join-imports.ts';
import { besidePackages, ownName } from '../../templates/own-name.ts';
import type { Templates } from '../../templates/templates.ts';
import type { Change, Target, Words } from '../instruction.ts';
import { aliasOf, type Condition, resultType, type SelectedItem } from './query.ts';
import { groupOf, type Query, resultOf, selectText } from './select.ts';
import { nodeQueryTemplate, queryTemplate } from './templates.ts';

const plainItem = (column: string): SelectedItem => ({ aggregate: null, column, type: assumedType(column), typeSource: 'assumed' });

/** A function that asks one query: its parameters are bound, its rows are typed. */
export async function lowerQuery(given: string, asked: Query, dialect: Dialect, target: Target, templates: Templates): Promise<Change> {
  const { language, dependencies } = target;
  const query: Query = { ...asked, selection: resultOf(asked, plainItem) };
  const single = groupOf(query).length === 0 && query.selection.every(({ aggregate }) => aggregate !== null);
  const columns = query.selection.map(
    (each): Column => ({
      ...columnGrammar.start(aliasOf(each)),
      type: resultType(each),
      // Of no rows at all there is a count, but no sum.
      nullable: single && each.aggregate !== 'count',
    }),
  );
  const template = queryTemplate(dialect, dependencies);
  const name = besidePackages(ownName(valueName(given, language), nodeQueryTemplate, language), language);
  const row = `${typeName(given, language)}Row`;
  const fields = fieldNames(columns, language);
  const { parameters, values } = parametersOf(query.conditions, dialect, language);
  const sql = sqlLiteral(selectText(query, dialect, language), language);
  const result: IrType = single ? named(row) : language === 'python' ? named('List', named(row)) : listOf(named(row));
  const filled = await templates.fill(
    template,
    {
      name,
      Row: row,
      Querier: `${typeName(given, language)}Querier`,
      single,
      parameters: { parameters },
      result: { type: result },
      one: { expression: asks(sql, values, true, dialect, language) },
      all: { expression: asks(sql, values, false, dialect, language) },
      row: { expression: language === 'go' ? nameOf('row') : rowExpression(row, columns, fields, dialect, language) },
      scan: { statements: language === 'go' ? scanStatements(fields, single, sql, values) : [] },
    },
    target,
  );
  const exported = target.view?.form !== 'require';
  const records = language === 'javascript' ? [] : [recordOf(row, columns, fields, 'row', language, exported)];
  const declarations = [...records, ...filled.declarations.map((each) => withMethod(each, single ? 'QueryRowContext' : 'QueryContext'))];
  const types = [...columns.map(({ type }) => type), ...query.conditions.flatMap((each) => (each.form === 'parameter' ? [each.type] : []))];
  const more =
    language === 'python' ? pythonImports : language === 'go' && types.includes('datetime') ? [{ module: 'time', names: [] }] : [];
  const imports = joinImports(
    importsUsed(filled.imports, declarations, language),
    language === 'go' ? more : importsUsed(more, declarations, language),
  );
  imports.sort((left, right) => (left.module < right.module ? -1 : 1));
  return { imports, declarations, names: [...filled.names, row], notes: notesOf(query), fileStem: given };
}

const pythonImports: ImportNode[] = [
  { module: 'dataclasses', names: ['dataclass'] },
  { module: 'datetime', names: ['datetime'] },
  { module: 'typing', names: ['Optional'] },
];

const notesOf = ({ order }: Query): Words[] =>
  order
    .filter(({ columnSource }) => columnSource === 'assumed')
    .map(({ column }) => ({
      en: `Assumed that \`${column}\` says how new a row is.`,
      zh: `假定 \`${column}\` 表示行的新旧。`,
    }));

/** A parameter that occurs twice is one of the function and bound twice. */
function parametersOf(
  conditions: readonly Condition[],
  dialect: Dialect,
  language: Target['language'],
): { parameters: Parameter[]; values: Expression[] } {
  const bound = conditions.filter((each) => each.form === 'parameter');
  const given = [...new Map(bound.map((each) => [each.parameter, each])).values()];
  const taken = ['database', 'connection', 'ctx', 'rows', 'row', 'columns', 'cursor', 'found', 'err'];
  const own = distinct([...taken, ...given.map(({ parameter }) => valueName(parameter, language))]).slice(taken.length);
  const parameters = given.map(
    ({ type }, at): Parameter => ({ name: own[at] ?? 'value', ...(language === 'javascript' ? {} : { type: { kind: type } }) }),
  );
  const values = bound.map(({ parameter }): Expression => {
    const at = given.findIndex((each) => each.parameter === parameter);
    const value: Expression = { kind: 'name', name: own[at] ?? 'value' };
    const type = given[at]?.type;
    if (dialect !== 'sqlite' || language === 'go') return value;
    if (type === 'boolean' && language !== 'python') return call('Number', value);
    if (type !== 'datetime') return value;
    return call({ kind: 'member', object: value, name: language === 'python' ? 'isoformat' : 'toISOString' });
  });
  return { parameters, values };
}

/** The call that asks the database. */
function asks(sql: Expression, values: Expression[], single: boolean, dialect: Dialect, language: Target['language']): Expression {
  if (language === 'go') return call('database.QueryContext', nameOf('ctx'), sql, ...values);
  if (language === 'python') {
    const cursor = call('connection.execute', sql, ...(values.length > 0 ? [{ kind: 'tupleLiteral' as const, items: values }] : []));
    return single ? call({ kind: 'member', object: cursor, name: 'fetchone' }) : cursor;
  }
  if (dialect === 'postgresql')
    return call('database.query', sql, ...(values.length > 0 ? [{ kind: 'list' as const, items: values }] : []));
  return call({ kind: 'member', object: call('database.prepare', sql), name: single ? 'get' : 'all' }, ...values);
}

function rowExpression(
  row: string,
  columns: readonly Column[],
  fields: readonly string[],
  dialect: Dialect,
  language: Target['language'],
): Expression {
  if (language === 'python')
    return {
      kind: 'call',
      callee: { kind: 'name', name: row },
      args: [],
      named: columns.map((each, at) => ({ name: fields[at] ?? 'value', value: fromPythonColumn(each, at, dialect) })),
    };
  return {
    kind: 'dictionary',
    entries: columns.map((each, at) => ({ key: fields[at] ?? 'value', value: fromScriptColumn(each, dialect, language) })),
  };
}

function scanStatements(fields: readonly string[], single: boolean, sql: Expression, values: Expression[]): Statement[] {
  const into = fields.map(
    (each): Expression => ({ kind: 'unary', operator: 'address', operand: { kind: 'member', object: nameOf('row'), name: each } }),
  );
  if (single) {
    const asked = call('database.QueryRowContext', nameOf('ctx'), sql, ...values);
    return [bind('err', call({ kind: 'member', object: asked, name: 'Scan' }, ...into)), give(nameOf('row'), nameOf('err'))];
  }
  const scanned = when(binary(nameOf('err'), '!=', nameOf('nil')), [give(nameOf('nil'), nameOf('err'))]);
  return [{ ...scanned, before: bind('err', call('rows.Scan', ...into)) } as Statement];
}

/** Go's interface with the one method that is used. */
function withMethod(node: Declaration, method: string): Declaration {
  if (node.kind === 'interface') return { ...node, members: node.members.filter((each) => !('name' in each) || each.name === method) };
  if (node.kind !== 'type' || node.type.kind !== 'shape') return node;
  return { ...node, type: { ...node.type, members: node.type.members.filter((each) => !('name' in each) || each.name === method) } };
}
