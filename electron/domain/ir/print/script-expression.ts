import { numberText, scriptString } from '../literals.ts';
import type { Expression, Parameter } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { bracketed, type Layout } from './layout.ts';
import { refuse } from './refuse.ts';
import { callText, separate } from './script-call.ts';
import { bigintText, regexText, sourceOf, templateText } from './script-literal.ts';
import { objectText } from './script-object.ts';
import { scriptOpaque } from './script-opaque.ts';
import { parametersText, printScriptPattern } from './script-pattern.ts';
import { isFunction, leftmost, newCallee, scriptOperators, scriptRank, startsBadly, withoutTypes } from './script-rank.ts';
import { printScriptType, printTypeParameters } from './script-type.ts';

/** An expression whose first line starts at `depth` levels and has `used` columns in front of it. */
export function printScriptExpression(expression: Expression, depth: number, layout: Layout, used = 0): string {
  // Whether a list fits on its line is tried before it is broken; without a memory nesting would double that at every level.
  const memory = layout.memory;
  if (!memory) return expressionText(expression, depth, layout, used);
  const place = depth * 4096 + used;
  const known = memory.get(expression);
  const before = known?.get(place);
  if (before !== undefined) return before;
  const text = expressionText(expression, depth, layout, used);
  if (known) known.set(place, text);
  else memory.set(expression, new Map([[place, text]]));
  return text;
}

function expressionText(expression: Expression, depth: number, layout: Layout, used: number): string {
  const { types } = layout;
  const print = (inner: Expression, at = depth): string => printScriptExpression(inner, at, layout);
  const holding = (inner: Expression, least: number, before = 0): string =>
    scriptRank(inner, types) < least ? `(${print(inner)})` : printScriptExpression(inner, depth, layout, before);
  /** A value between commas. */
  const item = (inner: Expression, at = depth): string =>
    scriptRank(inner, types) < 1 && inner.kind !== 'opaque' ? `(${print(inner, at)})` : print(inner, at);
  switch (expression.kind) {
    case 'string':
      return sourceOf(expression) ?? scriptString(expression.value, layout.style.quote);
    case 'number':
      return expression.form === 'bigint' ? bigintText(expression) : (sourceOf(expression) ?? numberText(expression.value));
    case 'boolean':
      return String(expression.value);
    case 'null':
      return 'null';
    case 'regex':
      return regexText(expression);
    case 'name':
      return expression.name;
    case 'member':
      return `${objectOf(expression.object, depth, layout)}${expression.optional ? '?.' : '.'}${expression.name}`;
    case 'index':
      return `${objectOf(expression.object, depth, layout)}${expression.optional ? '?.' : ''}[${print(expression.index)}]`;
    case 'slice': {
      const from = expression.from ?? (expression.to ? { kind: 'number' as const, value: 0 } : null);
      const bounds = [from, expression.to].filter((part) => part !== null && part !== undefined);
      const sliced: Expression = { kind: 'call', callee: { kind: 'member', object: expression.object, name: 'slice' }, args: bounds };
      return printScriptExpression(sliced, depth, layout, used);
    }
    case 'new': {
      const made = withoutTypes(expression.callee, types);
      const callee = newCallee(made, types) ? print(made) : `(${print(made)})`;
      return `new ${callText(callee + typeArguments(expression.typeArguments, depth, layout), expression.args, depth, layout, used + 4, item)}`;
    }
    case 'call': {
      const object = objectOf(expression.callee, depth, layout);
      // The parsers of editors take `new a()?.()` for a member without a name.
      const head = expression.optional ? `${expression.callee.kind === 'new' ? `(${object})` : object}?.` : object;
      const args = expression.named?.length
        ? [...expression.args, { kind: 'dictionary' as const, entries: expression.named.map(({ name, value }) => ({ key: name, value })) }]
        : expression.args;
      const callee = head + typeArguments(expression.typeArguments, depth, layout);
      return callText(callee, args, depth, layout, used, item, expression.spreadLast);
    }
    case 'spread':
      return `...${item(expression.operand)}`;
    case 'binary':
      return binaryText(expression, depth, layout);
    case 'unary':
      return unaryText(expression, depth, layout);
    case 'update':
      return expression.prefix
        ? `${expression.operator}${holding(expression.target, 17)}`
        : `${holding(expression.target, 17)}${expression.operator}`;
    case 'assignment': {
      const operator = expression.operator ? (scriptOperators[expression.operator] ?? refuse('TypeScript', expression)) : '';
      const target = printScriptPattern(expression.target, depth, layout, print);
      return `${target} ${operator}= ${holding(expression.value, 1)}`;
    }
    case 'conditional':
      return `${holding(expression.condition, 4)} ? ${holding(expression.yes, 1)} : ${holding(expression.no, 1)}`;
    case 'sequence':
      return expression.items.length === 1 && expression.items[0]
        ? `(${print(expression.items[0])})`
        : separate(
            expression.items,
            expression.items.map((each) => item(each)),
            layout,
          ).join(', ');
    case 'list':
    case 'tuple':
    case 'tupleLiteral':
      return listText(expression.items, depth, layout, used, item);
    case 'hole':
      return '';
    case 'dictionary':
      return objectText(expression.entries, depth, layout, used, item);
    case 'record': {
      const entries = expression.fields.map(({ name, value }) => ({ key: name, value }));
      return objectText(entries, depth, layout, used, item);
    }
    case 'lambda':
      return lambdaText(expression, depth, layout);
    case 'classExpression':
      return layout.declaration ? layout.declaration(expression.class, depth, layout) : refuse('TypeScript', expression);
    case 'template':
      return `${expression.tag ? objectOf(expression.tag, depth, layout) : ''}${templateText(expression, print)}`;
    case 'typeValue':
      return printScriptType(expression.type, depth, layout);
    case 'instantiation':
      return types ? objectOf(expression.callee, depth, layout) + typeArguments(expression.types, depth, layout) : print(expression.callee);
    case 'await':
      return awaitText(holding(expression.operand, 15));
    case 'yield':
      return `yield${expression.delegate ? '*' : ''}${expression.operand ? ` ${holding(expression.operand, 1)}` : ''}`;
    case 'cast':
      if (!types) return printScriptExpression(expression.operand, depth, layout, used);
      return `${holding(expression.operand, 10, used)} ${expression.form ?? 'as'} ${castType(expression.type, depth, layout)}`;
    case 'constant':
      return types ? `${holding(expression.operand, 10, used)} as const` : printScriptExpression(expression.operand, depth, layout, used);
    case 'nonNull':
      return types ? `${objectOf(expression.operand, depth, layout)}!` : printScriptExpression(expression.operand, depth, layout, used);
    case 'comprehension':
      return comprehensionText(expression, depth, layout, used);
    case 'pathPattern':
      return `/^${expression.pieces.map((piece) => ('literal' in piece ? patternText(piece.literal) : '([^/]+)')).join('')}$/`;
    case 'opaque':
      return scriptOpaque(expression, types);
    default:
      return refuse('TypeScript', expression);
  }
}

