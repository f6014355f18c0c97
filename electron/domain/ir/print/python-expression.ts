import { AppError } from '../../errors.ts';
import { pythonString } from '../literals.ts';
import type { Expression } from '../nodes.ts';
import type { Layout } from './layout.ts';
import { type Doc, flat, group, render } from './python-layout.ts';
import { pythonNumber, type Quote, stringPieces } from './python-literal.ts';
import { parameterDocs, patternDoc } from './python-parameter.ts';
import { hasStar, pythonOperators, rankOf, ranks, written } from './python-rank.ts';
import { templateText } from './python-template.ts';
import { typeDoc } from './python-type.ts';
import { refuse } from './refuse.ts';

/** Prints an expression that starts `used` columns behind the indentation of its line. */
export function printPythonExpression(expression: Expression, depth: number, layout: Layout, used = 0): string {
  return render(expressionDoc(expression, layout.style.quote), depth, used, layout.style);
}

/** An operand, in parentheses where it holds less than it must. */
export const holding = (inner: Expression, least: number, quote: Quote): Doc =>
  rankOf(written(inner)) < least ? inParentheses(written(inner), quote) : expressionDoc(inner, quote);

const inParentheses = (node: Expression, quote: Quote): Doc =>
  node.kind === 'tuple' ? expressionDoc({ kind: 'tupleLiteral', items: node.items }, quote) : ['(', expressionDoc(node, quote), ')'];

/** What stands behind `=` or alone: several values and `yield` need no parentheses there. */
export const valueDoc = (value: Expression, quote: Quote): Doc =>
  written(value).kind === 'yield' ? expressionDoc(value, quote) : listDoc(value, quote);

/** What stands behind `return` and `in`: several values need no parentheses there. */
export const listDoc = (value: Expression, quote: Quote): Doc =>
  written(value).kind === 'tuple' ? expressionDoc(value, quote) : singleDoc(value, quote);

/** One value, such as a condition or an argument. */
export const singleDoc = (value: Expression, quote: Quote): Doc => holding(value, ranks.any, quote);

/** An item of a list or an argument. */
const itemDoc = (item: Expression, quote: Quote): Doc =>
  item.kind === 'spread' || item.kind === 'range' ? expressionDoc(item, quote) : holding(item, ranks.any, quote);

/** Values with commas between them and no parentheses where none are needed; one alone has a comma behind it. */
const bareTuple = (items: Expression[], quote: Quote): Doc => {
  const [only, second] = items;
  if (!only || hasStar(items)) return expressionDoc({ kind: 'tupleLiteral', items }, quote);
  if (!second) return [itemDoc(only, quote), ','];
  return items.flatMap((item, at): Doc[] => (at === 0 ? [itemDoc(item, quote)] : [', ', itemDoc(item, quote)]));
};

const rangeDoc = (
  node: { from?: Expression | undefined; to?: Expression | undefined; step?: Expression | undefined },
  quote: Quote,
): Doc => {
  const part = (value: Expression | undefined): Doc => (value ? holding(value, ranks.any, quote) : '');
  return [part(node.from), ':', part(node.to), ...(node.step ? [':', part(node.step)] : [])];
};

