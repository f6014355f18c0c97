import { AppError } from '../../errors.ts';
import { goString, numberText } from '../literals.ts';
import type { Expression, Parameter } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { type Layout, rank } from './layout.ts';

const operators: Record<string, string> = { and: '&&', or: '||' };

/** Types of Go 1.18 and later: `any`, and a pointer for what may be absent. */
export function printGoType(type: IrType): string {
  switch (type.kind) {
    case 'string':
      return 'string';
    case 'integer':
      return 'int';
    case 'number':
      return 'float64';
    case 'boolean':
      return 'bool';
    case 'datetime':
      return 'time.Time';
    case 'unknown':
      return 'any';
    case 'void':
      return '';
    case 'list':
      return `[]${printGoType(type.element)}`;
    case 'map':
      return `map[string]${printGoType(type.value)}`;
    case 'optional':
      return type.inner.kind === 'list' || type.inner.kind === 'map' || type.inner.kind === 'unknown' ? printGoType(type.inner) : `*${printGoType(type.inner)}`;
    case 'pointer':
      return `*${printGoType(type.inner)}`;
    case 'fallible':
      return type.inner.kind === 'void' ? 'error' : `(${printGoType(type.inner)}, error)`;
    case 'named':
      return type.args?.length ? `${type.name}[${type.args.map(printGoType).join(', ')}]` : type.name;
  }
}

const precedence: Record<string, number> = { or: 1, and: 2, '==': 3, '!=': 3, '<': 3, '<=': 3, '>': 3, '>=': 3, '+': 4, '-': 4, '*': 5, '/': 5, '%': 5 };
const goRank = (expression: Expression): number => (expression.kind === 'binary' ? (precedence[expression.operator] ?? 3) : rank(expression));

export function printGoExpression(expression: Expression, depth: number, layout: Layout): string {
  const print = (inner: Expression): string => printGoExpression(inner, depth, layout);
  const holding = (inner: Expression, least: number): string => (goRank(inner) < least ? `(${print(inner)})` : print(inner));
  switch (expression.kind) {
    case 'string':
      return goString(expression.value);
    case 'number':
      return numberText(expression.value);
    case 'boolean':
      return String(expression.value);
    case 'null':
      return 'nil';
    case 'name':
      return expression.name;
    case 'member':
      return `${holding(expression.object, 15)}.${expression.name}`;
    case 'index':
      return `${holding(expression.object, 15)}[${print(expression.index)}]`;
    case 'slice':
      return `${holding(expression.object, 15)}[${expression.from ? print(expression.from) : ''}:${expression.to ? print(expression.to) : ''}]`;
    case 'new':
    case 'call': {
      const args = expression.args.map(print).join(', ');
      return `${expression.callee.kind === 'lambda' ? print(expression.callee) : holding(expression.callee, 15)}(${args}${expression.kind === 'call' && expression.spreadLast ? '...' : ''})`;
    }
    case 'binary':
      return binaryText(expression, print, holding);
    case 'unary':
      if (expression.operator === 'not') return `!${holding(expression.operand, 6)}`;
      if (expression.operator === 'negate') return `-${holding(expression.operand, 11)}`;
      return `${expression.operator === 'address' ? '&' : '*'}${holding(expression.operand, 6)}`;
    case 'list':
      return `[]${printGoType(expression.element ?? { kind: 'unknown' })}{${expression.items.map(print).join(', ')}}`;
    case 'tuple':
      return expression.items.map(print).join(', ');
    case 'dictionary':
      return `map[string]${printGoType(expression.value ?? { kind: 'unknown' })}{${expression.entries.map(({ key, value }) => `${goString(key)}: ${print(value)}`).join(', ')}}`;
    case 'record':
      return `${printGoType(expression.type)}{${expression.fields.map(({ name, value }) => `${name}: ${print(value)}`).join(', ')}}`;
    case 'lambda': {
      const result = expression.result ? printGoType(expression.result) : '';
      const body = expression.body.length === 0 ? '{}' : `{\n${layout.statements(expression.body, depth + 1, layout)}${'\t'.repeat(depth)}}`;
      return `func(${printGoParameters(expression.parameters)})${result ? ` ${result}` : ''} ${body}`;
    }
    case 'template': {
      const format = expression.parts.map((part) => (typeof part === 'string' ? part.replace(/%/g, '%%') : '%v')).join('');
      const values = expression.parts.filter((part): part is Expression => typeof part !== 'string').map(print);
      return `fmt.Sprintf(${[goString(format), ...values].join(', ')})`;
    }
    case 'typeValue':
      return printGoType(expression.type);
    case 'cast':
      return `${printGoType(expression.type)}(${print(expression.operand)})`;
    case 'pathPattern':
      return goString(`^${expression.pieces.map((piece) => ('literal' in piece ? piece.literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '([^/]+)')).join('')}$`);
    default:
      throw new AppError('UNSUPPORTED', `Go has no form for the node "${expression.kind}".`);
  }
}

/** gofmt writes no blanks around the tighter operator where two of different tightness meet in one expression. */
function binaryText(
  node: Extract<Expression, { kind: 'binary' }>,
  print: (inner: Expression) => string,
  holding: (inner: Expression, least: number) => string,
): string {
  const own = goRank(node);
  const operator = operators[node.operator] ?? node.operator;
  const tight = (side: Expression): boolean => side.kind === 'binary' && own === 4 && goRank(side) === 5;
  const side = (operand: Expression, least: number): string => {
    const value = holding(operand, least);
    return tight(operand) ? value.replace(/ ([*/%]) /g, '$1') : value;
  };
  if (node.operator === 'coalesce' || node.operator === 'in' || node.operator === 'is') throw new AppError('UNSUPPORTED', 'Go has no such operator.');
  void print;
  return `${side(node.left, own)} ${operator} ${side(node.right, own + 1)}`;
}

/** Neighbours of one type share it, as in `a, b int`. */
export function printGoParameters(parameters: Parameter[]): string {
  return parameters
    .map(({ name, type }, position) => {
      const own = printGoType(type ?? { kind: 'unknown' });
      const following = parameters[position + 1];
      return following && printGoType(following.type ?? { kind: 'unknown' }) === own ? name : `${name} ${own}`;
    })
    .join(', ');
}
