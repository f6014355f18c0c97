import type { Expression, Statement } from '#domain/ir/nodes';
import type { Rewrite, Subject } from './rewrite.ts';
import { allNodes, dottedName, ownNodes } from './visit.ts';

/** Whether a function calls itself by its name, or as a method of its own object. */
export function callsItself({ node, name, owner }: Subject): boolean {
  const receiver = node.kind === 'function' ? node.receiver?.name : undefined;
  const own = owner === null ? [name] : [`this.${name}`, `self.${name}`, `cls.${name}`, `${owner}.${name}`, `${receiver}.${name}`];
  return allNodes<Extract<Expression, { kind: 'call' }>>(node.body, 'call').some(({ callee }) => own.includes(dottedName(callee) ?? ''));
}

const settled = new Set([
  'await',
  'string',
  'number',
  'boolean',
  'null',
  'template',
  'list',
  'dictionary',
  'lambda',
  'comparison',
  'unary',
  'regex',
]);
const calculates = new Set(['and', 'or', 'coalesce']);

/** The edits that wait for what a function of a script returns while it is still inside: an error of a returned promise is not its own. */
export function awaitedReturns({ node, parts, view, text }: Subject): Rewrite['edits'] {
  if (parts.expression) {
    const [only] = node.body;
    const value = only?.kind === 'return' ? only.values[0] : undefined;
    return value ? waiting(value, parts.expression.start, parts.expression.end) : [];
  }
  return ownNodes<Extract<Statement, { kind: 'return' }>>(node.body, 'return').flatMap(({ values: [value] }) =>
    value?.span ? waiting(value, value.span.start, value.span.end) : [],
  );

  function waiting(value: Expression, start: number, end: number): Rewrite['edits'] {
    if (settled.has(value.kind) || (value.kind === 'binary' && !calculates.has(value.operator))) return [];
    if (value.kind === 'name' && value.name === 'undefined') return [];
    const edit = (at: number, put: string) => ({ path: view.path, start: at, end: at, text: put });
    const isPrimary = ['call', 'name', 'member', 'index', 'new'].includes(value.kind) || text.charAt(start) === '(';
    return isPrimary ? [edit(start, 'await ')] : [edit(start, 'await ('), edit(end, ')')];
  }
}