export function expressionDoc(expression: Expression, quote: Quote): Doc {
  const node = written(expression);
  const print = (inner: Expression): Doc => expressionDoc(inner, quote);
  const held = (inner: Expression, least: number): Doc => holding(inner, least, quote);
  const items = (nodes: Expression[]): Doc[] => nodes.map((item) => itemDoc(item, quote));
  switch (node.kind) {
    case 'string': {
      const pieces = stringPieces(node, quote);
      return pieces.length === 1 ? (pieces[0] as string) : { pieces };
    }
    case 'number':
      return pythonNumber(node);
    case 'boolean':
      return node.value ? 'True' : 'False';
    case 'null':
      return 'None';
    case 'ellipsis':
      return '...';
    case 'name':
      return node.name;
    case 'opaque':
      return node.language === 'python' ? node.text : refuse('Python', node);
    case 'member':
      if (node.optional) return refuse('Python', node);
      return [objectDoc(node.object, quote), '.', node.name];
    case 'index':
      if (node.optional) return refuse('Python', node);
      return [objectDoc(node.object, quote), group('[', indexDocs(node.index, quote), ']', tupleEnd(node.index))];
    case 'slice':
      return [objectDoc(node.object, quote), '[', rangeDoc(node, quote), ']'];
    case 'range':
      return rangeDoc(node, quote);
    case 'new':
    case 'call':
      return callDoc(node, quote);
    case 'spread':
      return [node.form === 'map' ? '**' : '*', held(node.operand, ranks.bitwiseOr)];
    case 'binary':
      return binaryDoc(node, quote);
    case 'comparison': {
      const rest = node.rest.map(
        ({ operator, right }): Doc => [pythonOperators[operator]?.[0] ?? refuse('Python', node), ' ', held(right, ranks.bitwiseOr)],
      );
      return { operands: [held(node.first, ranks.bitwiseOr), ...rest] };
    }
    case 'unary':
      if (node.operator === 'not') return ['not ', held(node.operand, ranks.not)];
      if (node.operator === 'negate' || node.operator === 'plus' || node.operator === 'complement')
        return [{ negate: '-', plus: '+', complement: '~' }[node.operator], held(node.operand, ranks.unary)];
      return refuse('Python', node);
    case 'assignment':
      if (node.operator) return refuse('Python', node);
      return [patternDoc(node.target, print), ' := ', held(node.value, ranks.any)];
    case 'conditional':
      return {
        operands: [
          held(node.yes, ranks.disjunction),
          ['if ', held(node.condition, ranks.disjunction)],
          ['else ', held(node.no, ranks.any)],
        ],
      };
    case 'list':
      return group('[', items(node.items), ']');
    case 'set':
      return node.items.length === 0 ? 'set()' : group('{', items(node.items), '}');
    case 'tuple':
      return bareTuple(node.items, quote);
    case 'tupleLiteral':
      return group('(', items(node.items), ')', node.items.length === 1 ? { last: ',' } : {});
    case 'dictionary':
      return group(
        '{',
        node.entries.map((entry): Doc => {
          if ('spread' in entry) return ['**', held(entry.spread, ranks.bitwiseOr)];
          if (!('key' in entry)) return refuse('Python', node);
          const key = typeof entry.key === 'string' ? pythonString(entry.key, quote) : held(entry.key, ranks.any);
          return [key, ': ', held(entry.value, ranks.any)];
        }),
        '}',
      );
    case 'record':
      return [
        typeDoc(node.type),
        group(
          '(',
          node.fields.map((field): Doc => [field.name, '=', held(field.value, ranks.any)]),
          ')',
        ),
      ];
    case 'lambda': {
      const [only, second] = node.body;
      if (second || only?.kind !== 'return' || !only.values[0] || node.async)
        throw new AppError('UNSUPPORTED', 'A Python lambda holds one expression; use a named function instead.');
      const parameters = parameterDocs(node.parameters, (value) => held(value, ranks.any), false).flatMap((parameter, at): Doc[] =>
        at === 0 ? [' ', parameter] : [', ', parameter],
      );
      return [
        'lambda',
        ...parameters,
        ': ',
        only.values.length > 1 ? print({ kind: 'tupleLiteral', items: only.values }) : held(only.values[0], ranks.any),
      ];
    }
    case 'template': {
      if (node.tag) return refuse('Python', node);
      if (node.form !== 'adjacent') return templateText(node, (value, inner) => fieldDoc(value, inner), quote);
      const pieces = node.parts.flatMap((part): string[] => {
        if (typeof part === 'string') return [pythonString(part, quote)];
        if (part.kind === 'string') return stringPieces(part, quote);
        return [
          part.kind === 'template' || part.kind === 'opaque'
            ? flat(print(part))
            : templateText({ kind: 'template', parts: [part] }, (value, inner) => fieldDoc(value, inner), quote),
        ];
      });
      return { pieces };
    }
    case 'typeValue':
      return typeDoc(node.type);
    case 'await':
      return ['await ', held(node.operand, ranks.primary)];
    case 'yield':
      return [
        node.delegate ? 'yield from' : 'yield',
        ...(node.operand ? [' ', node.delegate ? held(node.operand, ranks.any) : listDoc(node.operand, quote)] : []),
      ];
    case 'comprehension': {
      const [open, close] = { list: '[]', set: '{}', map: '{}', generator: '()' }[node.form].split('') as [string, string];
      return [group(open, [comprehensionDoc(node, quote)], close, { bare: true })];
    }
    case 'pathPattern': {
      const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|#&~\s-]/g, '\\$&');
      return pythonString(node.pieces.map((piece) => ('literal' in piece ? escaped(piece.literal) : '([^/]+)')).join(''), quote);
    }
    default:
      return refuse('Python', node);
  }
}

