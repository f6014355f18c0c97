import { AppError } from '../../errors.ts';
import { goString } from '../literals.ts';
import type { Expression, UnaryOperator } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { binaryText, goRank, primary, unaryRank } from './go-binary.ts';
import { compositeText, type LiteralItem } from './go-composite.ts';
import { goNumberLiteral, goStringLiteral } from './go-literal.ts';
import type { GoPrinter } from './go-printer.ts';
import { bracesText, verbatim } from './go-text.ts';
import { printGoParameters, resultText } from './go-type.ts';
import { refuse } from './refuse.ts';

const unaries: Partial<Record<UnaryOperator, string>> = {
  not: '!',
  negate: '-',
  plus: '+',
  complement: '^',
  address: '&',
  dereference: '*',
  receive: '<-',
};

/** Two signs that would be one token (go/printer, `mayCombine`). */
const joins = new Set(['--', '++', '&&', '&^']);

/** What would take the parentheses behind it for its results. */
function endsOpen(type: IrType): boolean {
  if (type.kind === 'function') return true;
  if (type.kind === 'list' || type.kind === 'array' || type.kind === 'channel') return endsOpen(type.element);
  return type.kind === 'pointer' || type.kind === 'optional' ? endsOpen(type.inner) : type.kind === 'map' && endsOpen(type.value);
}

const endsInNumber = /(?<![\p{L}\p{N}_])\.?\d[\p{L}\p{N}_.]*$/u;

type Call = Extract<Expression, { kind: 'call' | 'new' }>;

export function printGoExpression(expression: Expression, depth: number, nesting: number, inHead: boolean, printer: GoPrinter): string {
  const print = (inner: Expression, deeper = 1): string => printer.expression(inner, depth, deeper);
  /** An operand whose brace, if it has one, stands in the open. */
  const bare = (inner: Expression, least: number, deeper: number): string =>
    goRank(inner) < least
      ? `(${printer.expression(inner, depth, Math.max(1, deeper - 1))})`
      : // Behind a generic function stands something else than the block.
        printer.expression(inner, depth, deeper, inHead && !(inner.kind === 'instantiation' && least === primary));
  /** A point behind a number would be part of it. */
  const pointed = (inner: Expression): string => (inner.kind === 'number' ? `(${print(inner)})` : bare(inner, primary, nesting));
  const typeOf = (type: IrType): string => printer.type(type, depth);
  const literal = (type: string, items: LiteralItem[], named: boolean): string => {
    const text = type + compositeText(items, depth, printer);
    return inHead && named ? `(${text})` : text;
  };
  switch (expression.kind) {
    case 'string':
      return goStringLiteral(expression);
    case 'number':
      return goNumberLiteral(expression);
    case 'boolean':
      return String(expression.value);
    case 'null':
      return 'nil';
    case 'name':
      return expression.name;
    case 'ellipsis':
      return '...';
    case 'member':
      return `${pointed(expression.object)}.${expression.name}`;
    case 'index':
      return `${bare(expression.object, primary, 1)}[${print(expression.index, nesting + 1)}]`;
    case 'slice':
      return `${bare(expression.object, primary, 1)}[${sliceText(expression, nesting, print)}]`;
    case 'instantiation': {
      const text = `${bare(expression.callee, primary, 1)}[${expression.types.map(typeOf).join(', ')}]`;
      // In front of the brace of a block it would look like the type of a literal.
      return inHead ? `(${text})` : text;
    }
    case 'new':
    case 'call':
      return callText(expression, nesting, bare, print, typeOf);
    case 'binary':
      return binaryText(expression, nesting, (inner, deeper, parenthesised) =>
        parenthesised ? print(inner, deeper) : printer.expression(inner, depth, deeper, inHead),
      );
    case 'unary': {
      const operator = unaries[expression.operator] ?? refuse('Go', expression);
      const operand = bare(expression.operand, unaryRank, expression.operator === 'dereference' ? 1 : nesting);
      return `${operator}${joins.has(operator + operand.charAt(0)) ? ' ' : ''}${operand}`;
    }
    case 'list':
      return literal(
        `[]${typeOf(expression.element ?? { kind: 'unknown' })}`,
        expression.items.map((value) => ({ value })),
        false,
      );
    case 'tuple':
      return expression.items.map((each) => printer.expression(each, depth, nesting, inHead)).join(', ');
    case 'dictionary': {
      const items = expression.entries.map((entry): LiteralItem => {
        if (!('key' in entry)) return refuse('Go', expression);
        return { key: typeof entry.key === 'string' ? { kind: 'string', value: entry.key } : entry.key, value: entry.value };
      });
      return literal(`map[string]${typeOf(expression.value ?? { kind: 'unknown' })}`, items, false);
    }
    case 'record': {
      const items = expression.fields.map(({ name, value }): LiteralItem => ({ key: { kind: 'name', name }, value }));
      return literal(typeOf(expression.type), items, expression.type.kind === 'named');
    }
    case 'composite':
      return literal(expression.type ? typeOf(expression.type) : '', expression.items, expression.type?.kind === 'named');
    case 'lambda': {
      if (expression.async || expression.generator) return refuse('Go', expression);
      const head = `func(${printGoParameters(expression.parameters, depth, printer)})${resultText(expression.result, depth, printer)}`;
      return bracesText(head, printer.statements(expression.body, depth + 1), '\t'.repeat(depth));
    }
    case 'template': {
      if (expression.tag) return refuse('Go', expression);
      const format = expression.parts
        .map((part) => (typeof part === 'string' ? part.replace(/%/g, '%%') : part.kind === 'formatted' ? refuse('Go', part) : '%v'))
        .join('');
      const values = expression.parts
        .filter((part): part is Expression => typeof part !== 'string')
        .map((part) => print(part, nesting + 1));
      return `fmt.Sprintf(${[goString(format), ...values].join(', ')})`;
    }
    case 'typeValue':
      return typeOf(expression.type);
    case 'cast': {
      const type = typeOf(expression.type);
      const open = /^(?:\*|<-|chan)/.test(type) || endsOpen(expression.type);
      return `${open ? `(${type})` : type}(${print(expression.operand, nesting)})`;
    }
    case 'typeAssertion':
      return `${pointed(expression.operand)}.(${typeOf(expression.type)})`;
    case 'pathPattern':
      return goString(
        `^${expression.pieces.map((piece) => ('literal' in piece ? piece.literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '([^/]+)')).join('')}$`,
      );
    case 'opaque':
      return expression.language === 'go' ? verbatim(expression.text) : refuse('Go', expression);
    default:
      return refuse('Go', expression);
  }
}

