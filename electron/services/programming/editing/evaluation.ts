import type { Span } from '#domain/ir/origin';
import { type AnyNode, contains, type Visited, walk } from './walk.ts';

/** What is evaluated only sometimes, more than once, or elsewhere. */
const sometimes: Record<string, ReadonlySet<string>> = {
  conditional: new Set(['yes', 'no']),
  binary: new Set(['right']),
  comprehension: new Set(['clauses', 'value', 'key', 'element', 'result']),
  loop: new Set(['condition', 'body']),
  repeat: new Set(['condition', 'body']),
  for: new Set(['condition', 'update', 'body']),
  each: new Set(['body']),
  count: new Set(['body']),
  lambda: new Set(['body', 'parameters']),
  function: new Set(['body', 'parameters']),
};

/** Whether a value below `root` is evaluated only sometimes, or more than once, when the root is. */
export function isSometimes(visited: Visited, root: object): boolean {
  for (let at: Visited | null = visited; at && at.node !== root; at = at.parent) {
    const outer = at.parent?.node;
    if (outer?.kind === 'binary' && !/^(?:and|or|coalesce)$/.test(String(outer['operator']))) continue;
    if (outer && sometimes[outer.kind ?? '']?.has(at.role)) return true;
    if (outer?.kind === 'if' && (at.role === 'then' || at.role === 'otherwise')) return true;
  }
  return false;
}

const effects = /^(?:call|new|assignment|update|await|yield|assign|assignParts|delete|opaque|receive|send)$/;

/** Whether something in a tree may do more than give a value. */
export const hasEffects = (root: object): boolean =>
  [...walk(root)].some(({ node }) => effects.test(node.kind ?? '') || node['operator'] === 'receive');

/** Whether something with effects runs in front of a stretch of a statement. */
export const hasEffectsBefore = (statement: AnyNode, span: Span): boolean =>
  [...walk(statement)].some(
    ({ node }) => effects.test(node.kind ?? '') && node.span !== undefined && !contains(node.span, span) && node.span.start < span.start,
  );

/** Kinds of values that need no brackets wherever they stand. */
const whole = /^(?:name|string|boolean|null|call|member|index|list|set|template|tupleLiteral|comprehension|regex)$/;
const joining = /^(?:binary|unary|comparison|conditional|await|spread|cast|slice|assertion|satisfies|formatted)$/;

/** A value's text as it can stand at a place: in brackets where something around would take a part of it. */
export function placedText(text: string, value: { kind: string }, place: Visited | null, written: string): string {
  if (/^\([\s\S]*\)$/.test(written) && value.kind !== 'tupleLiteral') return written;
  const { role } = place ?? { role: '' };
  const outer = place?.parent?.node.kind ?? '';
  const isNumber = value.kind === 'number';
  if (isNumber && !(outer === 'member' && role === 'object')) return /^-/.test(written) && joining.test(outer) ? `(${written})` : written;
  if (whole.test(value.kind) && !(value.kind === 'dictionary')) return written;
  const isProduct = value.kind === 'binary' && /^[*/%]$/.test(String((value as { operator?: unknown }).operator));
  if (isProduct && outer === 'binary' && /^[+-]$/.test(String(place?.parent?.node['operator'])) && !written.includes('\n')) return written;
  const joins = joining.test(outer) || ((role === 'object' || role === 'callee') && outer !== '');
  const startsStatement =
    place !== null && text.slice(text.lastIndexOf('\n', (place.node.span?.start ?? 1) - 1) + 1, place.node.span?.start).trim() === '';
  return joins || written.includes('\n') || value.kind === 'tuple' || value.kind === 'composite' || startsStatement
    ? `(${written})`
    : written;
}