/** Where `await` could be a name, parsers of editors take a pattern behind it for a division, a list for an index, a sign for a sum. */
const awaitText = (operand: string): string => (/^[/[+-]/.test(operand) ? `await (${operand})` : `await ${operand}`);

/** What stands in front of a dot or bracket. A number there needs parentheses, or the dot would be its own. */
function objectOf(written: Expression, depth: number, layout: Layout): string {
  const object = withoutTypes(written, layout.types);
  const text = printScriptExpression(object, depth, layout);
  const bare = object.kind === 'new' ? true : scriptRank(object, layout.types) >= 17;
  const wrapped = !bare || object.kind === 'number' || (object.kind === 'lambda' && isFunction(object));
  return wrapped || object.kind === 'opaque' ? `(${text})` : text;
}

/** The parsers of editors end a type behind `as` at the second dot of a name in it. */
function castType(type: IrType, depth: number, layout: Layout): string {
  const text = printScriptType(type, depth, layout);
  return !/^[\w$.]+$/.test(text) && /[\w$]\.[\w$]+\./.test(text) ? `(${text})` : text;
}

const typeArguments = (list: Parameters<typeof printScriptType>[0][] | undefined, depth: number, layout: Layout): string =>
  list && layout.types ? `<${list.map((type) => printScriptType(type, depth, layout)).join(', ')}>` : '';

function binaryText(expression: Extract<Expression, { kind: 'binary' }>, depth: number, layout: Layout): string {
  const operator = scriptOperators[expression.operator] ?? refuse('TypeScript', expression);
  const own = scriptRank(expression, layout.types);
  const print = (inner: Expression): string => printScriptExpression(inner, depth, layout);
  const logical = ['and', 'or', 'coalesce'].includes(expression.operator);
  const mixed = (side: Expression): boolean =>
    side.kind === 'binary' &&
    (side.operator === 'coalesce') !== (expression.operator === 'coalesce') &&
    ['and', 'or', 'coalesce'].includes(side.operator) &&
    logical;
  const power = expression.operator === '**';
  // Behind `as T` these would go on with the type: `a as T < b`, `a as T | b`.
  const typeLike = ['<', '<<', '|', '&'].includes(expression.operator);
  const side = (inner: Expression, least: number, isLeft: boolean): string => {
    const cast = layout.types && (inner.kind === 'cast' || inner.kind === 'constant') && (!isLeft || typeLike);
    // `a < b < c` and `a < b > (c)` begin like types of a call.
    const angles = layout.types && isLeft && own === 10 && inner.kind === 'binary' && inner.operator === '<';
    return mixed(inner) || cast || angles || scriptRank(inner, layout.types) < least ? `(${print(inner)})` : print(inner);
  };
  const left = side(expression.left, power ? 16 : own, true);
  const right = side(expression.right, power ? own : own + 1, false);
  return `${left} ${operator} ${right}`;
}

function unaryText(expression: Extract<Expression, { kind: 'unary' }>, depth: number, layout: Layout): string {
  const { operator, operand } = expression;
  const text = printScriptExpression(operand, depth, layout);
  const inner = scriptRank(operand, layout.types) < 15 ? `(${text})` : text;
  switch (operator) {
    case 'not':
      return `!${inner}`;
    case 'complement':
      return `~${inner}`;
    case 'negate':
      return inner.startsWith('-') ? `-(${text})` : `-${inner}`;
    case 'plus':
      return inner.startsWith('+') ? `+(${text})` : `+${inner}`;
    case 'typeof':
    case 'void':
    case 'delete':
      return `${operator} ${inner}`;
    case 'receive':
      return refuse('TypeScript', expression);
    default:
      return text;
  }
}

/** A list; a hole at its end needs a comma of its own. */
function listText(
  items: Expression[],
  depth: number,
  layout: Layout,
  used: number,
  item: (inner: Expression, at: number) => string,
): string {
  if (items.some(({ kind }) => kind === 'hole')) {
    const end = items.at(-1)?.kind === 'hole' ? ',' : '';
    return `[${items.map((each) => item(each, depth)).join(', ')}${end}]`;
  }
  const written = (at: number): string[] =>
    separate(
      items,
      items.map((each) => item(each, at)),
      layout,
    );
  return bracketed('[', written, ']', depth, used, layout);
}

export const printScriptParameters = (parameters: Parameter[], depth: number, layout: Layout): string =>
  parametersText(parameters, depth, layout, (inner, at = depth) => printScriptExpression(inner, at, layout));

function lambdaText(expression: Extract<Expression, { kind: 'lambda' }>, depth: number, layout: Layout): string {
  const print = (inner: Expression, at = depth): string => printScriptExpression(inner, at, layout);
  const generics = printTypeParameters(expression.typeParameters, depth, layout);
  const parameters = printScriptParameters(expression.parameters, depth, layout);
  const wraps = expression.async && !expression.generator && expression.result?.kind !== 'opaque';
  const written = expression.result ? printScriptType(expression.result, depth, layout) : '';
  const result = layout.types && expression.result ? `: ${wraps ? `Promise<${written}>` : written}` : '';
  const block = (): string => {
    const statements = layout.statements(expression.body, depth + 1, layout);
    return statements === '' ? '{}' : `{\n${statements}${layout.style.indent.repeat(depth)}}`;
  };
  const async = expression.async ? 'async ' : '';
  if (isFunction(expression)) {
    const name = expression.name === undefined ? '' : ` ${expression.name}`;
    return `${async}function${expression.generator ? '*' : ''}${name}${generics}(${parameters})${result} ${block()}`;
  }
  const head = `${async}${generics}(${parameters})${result} =>`;
  const [only] = expression.body;
  const value = expression.body.length === 1 && only?.kind === 'return' && only.values.length === 1 ? only.values[0] : undefined;
  if (!value || expression.block || only?.trailing !== undefined) return `${head} ${block()}`;
  const body = print(value);
  const first = leftmost(value, layout.types);
  const wrapped =
    scriptRank(value, layout.types) < 1 ||
    (startsBadly(value, layout.types) && first.kind !== 'lambda' && first.kind !== 'classExpression');
  return `${head} ${wrapped ? `(${body})` : body}`;
}

function comprehensionText(
  expression: Extract<Expression, { kind: 'comprehension' }>,
  depth: number,
  layout: Layout,
  used: number,
): string {
  const [loop, filter, ...others] = expression.clauses;
  if (loop?.kind !== 'for' || loop.target.kind !== 'name' || filter?.kind === 'for' || others.length > 0 || expression.form !== 'list')
    return refuse('TypeScript', expression);
  const { name } = loop.target;
  const through = (object: Expression, method: string, value: Expression): Expression => ({
    kind: 'call',
    callee: { kind: 'member', object, name: method },
    args: [{ kind: 'lambda', parameters: [{ name }], body: [{ kind: 'return', values: [value] }] }],
  });
  const kept = filter ? through(loop.source, 'filter', filter.condition) : loop.source;
  const same = expression.item.kind === 'name' && expression.item.name === name;
  return printScriptExpression(same ? kept : through(kept, 'map', expression.item), depth, layout, used);
}

/** A literal piece of a path inside a regular expression literal. */
const patternText = (value: string): string =>
  value
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