function callText(
  node: Call,
  nesting: number,
  bare: (inner: Expression, least: number, deeper: number) => string,
  print: (inner: Expression, deeper?: number) => string,
  typeOf: (type: IrType) => string,
): string {
  if (node.kind === 'call' && (node.named?.length || node.optional)) return refuse('Go', node);
  const inner = node.args.length > 1 ? nesting + 1 : nesting;
  const types = node.typeArguments?.length ? `[${node.typeArguments.map(typeOf).join(', ')}]` : '';
  const texts = node.args.map((each) => print(each, inner));
  const last = texts.at(-1);
  // A point behind digits would be part of the number.
  if (node.kind === 'call' && node.spreadLast && last !== undefined)
    texts[texts.length - 1] = `${endsInNumber.test(last) ? `(${last})` : last}...`;
  return `${bare(node.callee, primary, inner)}${types}(${texts.join(', ')})`;
}

/** gofmt sets blanks around the colons where an operator stands beside one and two bounds are given. */
function sliceText(
  node: Extract<Expression, { kind: 'slice' }>,
  nesting: number,
  print: (inner: Expression, deeper: number) => string,
): string {
  if (node.step) throw new AppError('UNSUPPORTED', 'A slice of Go has no step.');
  const bounds = node.capacity ? [node.from, node.to, node.capacity] : [node.from, node.to];
  const given = bounds.filter((bound) => bound !== undefined);
  const blanks = nesting <= 1 && given.length > 1 && given.some(({ kind }) => kind === 'binary');
  let text = '';
  bounds.forEach((bound, position) => {
    if (position > 0) text += `${blanks && bounds[position - 1] ? ' ' : ''}:${blanks && bound ? ' ' : ''}`;
    if (bound) text += print(bound, nesting + 1);
  });
  return text;
}