const indexDocs = (index: Expression, quote: Quote): Doc[] => {
  if (index.kind !== 'tuple' || index.items.length === 0) return [singleDoc(index, quote)];
  return hasStar(index.items)
    ? [expressionDoc({ kind: 'tupleLiteral', items: index.items }, quote)]
    : index.items.map((item) => itemDoc(item, quote));
};

/** A comma behind a single index makes a tuple of it, so it stands only where it is one. */
const tupleEnd = (index: Expression): { last?: string; bare?: boolean } =>
  index.kind !== 'tuple' || hasStar(index.items) ? { bare: true } : index.items.length === 1 ? { last: ',' } : {};

/** Inside braces a colon or a comma would end the value. */
const fieldDoc = (value: Expression, quote: Quote): Doc =>
  value.kind === 'opaque' ? expressionDoc(value, quote) : holding(value, ranks.disjunction, quote);

/** What stands before a dot or a bracket: a whole number would take the dot for its own. */
const objectDoc = (expression: Expression, quote: Quote): Doc => {
  const object = written(expression);
  return object.kind === 'number' ||
    (object.kind === 'string' && stringPieces(object, quote).length > 1) ||
    (object.kind === 'template' && object.form === 'adjacent' && object.parts.length > 1)
    ? ['(', expressionDoc(object, quote), ')']
    : holding(object, ranks.primary, quote);
};

function binaryDoc(node: Extract<Expression, { kind: 'binary' }>, quote: Quote): Doc {
  const [word, own] = pythonOperators[node.operator] ?? refuse('Python', node);
  const toNothing = (node.operator === '==' || node.operator === '!=') && node.right.kind === 'null';
  const operator = toNothing ? (node.operator === '==' ? 'is' : 'is not') : word;
  // Python chains comparisons, so `(a == b) == c` needs its parentheses on both sides; `**` groups to the right.
  const compares = own === ranks.comparison;
  const power = own === ranks.power;
  const left = compares || power ? own + 1 : own;
  const right = power ? ranks.unary : own + 1;
  const operands: Doc[] = [[operator, ' ', holding(node.right, right, quote)]];
  // A chain of the same rank is one list of operands, however long it is.
  let first = written(node.left);
  while (!compares && !power && first.kind === 'binary' && rankOf(first) === own) {
    operands.unshift([pythonOperators[first.operator]?.[0] ?? '', ' ', holding(first.right, own + 1, quote)]);
    first = written(first.left);
  }
  return { operands: [holding(first, left, quote), ...operands] };
}

function callDoc(node: Extract<Expression, { kind: 'call' | 'new' }>, quote: Quote): Doc {
  if (node.kind === 'call' && node.optional) return refuse('Python', node);
  const named = node.kind === 'call' ? (node.named ?? []) : [];
  const only = node.args[0] && written(node.args[0]);
  const callee = objectDoc(node.callee, quote);
  if (node.args.length === 1 && named.length === 0 && only?.kind === 'comprehension' && only.form === 'generator')
    return [callee, group('(', [comprehensionDoc(only, quote)], ')', { bare: true })];
  return [callee, group('(', argumentDocs(node.args, named, quote, node.kind === 'call' && node.spreadLast === true), ')')];
}

/** Arguments by position, then those with names, then all of a map. */
export function argumentDocs(args: Expression[], named: { name: string; value: Expression }[], quote: Quote, spreadLast = false): Doc[] {
  const isMap = (argument: Expression): boolean => argument.kind === 'spread' && argument.form === 'map';
  return [
    ...args
      .filter((argument) => !isMap(argument))
      .map(
        (argument, at, all): Doc =>
          spreadLast && at === all.length - 1 ? ['*', holding(argument, ranks.bitwiseOr, quote)] : itemDoc(argument, quote),
      ),
    ...named.map(({ name, value }): Doc => (name === '' ? itemDoc(value, quote) : [name, '=', holding(value, ranks.any, quote)])),
    ...args.filter(isMap).map((argument) => itemDoc(argument, quote)),
  ];
}

function comprehensionDoc(node: Extract<Expression, { kind: 'comprehension' }>, quote: Quote): Doc {
  const item = holding(node.item, ranks.any, quote);
  const clauses = node.clauses.map((clause): Doc => {
    if (clause.kind === 'if') return ['if ', holding(clause.condition, ranks.disjunction, quote)];
    return [
      clause.async ? 'async for ' : 'for ',
      patternDoc(clause.target, (place) => expressionDoc(place, quote)),
      ' in ',
      holding(clause.source, ranks.disjunction, quote),
    ];
  });
  return { operands: [node.key ? [holding(node.key, ranks.any, quote), ': ', item] : item, ...clauses] };
}
