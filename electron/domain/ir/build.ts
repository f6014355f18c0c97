import type { BinaryOperator, Expression, Parameter, Statement } from './nodes.ts';
import type { IrType } from './types.ts';

/** Short constructors for nodes, so that a lowering reads like the code it makes. */
export const text = (value: string): Expression => ({ kind: 'string', value });
export const number = (value: number): Expression => ({ kind: 'number', value });
export const boolean = (value: boolean): Expression => ({ kind: 'boolean', value });
export const nothing: Expression = { kind: 'null' };
/** A dotted name: `name('res.headers')` is a member of `res`. */
export function name(dotted: string): Expression {
  const [first = '', ...rest] = dotted.split('.');
  return rest.reduce<Expression>((object, part) => ({ kind: 'member', object, name: part }), { kind: 'name', name: first });
}
export const member = (object: Expression, property: string): Expression => ({ kind: 'member', object, name: property });
/** A property under any key: `object.key` where that is an identifier, `object["key"]` elsewhere. */
export const property = (object: Expression, key: string): Expression =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? member(object, key) : { kind: 'index', object, index: text(key) };
export const index = (object: Expression, at: Expression): Expression => ({ kind: 'index', object, index: at });
export const call = (callee: Expression | string, ...args: Expression[]): Expression => ({
  kind: 'call',
  callee: typeof callee === 'string' ? name(callee) : callee,
  args,
});
export const callNamed = (callee: string, args: Expression[], keywords: Record<string, Expression>): Expression => ({
  kind: 'call',
  callee: name(callee),
  args,
  named: Object.entries(keywords).map(([key, value]) => ({ name: key, value })),
});
export const binary = (left: Expression, operator: BinaryOperator, right: Expression): Expression => ({
  kind: 'binary',
  operator,
  left,
  right,
});
export const all = (first: Expression, ...rest: Expression[]): Expression =>
  rest.reduce((left, right) => binary(left, 'and', right), first);
export const not = (operand: Expression): Expression => ({ kind: 'unary', operator: 'not', operand });
export const dictionary = (entries: Record<string, Expression> | [string, Expression][]): Expression => ({
  kind: 'dictionary',
  entries: (Array.isArray(entries) ? entries : Object.entries(entries)).map(([key, value]) => ({ key, value })),
});
export const list = (items: Expression[], element?: IrType): Expression =>
  element ? { kind: 'list', items, element } : { kind: 'list', items };
export const lambda = (parameters: Parameter[], body: Statement[], options: { async?: boolean; result?: IrType } = {}): Expression => ({
  kind: 'lambda',
  parameters,
  body,
  ...options,
});
export const template = (...parts: (string | Expression)[]): Expression => ({ kind: 'template', parts });

export const run = (value: Expression): Statement => ({ kind: 'expression', value });
export const bind = (names: string | string[], value: Expression, type?: IrType): Statement => ({
  kind: 'let',
  names: typeof names === 'string' ? [names] : names,
  value,
  ...(type ? { type } : {}),
});
export const variable = (variableName: string, value: Expression, type?: IrType): Statement => ({
  kind: 'let',
  names: [variableName],
  value,
  mutable: true,
  ...(type ? { type } : {}),
});
export const assign = (target: Expression | string, value: Expression, operator: '+' | '-' | '*' | '' = ''): Statement => ({
  kind: 'assign',
  target: typeof target === 'string' ? name(target) : target,
  operator,
  value,
});
export const give = (...values: Expression[]): Statement => ({ kind: 'return', values });
export const when = (condition: Expression, then: Statement[], otherwise?: Statement[]): Statement => ({
  kind: 'if',
  condition,
  then,
  ...(otherwise ? { otherwise } : {}),
});
export const raise = (message: Expression | string, type?: string, cause?: Expression): Statement => ({
  kind: 'raise',
  message: typeof message === 'string' ? text(message) : message,
  ...(type ? { type } : {}),
  ...(cause ? { cause } : {}),
});
export const comment = (value: string): Statement => ({ kind: 'comment', text: value });

/** A JSON value as the expression that builds it. */
export function fromJson(value: unknown): Expression {
  if (value === null || value === undefined) return nothing;
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return boolean(value);
  if (Array.isArray(value)) return list(value.map(fromJson));
  return dictionary(Object.entries(value as object).map(([key, inner]): [string, Expression] => [key, fromJson(inner)]));
}
