import type { TargetLanguage } from '#domain/programming';
import type { Rewrite } from './rewrite.ts';
import type { AnyNode } from './visit.ts';

const bindsTighter = new Set(['member', 'index', 'slice', 'nonNull', 'new']);

/** The edits that wait for the value of a call, with parentheses where something is done with the value at once; none where it is waited for already. */
export function awaited(path: string, call: AnyNode, parents: readonly AnyNode[], language: TargetLanguage): Rewrite['edits'] {
  const { span } = call;
  const parent = parents.at(-1);
  if (!span || parent?.kind === 'await') return [];
  const isCallee = parent?.kind === 'call' && parent['callee'] === call;
  const isPower = parent?.kind === 'binary' && parent['operator'] === '**' && parent['left'] === call && language !== 'python';
  const grouped =
    isCallee ||
    isPower ||
    (bindsTighter.has(parent?.kind ?? '') && (parent?.['object'] === call || parent?.['operand'] === call || parent?.['callee'] === call));
  const edit = (at: number, text: string) => ({ path, start: at, end: at, text });
  return grouped ? [edit(span.start, '(await '), edit(span.end, ')')] : [edit(span.start, 'await ')];
}
