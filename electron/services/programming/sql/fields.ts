import { binary, call, index, member, name as nameOf, number, property } from '#domain/ir/build';
import { camelCase, distinct, fieldName } from '#domain/ir/names';
import type { Declaration, Expression, FieldNode } from '#domain/ir/nodes';
import { type IrType, pointerTo } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import type { Column } from './columns.ts';
import type { Dialect } from './dialect.ts';

/** The names of columns as fields: `created_at` is createdAt in a script. */
export const fieldNames = (columns: readonly Column[], language: TargetLanguage): string[] =>
  distinct(
    columns.map(({ name }) => {
      const isScript = language === 'typescript' || language === 'javascript';
      return fieldName(isScript && /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(name) ? camelCase(name) : name, language);
    }),
  );

const isScript = (language: TargetLanguage): boolean => language === 'typescript' || language === 'javascript';

/** The type of a row, or of the values of a new one, in which what may be null and what has a default may be left out. */
export function recordOf(
  type: string,
  columns: readonly Column[],
  names: readonly string[],
  form: 'row' | 'values',
  language: TargetLanguage,
  exported: boolean,
): Declaration {
  const fields = columns.map((column, at): FieldNode => {
    const { nullable, default: given } = column;
    const plain: IrType = { kind: column.type };
    const maybe = nullable || (form === 'values' && given !== null);
    const name = names[at] ?? 'value';
    if (language === 'go')
      return { name, key: column.name, type: maybe ? pointerTo(plain) : plain, optional: false, ...tagOf(column.name) };
    if (!isScript(language)) return { name, key: name, type: plain, optional: maybe };
    const whole: IrType = nullable ? { kind: 'union', members: [plain, { kind: 'literal', value: null as never }] } : plain;
    return { name, key: name, type: nullable ? nullableOf(plain) : whole, optional: form === 'values' && maybe };
  });
  return { kind: 'record', form: 'interface', name: type, fields, exported };
}

const nullableOf = (inner: IrType): IrType => ({ kind: 'union', members: [inner, { kind: 'named', name: 'null' }] });

/** A tag of Go cannot hold every name of a column. */
const tagOf = (name: string): { tag?: string } => (/^[\p{L}\p{N}_]+$/u.test(name) ? {} : { tag: '' });

const cast = (operand: Expression, type: IrType, language: TargetLanguage): Expression =>
  language === 'typescript' ? { kind: 'cast', operand, type } : operand;
const isNull = (value: Expression): Expression => binary(value, '==', { kind: 'null' });
const unlessNull = (column: Column, value: Expression, made: Expression): Expression =>
  column.nullable ? { kind: 'conditional', condition: isNull(value), yes: { kind: 'null' }, no: made } : made;

/** What a script makes of a column's value. SQLite has neither truth values nor times; PostgreSQL's whole numbers come as texts. */
export function fromScriptColumn(column: Column, dialect: Dialect, language: TargetLanguage): Expression {
  const given = property(nameOf('columns'), column.name);
  // Every object has a member called `toString`, whose type would win.
  const value = column.name in {} ? cast(given, { kind: 'unknown' }, language) : given;
  const plain: IrType = { kind: column.type };
  const asIs = cast(value, column.nullable ? nullableOf(plain) : plain, language);
  if (dialect === 'postgresql') return column.type === 'integer' ? unlessNull(column, value, call('Number', value)) : asIs;
  if (column.type === 'boolean') return unlessNull(column, value, binary(value, '==', number(1)));
  if (column.type !== 'datetime') return asIs;
  return unlessNull(column, value, { kind: 'new', callee: nameOf('Date'), args: [cast(value, { kind: 'string' }, language)] });
}

export function fromPythonColumn(column: Column, at: number, dialect: Dialect): Expression {
  const value = index(nameOf('columns'), number(at));
  const none: Expression = { kind: 'binary', operator: 'is', left: value, right: { kind: 'null' } };
  const made =
    dialect === 'postgresql'
      ? value
      : column.type === 'boolean'
        ? call('bool', value)
        : column.type === 'datetime'
          ? // Python before 3.11 does not read the Z of other writers.
            call(
              'datetime.fromisoformat',
              call(member(value, 'replace'), { kind: 'string', value: 'Z' }, { kind: 'string', value: '+00:00' }),
            )
          : value;
  if (made === value || !column.nullable) return made;
  return { kind: 'conditional', condition: none, yes: { kind: 'null' }, no: made };
}

/** A field of `row` as it is bound; `maybe` is one that may be missing. */
export function bound(column: Column, field: string, maybe: boolean, dialect: Dialect, language: TargetLanguage): Expression {
  const value: Expression = { kind: 'member', object: nameOf('row'), name: field };
  if (language === 'go') return value;
  if (language === 'python') {
    if (dialect === 'postgresql' || column.type !== 'datetime') return value;
    const text = call(member(value, 'isoformat'));
    const none: Expression = { kind: 'binary', operator: 'is', left: value, right: { kind: 'null' } };
    return maybe ? { kind: 'conditional', condition: none, yes: { kind: 'null' }, no: text } : text;
  }
  const orNull = (given: Expression): Expression => binary(given, 'coalesce', { kind: 'null' });
  if (dialect === 'sqlite' && column.type === 'boolean') {
    const asNumber = call('Number', value);
    return maybe
      ? { kind: 'conditional', condition: binary(value, 'looseEquals', { kind: 'null' }), yes: { kind: 'null' }, no: asNumber }
      : asNumber;
  }
  if (dialect === 'sqlite' && column.type === 'datetime')
    return maybe
      ? orNull({ kind: 'call', callee: { kind: 'member', object: value, name: 'toISOString', optional: true }, args: [] })
      : call(member(value, 'toISOString'));
  return maybe ? orNull(value) : value;
}
