import { AppError } from '../../errors.ts';
import type { BinaryOperator, Expression } from '../nodes.ts';

type Binary = Extract<Expression, { kind: 'binary' }>;

/** How Go writes an operator, and its precedence. */
const operators: Partial<Record<BinaryOperator, readonly [text: string, precedence: number]>> = {
  or: ['||', 1],
  and: ['&&', 2],
  '==': ['==', 3],
  '!=': ['!=', 3],
  '<': ['<', 3],
  '<=': ['<=', 3],
  '>': ['>', 3],
  '>=': ['>=', 3],
  '+': ['+', 4],
  '-': ['-', 4],
  '|': ['|', 4],
  '^': ['^', 4],
  '*': ['*', 5],
  '/': ['/', 5],
  '%': ['%', 5],
  '<<': ['<<', 5],
  '>>': ['>>', 5],
  '&': ['&', 5],
  clearBits: ['&^', 5],
};

export const unaryRank = 6;
/** What may be followed by a point, an index or arguments. */
export const primary = 7;

/** An operator as Go writes it; throws UNSUPPORTED for one that it does not have. */
export function goOperator(operator: BinaryOperator): string {
  const known = operators[operator];
  if (!known) throw new AppError('UNSUPPORTED', `Go has no operator "${operator}".`);
  return known[0];
}

/** How tightly an expression holds together. */
export function goRank(expression: Expression): number {
  switch (expression.kind) {
    case 'binary':
      return operators[expression.operator]?.[1] ?? 3;
    case 'unary':
      return unaryRank;
    case 'number':
      return expression.value < 0 && expression.source === undefined ? unaryRank : primary;
    case 'opaque':
      return 0;
    case 'typeValue':
      return expression.type.kind === 'pointer' || expression.type.kind === 'function' || expression.type.kind === 'channel' ? 0 : primary;
    default:
      return primary;
  }
}

interface Mixture {
  sums: boolean;
  products: boolean;
  /** The precedence from which on blanks keep two operators apart that would else become one token. */
  clash: number;
}

/** Which classes of operators meet in one expression without parentheses between them. */
function mixture(node: Binary): Mixture {
  const own = goRank(node);
  const found: Mixture = { sums: own === 4, products: own === 5, clash: 0 };
  const add = (side: Binary): void => {
    const inner = mixture(side);
    found.sums ||= inner.sums;
    found.products ||= inner.products;
    found.clash = Math.max(found.clash, inner.clash);
  };
  if (node.left.kind === 'binary' && goRank(node.left) >= own) add(node.left);
  const { right } = node;
  if (right.kind === 'binary' && goRank(right) > own) add(right);
  if (right.kind === 'unary') {
    if (node.operator === '/' && right.operator === 'dereference') found.clash = 5;
    else if (node.operator === '&' && (right.operator === 'address' || right.operator === 'complement')) found.clash = 5;
    else if (node.operator === '+' && right.operator === 'plus') found.clash = Math.max(found.clash, 4);
    else if (node.operator === '-' && right.operator === 'negate') found.clash = Math.max(found.clash, 4);
  }
  if (right.kind === 'number' && node.operator === '-' && goRank(right) === unaryRank) found.clash = Math.max(found.clash, 4);
  return found;
}

/** Below which precedence an operator has blanks. */
function limitOf(node: Binary, nesting: number): number {
  const { sums, products, clash } = mixture(node);
  if (clash > 0) return clash + 1;
  if (sums && products) return nesting === 1 ? 5 : 4;
  return nesting === 1 ? 6 : 4;
}

/**
 * Blanks around operators as gofmt sets them (go/printer, `binaryExpr`): operators that bind tighter than a limit have none. The limit
 * falls with the depth of nesting and where sums and products meet..
 */
export function binaryText(
  node: Binary,
  nesting: number,
  print: (inner: Expression, nesting: number, parenthesised: boolean) => string,
): string {
  const operator = goOperator(node.operator);
  const own = goRank(node);
  const side = (operand: Expression, least: number, deeper: number): string =>
    goRank(operand) < least ? `(${print(operand, Math.max(1, deeper - 1), true)})` : print(operand, deeper, false);
  const blank = own < limitOf(node, nesting) ? ' ' : '';
  const left = side(node.left, own, nesting + (node.left.kind === 'binary' && goRank(node.left) === own ? 0 : 1));
  return `${left}${blank}${operator}${blank}${side(node.right, own + 1, nesting + 1)}`;
}
