import { numberText, scriptString, templateChunk } from '../literals.ts';
import type { DictionaryEntry, Expression, Parameter } from '../nodes.ts';
import { bracketed, type Layout, rank } from './layout.ts';
import { refuse } from './refuse.ts';
import { printScriptType } from './script-type.ts';

const operators: Record<string, string> = { '==': '===', '!=': '!==', and: '&&', or: '||', coalesce: '??', in: 'in', is: 'instanceof' };

export function printScriptExpression(expression: Expression, depth: number, layout: Layout, used = 0): string {
  const print = (inner: Expression, at = depth): string => printScriptExpression(inner, at, layout);
  const holding = (inner: Expression, least: number): string => (rank(inner) < least ? `(${print(inner)})` : print(inner));
  switch (expression.kind) {
    case 'string':
      return scriptString(expression.value, layout.style.quote);
    case 'number':
      return numberText(expression.value);
    case 'boolean':
      return String(expression.value);
    case 'null':
      return 'null';
    case 'name':
      return expression.name;
    case 'member':
      return `${holding(expression.object, 15)}${expression.optional ? '?.' : '.'}${expression.name}`;
    case 'index':
      return `${holding(expression.object, 15)}[${print(expression.index)}]`;
    case 'slice':
      return `${holding(expression.object, 15)}.slice(${[
        expression.from ?? (expression.to ? { kind: 'number' as const, value: 0 } : null),
        expression.to,
      ]
        .filter((part) => part !== null && part !== undefined)
        .map((part) => print(part))
        .join(', ')})`;
    case 'new':
      return `new ${callText(print(expression.callee), expression.args, depth, layout, used + 4)}`;
    case 'call': {
      const callee = holding(expression.callee, 15);
      const args = expression.named?.length
        ? [...expression.args, { kind: 'dictionary' as const, entries: expression.named.map(({ name, value }) => ({ key: name, value })) }]
        : expression.args;
      return callText(callee, args, depth, layout, used, expression.spreadLast);
    }
    case 'binary': {
      const own = rank(expression);
      const mixed = (side: Expression): boolean =>
        side.kind === 'binary' &&
        (side.operator === 'coalesce') !== (expression.operator === 'coalesce') &&
        ['and', 'or', 'coalesce'].includes(side.operator);
      const left = mixed(expression.left) ? `(${print(expression.left)})` : holding(expression.left, own);
      const right = mixed(expression.right) ? `(${print(expression.right)})` : holding(expression.right, own + 1);
      return `${left} ${operators[expression.operator] ?? expression.operator} ${right}`;
    }
    case 'unary':
      if (expression.operator === 'not') return `!${holding(expression.operand, 10)}`;
      if (expression.operator === 'negate') return `-${holding(expression.operand, 11)}`;
      return print(expression.operand);
    case 'conditional':
      return `${holding(expression.condition, 1)} ? ${print(expression.yes)} : ${print(expression.no)}`;
    case 'list':
    case 'tuple':
    case 'tupleLiteral':
      return bracketed('[', (at) => expression.items.map((item) => print(item, at)), ']', depth, used, layout);
    case 'dictionary':
      return objectText(plainEntries(expression.entries), depth, layout, used);
    case 'record':
      return objectText(
        expression.fields.map(({ name, value }) => ({ key: name, value })),
        depth,
        layout,
        used,
      );
    case 'lambda': {
      const head = `${expression.async ? 'async ' : ''}(${printScriptParameters(expression.parameters, depth, layout)})${
        layout.types && expression.result ? `: ${printScriptType(expression.result)}` : ''
      } =>`;
      const [only] = expression.body;
      if (expression.body.length === 1 && only?.kind === 'return' && only.values.length === 1 && only.values[0]) {
        const value = only.values[0];
        const body = printScriptExpression(value, depth, layout);
        return `${head} ${value.kind === 'dictionary' || value.kind === 'record' ? `(${body})` : body}`;
      }
      return `${head} ${expression.body.length === 0 ? '{}' : `{\n${layout.statements(expression.body, depth + 1, layout)}${layout.style.indent.repeat(depth)}}`}`;
    }
    case 'template':
      return `\`${expression.parts
        .map((part) =>
          typeof part === 'string' ? templateChunk(part) : `\${${part.kind === 'formatted' ? refuse('TypeScript', part) : print(part)}}`,
        )
        .join('')}\``;
    case 'typeValue':
      return printScriptType(expression.type);
    case 'await':
      return `await ${holding(expression.operand, 10)}`;
    case 'cast':
      return layout.types ? `${holding(expression.operand, 7)} as ${printScriptType(expression.type)}` : print(expression.operand);
    case 'comprehension': {
      const [loop, filter, ...others] = expression.clauses;
      if (loop?.kind !== 'for' || loop.target.kind !== 'name' || filter?.kind === 'for' || others.length > 0 || expression.form !== 'list')
        return refuse('TypeScript', expression);
      const { name } = loop.target;
      const source = holding(loop.source, 15);
      const filtered = filter ? `${source}.filter((${name}) => ${print(filter.condition)})` : source;
      const same = expression.item.kind === 'name' && expression.item.name === name;
      return same ? filtered : `${filtered}.map((${name}) => ${print(expression.item)})`;
    }
    case 'pathPattern':
      return `/^${expression.pieces.map((piece) => ('literal' in piece ? patternText(piece.literal) : '([^/]+)')).join('')}$/`;
    default:
      return refuse('TypeScript', expression);
  }
}

