import type { BinaryOperator, Expression } from '../nodes.ts';

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
  clearBits: ['& ~', 9],
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

/** How tightly an expression holds together; an operand that holds less is put in parentheses. */
export function rankOf(node: Expression): number {
  switch (node.kind) {
    case 'tuple':
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
      return node.operator === 'not'
        ? ranks.not
        : node.operator === 'address' || node.operator === 'dereference'
          ? rankOf(node.operand)
          : ranks.unary;
    case 'number':
      return node.value < 0 && node.source === undefined ? ranks.unary : 20;
    case 'await':
      return ranks.await;
    case 'cast':
    case 'nonNull':
    case 'constant':
      return rankOf(node.operand);
    case 'opaque':
      return 0;
    default:
      return 20;
  }
}
