import { AppError } from '../../errors.ts';
import { goString, numberText } from '../literals.ts';
import type { Expression, Parameter } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { type Layout, rank } from './layout.ts';
import { refuse } from './refuse.ts';

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
      return type.inner.kind === 'list' || type.inner.kind === 'map' || type.inner.kind === 'unknown'
        ? printGoType(type.inner)
        : `*${printGoType(type.inner)}`;
    case 'pointer':
      return `*${printGoType(type.inner)}`;
    case 'fallible':
      return type.inner.kind === 'void' ? 'error' : `(${printGoType(type.inner)}, error)`;
    case 'named':
      return type.args?.length ? `${type.name}[${type.args.map(printGoType).join(', ')}]` : type.name;
    default:
      return refuse('Go', type);
  }
}

type Binary = Extract<Expression, { kind: 'binary' }>;

const precedence: Record<string, number> = {
  or: 1,
  and: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};
const goRank = (expression: Expression): number =>
  expression.kind === 'binary' ? (precedence[expression.operator] ?? 3) : rank(expression);

/** `nesting` counts the expressions around this one in gofmt's way; it decides on blanks around operators. */
export function printGoExpression(expression: Expression, depth: number, layout: Layout, nesting = 1): string {
  const print = (inner: Expression, deeper = nesting): string => printGoExpression(inner, depth, layout, deeper);
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
      return `${holding(expression.object, 15)}[${print(expression.index, nesting + 1)}]`;
    case 'slice':
      return `${holding(expression.object, 15)}[${expression.from ? print(expression.from) : ''}:${expression.to ? print(expression.to) : ''}]`;
    case 'new':
    case 'call': {
      const args = expression.args.map((each) => print(each, expression.args.length > 1 ? nesting + 1 : nesting)).join(', ');
      return `${expression.callee.kind === 'lambda' ? print(expression.callee) : holding(expression.callee, 15)}(${args}${expression.kind === 'call' && expression.spreadLast ? '...' : ''})`;
    }
    case 'binary':
      return binaryText(expression, print, nesting);
    case 'unary':
      if (expression.operator === 'not') return `!${holding(expression.operand, 6)}`;
      if (expression.operator === 'negate') return `-${holding(expression.operand, 11)}`;
      return `${expression.operator === 'address' ? '&' : '*'}${holding(expression.operand, 6)}`;
    case 'list':
      return `[]${printGoType(expression.element ?? { kind: 'unknown' })}{${expression.items.map((each) => print(each, 1)).join(', ')}}`;
    case 'tuple':
      return expression.items.map((each) => print(each)).join(', ');
    case 'dictionary':
      return `map[string]${printGoType(expression.value ?? { kind: 'unknown' })}{${expression.entries.map((entry) => ('key' in entry ? `${typeof entry.key === 'string' ? goString(entry.key) : print(entry.key, 1)}: ${print(entry.value, 1)}` : refuse('Go', expression))).join(', ')}}`;
    case 'record':
      return `${printGoType(expression.type)}{${expression.fields.map(({ name, value }) => `${name}: ${print(value, 1)}`).join(', ')}}`;
    case 'lambda': {
      const result = expression.result ? printGoType(expression.result) : '';
      const body =
        expression.body.length === 0 ? '{}' : `{\n${layout.statements(expression.body, depth + 1, layout)}${'\t'.repeat(depth)}}`;
      return `func(${printGoParameters(expression.parameters)})${result ? ` ${result}` : ''} ${body}`;
    }
    case 'template': {
      const format = expression.parts
        .map((part) => (typeof part === 'string' ? part.replace(/%/g, '%%') : part.kind === 'formatted' ? refuse('Go', part) : '%v'))
        .join('');
      const values = expression.parts
        .filter((part): part is Expression => typeof part !== 'string')
        .map((part) => print(part, nesting + 1));
      return `fmt.Sprintf(${[goString(format), ...values].join(', ')})`;
    }
    case 'typeValue':
      return printGoType(expression.type);
    case 'cast':
      return `${printGoType(expression.type)}(${print(expression.operand)})`;
    case 'pathPattern':
      return goString(
        `^${expression.pieces.map((piece) => ('literal' in piece ? piece.literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '([^/]+)')).join('')}$`,
      );
    default:
      return refuse('Go', expression);
  }
}

interface Mixture {
  sums: boolean;
  products: boolean;
}

/** Which classes of operators meet in one expression without parentheses between them. */
function mixture(node: Binary): Mixture {
  const own = goRank(node);
  const found: Mixture = { sums: own === 4, products: own === 5 };
  for (const [side, least] of [
    [node.left, own],
    [node.right, own + 1],
  ] as const) {
    if (side.kind !== 'binary' || goRank(side) < least) continue;
    const inner = mixture(side);
    found.sums ||= inner.sums;
    found.products ||= inner.products;
  }
  return found;
}

/**
 * Blanks around an operator as gofmt sets them (go/printer, `binaryExpr`): operators that bind tighter than a limit have none. The limit
 * falls with the depth of nesting and where sums and products meet.
 */
function binaryText(node: Binary, print: (inner: Expression, nesting: number) => string, nesting: number): string {
  if (node.operator === 'coalesce' || node.operator === 'in' || node.operator === 'is')
    throw new AppError('UNSUPPORTED', 'Go has no such operator.');
  const own = goRank(node);
  const { sums, products } = mixture(node);
  const limit = sums && products ? (nesting === 1 ? 5 : 4) : nesting === 1 ? 6 : 4;
  const side = (operand: Expression, least: number, deeper: number): string =>
    goRank(operand) < least ? `(${print(operand, Math.max(1, deeper - 1))})` : print(operand, deeper);
  const left = side(node.left, own, nesting + (node.left.kind === 'binary' && goRank(node.left) === own ? 0 : 1));
  const right = side(node.right, own + 1, nesting + 1);
  const blank = own < limit ? ' ' : '';
  return `${left}${blank}${operators[node.operator] ?? node.operator}${blank}${right}`;
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
