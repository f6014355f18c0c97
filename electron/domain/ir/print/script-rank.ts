import type { BinaryOperator, Expression, Statement } from '../nodes.ts';

/** How scripts write the operators whose names say what they mean. Absent are those that no script has. */
export const scriptOperators: Partial<Record<BinaryOperator, string>> = {
  '==': '===',
  '!=': '!==',
  looseEquals: '==',
  looseDiffers: '!=',
  and: '&&',
  or: '||',
  coalesce: '??',
  in: 'in',
  is: 'instanceof',
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
  '**': '**',
  '<<': '<<',
  '>>': '>>',
  '>>>': '>>>',
  '&': '&',
  '|': '|',
  '^': '^',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const binaryRanks: Partial<Record<BinaryOperator, number>> = {
  coalesce: 4,
  or: 4,
  and: 5,
  '|': 6,
  '^': 7,
  '&': 8,
  '==': 9,
  '!=': 9,
  looseEquals: 9,
  looseDiffers: 9,
  '<': 10,
  '<=': 10,
  '>': 10,
  '>=': 10,
  in: 10,
  is: 10,
  '<<': 11,
  '>>': 11,
  '>>>': 11,
  '+': 12,
  '-': 12,
  '*': 13,
  '/': 13,
  '%': 13,
  '**': 14,
};

/** A generator has no arrow. */
export const isFunction = (expression: Extract<Expression, { kind: 'lambda' }>): boolean =>
  expression.form === 'function' || expression.generator === true;

/** How tightly an expression holds together in a script: 0 a sequence, 1 an assignment or arrow, 3 a choice, 15 a sign, 17 a call. */
export function scriptRank(expression: Expression, types: boolean): number {
  switch (expression.kind) {
    case 'sequence':
      return expression.items.length === 1 ? 20 : 0;
    case 'lambda':
      return isFunction(expression) ? 20 : 1;
    case 'assignment':
    case 'yield':
      return 1;
    case 'opaque':
      return 0;
    case 'conditional':
      return 3;
    case 'binary':
      return binaryRanks[expression.operator] ?? 10;
    case 'comparison':
      return 5;
    case 'cast':
    case 'constant':
      return types ? 10 : scriptRank(expression.operand, types);
    case 'nonNull':
      return types ? 17 : scriptRank(expression.operand, types);
    case 'unary':
    case 'await':
      return 15;
    case 'update':
      return 16;
    case 'member':
    case 'index':
    case 'call':
    case 'slice':
    case 'comprehension':
    case 'new':
      return 17;
    case 'instantiation':
      // What follows `f<T>` decides whether it is one; in parentheses it always is.
      return types ? 0.5 : scriptRank(expression.callee, types);
    case 'template':
      return expression.tag ? 17 : 20;
    case 'number':
      return expression.value < 0 ? 15 : 20;
    default:
      return 20;
  }
}

/** The expression that the text of another one starts with, as far as it stands there without parentheses. */
export function leftmost(expression: Expression, types: boolean): Expression {
  let current = expression;
  for (;;) {
    const inner = leftOf(current);
    if (inner === null || needsParentheses(current, inner, types)) return current;
    current = inner;
  }
}

function leftOf(expression: Expression): Expression | null {
  switch (expression.kind) {
    case 'member':
    case 'index':
    case 'slice':
      return expression.object;
    case 'call':
    case 'instantiation':
      return expression.callee;
    case 'template':
      return expression.tag ?? null;
    case 'binary':
      return expression.left;
    case 'conditional':
      return expression.condition;
    case 'sequence':
      return expression.items.length > 1 ? (expression.items[0] ?? null) : null;
    case 'update':
      return expression.prefix ? null : expression.target;
    case 'assignment':
      return expression.target.kind === 'place' ? expression.target.target : null;
    case 'cast':
    case 'constant':
    case 'nonNull':
      return expression.operand;
    default:
      return null;
  }
}

const needsParentheses = (outer: Expression, inner: Expression, types: boolean): boolean =>
  scriptRank(inner, types) < scriptRank(outer, types) && outer.kind !== 'assignment';

/** What a statement or an arrow's body may not begin with: `{` would be a block, `function` and `class` a declaration. */
export function startsBadly(expression: Expression, types: boolean): boolean {
  const first = leftmost(expression, types);
  switch (first.kind) {
    case 'dictionary':
    case 'record':
    case 'classExpression':
      return true;
    case 'lambda':
      return isFunction(first);
    case 'assignment':
      return first.target.kind === 'recordPattern';
    case 'name':
      return first.name === 'let';
    default:
      return false;
  }
}

/** Whether `in` stands in the head of a loop, where it would be read as the loop's own. Functions in it hide theirs. */
export function containsIn(node: Statement | Expression): boolean {
  const waiting: unknown[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const { kind, operator } = next as { kind?: string; operator?: string };
    if (kind === 'binary' && operator === 'in') return true;
    waiting.push(...Object.values(next).filter((inner) => inner !== undefined));
  }
  return false;
}

/** What only the checker of TypeScript reads goes from JavaScript. */
export function withoutTypes(expression: Expression, types: boolean): Expression {
  if (types) return expression;
  switch (expression.kind) {
    case 'cast':
    case 'constant':
    case 'nonNull':
      return withoutTypes(expression.operand, types);
    case 'instantiation':
      return withoutTypes(expression.callee, types);
    default:
      return expression;
  }
}

/** `new (f().x)()`: a call in the callee would end it. */
export function newCallee(callee: Expression, types: boolean): boolean {
  let current: Expression = callee;
  for (;;) {
    if (current.kind === 'member' || current.kind === 'index') {
      if (current.optional) return false;
      current = current.object;
    } else if (current.kind === 'nonNull' && types) current = current.operand;
    else return current.kind === 'name' || (current.kind === 'sequence' && current.items.length === 1);
  }
}
