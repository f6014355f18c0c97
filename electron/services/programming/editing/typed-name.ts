import { isReserved, valueName } from '#domain/ir/names';
import type { Expression, ImportNode } from '#domain/ir/nodes';
import { type IrType, optional } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import type { TypedName } from '../plan.ts';
import { toIrType } from '../reading/type-words.ts';

/** The name as the language has it; one that is a name of the language already stays as the user wrote it. */
export const nameIn = (name: string, language: TargetLanguage): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) && !isReserved(name, language) && !(name.includes('$') && !/script$/.test(language))
    ? name
    : valueName(name, language);

/** The type in the code: one that may be left out in its own way. */
export const typeOf = ({ type, optional: mayMiss }: TypedName): IrType => (mayMiss ? optional(toIrType(type)) : toIrType(type));

/** Whether a default is a value of the type. */
export function fitsType({ type, default: value }: TypedName): boolean {
  if (value === null || type === 'unknown') return true;
  if (type === 'string') return typeof value === 'string';
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value);
  return type === 'number' ? typeof value === 'number' : type === 'boolean' && typeof value === 'boolean';
}

export function literalOf(value: string | number | boolean): Expression {
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  const size: Expression = { kind: 'number', value: Math.abs(value) };
  return value < 0 ? { kind: 'unary', operator: 'negate', operand: size } : size;
}

/** What a type needs to be imported. */
export function importsOfType({ type, optional: mayMiss }: TypedName, language: TargetLanguage): ImportNode[] {
  if (language === 'go') return type.startsWith('datetime') ? [{ module: 'time', names: [] }] : [];
  if (language !== 'python') return [];
  const typing = [...(/^(?:unknown|map)/.test(type) ? ['Any'] : []), ...(mayMiss ? ['Optional'] : [])];
  return [
    ...(type.startsWith('datetime') ? [{ module: 'datetime', names: ['datetime'] }] : []),
    ...(typing.length > 0 ? [{ module: 'typing', names: typing }] : []),
  ];
}
