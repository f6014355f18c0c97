import type { BinaryOperator, Expression } from '../nodes.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** The parser's grammar binds a few operators otherwise than Python does. What is read here has the shape that Python gives it. */

/** From the start of one node to the end of another, as far as both are known. */
const spanning = (from: Expression, to: Expression): { span?: { start: number; end: number } } =>
  from.span && to.span ? { span: { start: from.span.start, end: to.span.end } } : {};

/**
 * `*a.b()` is all of `a.b()`, although the parser may call a method of `*a`: a star in front of the innermost operand goes in front of
 * the whole. In Python there is nothing else that it could belong to, because `(*a)` is no value.
 */
export function starOutside(read: Expression): Expression {
  const lifted = (first: Expression, rebuilt: (inner: Expression) => Expression): Expression =>
    first.kind === 'spread'
      ? { ...first, operand: { ...rebuilt(first.operand), ...spanning(first.operand, read) }, ...spanning(read, read) }
      : read;
  switch (read.kind) {
    case 'call':
      return lifted(read.callee, (callee) => ({ ...read, callee }));
    case 'member':
    case 'index':
    case 'slice':
      return lifted(read.object, (object) => ({ ...read, object }));
    case 'binary':
      return lifted(read.left, (left) => ({ ...read, left }));
    case 'comparison':
      return lifted(read.first, (first) => ({ ...read, first }));
    default:
      return read;
  }
}

/** `a := b if c else d` gives a name to the whole conditional, where the parser gives it to `b` alone. */
export function nameOutside(read: Extract<Expression, { kind: 'conditional' }>): Expression {
  const named = read.yes;
  if (named.kind !== 'assignment') return read;
  return { ...named, value: { ...read, yes: named.value, ...spanning(named.value, read.no) }, ...spanning(named, read.no) };
}

const isBits = (node: SyntaxNode): boolean =>
  node.type === 'binary_operator' && node.children.some(({ field, type }) => field === 'operator' && (type === '&' || type === '^'));

/** `a ^ b & c` is `a ^ (b & c)`, and `a & b ^ c` is `(a & b) ^ c`; the parser lets `^` hold tighter. Null where that makes no difference. */
export function bitsInOrder(node: SyntaxNode, read: (operand: SyntaxNode) => Expression): Expression | null {
  const operands: SyntaxNode[] = [];
  const operators: BinaryOperator[] = [];
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isBits(next)) {
      if (next.field === 'operator') operators.push(next.type as BinaryOperator);
      else operands.push(next);
      continue;
    }
    const parts = next.children.filter(({ field }) => field !== null);
    for (let at = parts.length - 1; at >= 0; at -= 1) waiting.push(parts[at] as SyntaxNode);
  }
  if (!operators.includes('&') || !operators.includes('^')) return null;
  const join = (operator: BinaryOperator, left: Expression | null, right: Expression): Expression =>
    left ? { kind: 'binary', operator, left, right, ...spanning(left, right) } : right;
  let whole: Expression | null = null;
  let group: Expression | null = null;
  operands.forEach((operand, at) => {
    if (operators[at - 1] === '^' && group) {
      whole = join('^', whole, group);
      group = null;
    }
    group = join('&', group, read(operand));
  });
  return group && join('^', whole, group);
}
