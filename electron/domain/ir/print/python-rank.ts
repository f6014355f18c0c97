import type { BinaryOperator, Expression } from '../nodes.ts';
import { pythonNumber } from './python-literal.ts';

/** Binary operators with their words and how tightly they hold; those that Python lacks are absent. */
export const pythonOperators: Partial<Record<BinaryOperator, [word: string, rank: number]>> = {
  coalesce: ['or', 3],
  or: ['or', 3],
  and: ['and', 4],
  in: ['in', 6],
  notIn: ['not in', 6],
  is: ['is', 6],
  isNot: ['is not', 6],
  '==': ['==', 6],
  '!=': ['!=', 6],
  '<': ['<', 6],
  '<=': ['<=', 6],
  '>': ['>', 6],
  '>=': ['>=', 6],
  '|': ['|', 7],
  '^': ['^', 8],
  '&': ['&', 9],
  '<<': ['<<', 10],
  '>>': ['>>', 10],
  '+': ['+', 11],
  '-': ['-', 11],
  '*': ['*', 12],
  '/': ['/', 12],
  '%': ['%', 12],
  floorDivide: ['//', 12],
  matrixMultiply: ['@', 12],
  '**': ['**', 14],
};

export const ranks = { any: 2, disjunction: 3, not: 5, comparison: 6, bitwiseOr: 7, unary: 13, power: 14, await: 15, primary: 16 } as const;

/** What Python writes of a node: what only says something to a checker, or is about addresses, leaves nothing behind. */
export function written(node: Expression): Expression {
  let inner = node;
  for (;;) {
    if (inner.kind === 'cast' || inner.kind === 'nonNull' || inner.kind === 'constant') inner = inner.operand;
    else if (inner.kind === 'instantiation') inner = inner.callee;
    else if (inner.kind === 'unary' && (inner.operator === 'address' || inner.operator === 'dereference')) inner = inner.operand;
    else if (inner.kind === 'binary' && inner.operator === 'clearBits')
      inner = { kind: 'binary', operator: '&', left: inner.left, right: { kind: 'unary', operator: 'complement', operand: inner.right } };
    else return inner;
  }
}

/** Behind a star that has no brackets of its own older versions of Python, and parsers, read little. */
export const hasStar = (items: Expression[]): boolean =>
  items.some(({ kind }) => kind === 'spread') && items.every(({ kind }) => kind !== 'range');

/** How tightly an expression holds together; an operand that holds less is put in parentheses. */
export function rankOf(node: Expression): number {
  switch (node.kind) {
    case 'tuple':
      return node.items.length === 0 || hasStar(node.items) ? 20 : 0;
    case 'yield':
    case 'spread':
    case 'range':
      return 0;
    case 'assignment':
      return 1;
    case 'lambda':
    case 'conditional':
      return ranks.any;
    case 'binary':
      return pythonOperators[node.operator]?.[1] ?? 0;
    case 'comparison':
      return ranks.comparison;
    case 'unary':
      return node.operator === 'not' ? ranks.not : ranks.unary;
    case 'number':
      return pythonNumber(node).startsWith('-') ? ranks.unary : 20;
    case 'typeValue':
      return node.type.kind === 'union' && node.type.form === 'bar' ? ranks.bitwiseOr : 20;
    case 'await':
      return ranks.await;
    case 'opaque':
      return 0;
    default:
      return 20;
  }
}
