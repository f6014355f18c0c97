import type { Expression } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';

/** A statement of SQL as a literal in which quotes and line breaks stand as they are, where the language has one. */
export function sqlLiteral(sql: string, language: TargetLanguage): Expression {
  if (!/["\n]/.test(sql)) return { kind: 'string', value: sql };
  if (language === 'python') return { kind: 'string', value: sql, form: 'lines' };
  if (language === 'go') return { kind: 'string', value: sql, form: 'raw' };
  return { kind: 'template', parts: [sql], form: 'lines' };
}
