import { templateChunk } from '../literals.ts';
import type { Expression } from '../nodes.ts';
import { refuse } from './refuse.ts';

const wholeString = /^(?:"(?:\\(?:\r\n|[\s\S])|[^"\\\r\n])*"|'(?:\\(?:\r\n|[\s\S])|[^'\\\r\n])*')$/;
const wholeNumber = /^(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)n?$/;
const wholePattern =
  /^(?:[^/\\[\r\n\u2028\u2029*]|\\[^\r\n\u2028\u2029]|\[(?:[^\]\\\r\n\u2028\u2029]|\\[^\r\n\u2028\u2029])*\])(?:[^/\\[\r\n\u2028\u2029]|\\[^\r\n\u2028\u2029]|\[(?:[^\]\\\r\n\u2028\u2029]|\\[^\r\n\u2028\u2029])*\])*$/;

/** The exact text of a literal, where it is one literal and nothing more: text of anybody else must not become code. */
export function sourceOf(expression: Extract<Expression, { kind: 'string' | 'number' }>): string | null {
  if (expression.source === undefined) return null;
  return (expression.kind === 'string' ? wholeString : wholeNumber).test(expression.source) ? expression.source : null;
}

export function bigintText(expression: Extract<Expression, { kind: 'number' }>): string {
  const source = sourceOf(expression);
  if (source?.endsWith('n')) return source;
  return Number.isInteger(expression.value) ? `${BigInt(expression.value)}n` : refuse('TypeScript', expression);
}

export function regexText({ pattern, flags }: Extract<Expression, { kind: 'regex' }>): string {
  const written = wholePattern.test(pattern) ? pattern : pattern === '' ? '(?:)' : escapedPattern(pattern);
  return `/${written}/${flags.replace(/[^a-z]/g, '')}`;
}

/** A pattern that was built may hold what ends the literal. */
const escapedPattern = (pattern: string): string => {
  const written = pattern
    .replace(/[\r\n\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/(?<!\\)((?:\\\\)*)\//g, '$1\\/')
    .replace(/^\*/, '\\*')
    .replace(/(?<!\\)((?:\\\\)*)\\$/, '$1\\\\');
  return wholePattern.test(written) ? written : written.replace(/[[\]]/g, '\\$&');
};

/** Whether a piece of a tagged template can stand between backquotes as it is. */
const isRawChunk = (text: string): boolean => /^(?:[^`\\$]|\\[\s\S]|\$(?!\{))*$/.test(text);

/** The literal between its backquotes. */
export function templateText(expression: Extract<Expression, { kind: 'template' }>, print: (inner: Expression) => string): string {
  const chunk = (text: string): string => {
    if (expression.form === 'raw' && isRawChunk(text)) return text;
    return expression.form === 'lines' ? text.split('\n').map(templateChunk).join('\n') : templateChunk(text);
  };
  const parts = expression.parts.map((part) => {
    if (typeof part === 'string') return chunk(part);
    return `\${${part.kind === 'formatted' ? refuse('TypeScript', part) : print(part)}}`;
  });
  return `\`${parts.join('')}\``;
}