/** The entries of an object literal with constant keys. */
export const plainEntries = (entries: DictionaryEntry[]): { key: string; value: Expression }[] =>
  entries.map((entry) =>
    'key' in entry && typeof entry.key === 'string' ? { key: entry.key, value: entry.value } : refuse('TypeScript', { kind: 'dictionary' }),
  );

/** A literal piece of a path inside a regular expression literal. */
const patternText = (value: string): string =>
  value
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

export function printScriptParameters(parameters: Parameter[], depth: number, layout: Layout): string {
  return parameters
    .map((parameter) => {
      const type = parameter.type;
      const asOptional = type?.kind === 'optional' && !parameter.default && layout.types;
      const typeText =
        layout.types && type
          ? `: ${printScriptType(type.kind === 'optional' && (asOptional || parameter.default) ? type.inner : type)}`
          : '';
      const fallback = parameter.default ? ` = ${printScriptExpression(parameter.default, depth, layout)}` : '';
      return `${parameter.name}${asOptional ? '?' : ''}${typeText}${fallback}`;
    })
    .join(', ');
}

/** A call whose last argument is a function or an object keeps its brackets on the line of the call. */
function callText(callee: string, args: Expression[], depth: number, layout: Layout, used: number, spreadLast = false): string {
  const items = (at: number): string[] =>
    args.map((argument, position) => {
      const value = printScriptExpression(argument, at, layout, used + callee.length);
      return spreadLast && position === args.length - 1 ? `...${value}` : value;
    });
  const last = args.at(-1);
  const hugs =
    last !== undefined &&
    !spreadLast &&
    ['lambda', 'dictionary', 'record'].includes(last.kind) &&
    args.slice(0, -1).every((argument) => argument.kind !== 'lambda');
  if (hugs) {
    const before = items(depth)
      .slice(0, -1)
      .map((item) => `${item}, `)
      .join('');
    const head = `${callee}(${before}`;
    const line = `${head}${printScriptExpression(last, depth, layout, used + head.length + 2)})`;
    const [first = ''] = line.split('\n');
    if (!before.includes('\n') && first.length + used + depth * layout.style.indent.length <= layout.style.width) return line;
  }
  return callee + bracketed('(', items, ')', depth, used + callee.length, layout);
}

function objectText(entries: { key: string; value: Expression }[], depth: number, layout: Layout, used: number): string {
  const key = (value: string): string =>
    value === '__proto__'
      ? `[${scriptString(value, layout.style.quote)}]`
      : /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(value)
        ? value
        : scriptString(value, layout.style.quote);
  const items = (at: number): string[] =>
    entries.map((entry) => {
      if (entry.value.kind === 'name' && entry.value.name === entry.key && entry.key !== '__proto__') return entry.key;
      const label = key(entry.key);
      return `${label}: ${printScriptExpression(entry.value, at, layout, label.length + 2)}`;
    });
  return bracketed('{', items, '}', depth, used, layout, entries.length > 0 ? ' ' : '');
}
