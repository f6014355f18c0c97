import type { ContractField } from '#domain/http-contract';
import { binary, call, fromJson, index, member, name, text } from '#domain/ir/build';
import type { Expression } from '#domain/ir/nodes';
import { type IrType, integerType, listOf, optional, stringType } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import { faultOf, readsAsText } from './fields.ts';
import type { Piece } from './pieces.ts';

export type Source = 'path' | 'query' | 'body';

/** Code that reads fields of a request, and the pieces that it needs. */
export interface Reading {
  language: TargetLanguage;
  needs(piece: Piece): string;
}

const checks: Record<string, Piece> = {
  string: 'asString',
  integer: 'asInteger',
  number: 'asNumber',
  boolean: 'asBoolean',
  datetime: 'asString',
  map: 'asObject',
  'unknown[]': 'asList',
};

const innerOf = (type: string): string => type.replace(/\[\]$/, '');

/** The function that checks a value of a type. */
function checkOf(type: string, reading: Reading): Expression {
  const own = checks[type];
  if (own === undefined && type.endsWith('[]')) return call(reading.needs('listOf'), checkOf(innerOf(type), reading));
  return name(reading.needs(own ?? 'asAny'));
}

/** What was sent for a field; nothing where it was not. */
function sent(field: ContractField, source: Source, reading: Reading): Expression {
  const key = text(field.name);
  const { language } = reading;
  const part = name(language === 'go' ? `in.${source}` : `request.${source}`);
  const byIndex = language === 'go' || (language === 'python' && source === 'path');
  if (source === 'body') return byIndex ? index(part, key) : call(member(part, 'get'), key);
  const raw = source === 'query' ? call(reading.needs('textOf'), part, key) : byIndex ? index(part, key) : call(member(part, 'get'), key);
  return readsAsText(field.type) ? raw : call(reading.needs('fromText'), raw);
}

/** The checked value of a field. In Go the first error is kept in `err`. */
export function readField(field: ContractField, source: Source, reading: Reading): Expression {
  const { language } = reading;
  const first = language === 'go' ? [{ kind: 'unary', operator: 'address', operand: name('err') } as Expression] : [];
  const check = source === 'body' || !readsAsText(field.type) ? checkOf(field.type, reading) : checkOf('string', reading);
  const args = [...first, sent(field, source, reading), check, text(faultOf(field, source))];
  reading.needs('required');
  // A truth value that a query leaves out is false.
  const fallback = field.default ?? (field.optional && source === 'query' && field.type === 'boolean' ? false : null);
  if (!field.optional) return call(reading.needs('required'), ...args);
  const read = call(reading.needs('optional'), ...args);
  if (fallback === null) return read;
  const value = fromJson(fallback as string | number | boolean);
  if (language === 'python' || language === 'go') return call(reading.needs('valueOr'), read, value);
  return binary(read, 'coalesce', value);
}

/** The type of a checked value. */
export function typeOfField(type: string, language: TargetLanguage): IrType {
  if (type.endsWith('[]')) return listOf(typeOfField(innerOf(type), language));
  if (type === 'integer') return language === 'go' ? { kind: 'fixed', bits: 64, signed: true } : integerType;
  if (type === 'string' || type === 'datetime') return stringType;
  if (type === 'number' || type === 'boolean') return { kind: type };
  const any: IrType = language === 'python' || language === 'go' ? { kind: 'any' } : { kind: 'unknown' };
  return type === 'map' ? { kind: 'map', value: any } : any;
}

/** The type of a field: what may be missing is null then. */
export function fieldType(field: ContractField, language: TargetLanguage): IrType {
  const type = typeOfField(field.type, language);
  if (!field.optional || field.default !== null) return type;
  if (language === 'go') return { kind: 'pointer', inner: type };
  return language === 'python' ? optional(type) : { kind: 'union', members: [type, { kind: 'nothing' }] };
}
