import type { Expression, Statement } from '../nodes.ts';
import type { Layout } from './layout.ts';
import { refuse } from './refuse.ts';
import { printScriptExpression } from './script-expression.ts';
import { printScriptPattern } from './script-pattern.ts';
import { containsIn } from './script-rank.ts';
import { printScriptType } from './script-type.ts';

type Loop = Extract<Statement, { kind: 'each' | 'count' | 'for' | 'loop' | 'repeat' }>;

export function printLoop(
  statement: Loop,
  depth: number,
  layout: Layout,
  block: (body: Statement[]) => string,
  end: (code: string) => string,
): string {
  const print = (expression: Expression): string => printScriptExpression(expression, depth, layout);
  if ('otherwise' in statement && statement.otherwise) return refuse('TypeScript', statement);
  switch (statement.kind) {
    case 'each': {
      if (statement.over === 'pairs' || statement.over === 'times') return refuse('TypeScript', statement);
      const word = statement.declares === 'assigned' ? '' : `${statement.declares ?? 'const'} `;
      const target = statement.pattern ? printScriptPattern(statement.pattern, depth, layout, print) : statement.name;
      // `for (async of …)` would start an arrow function.
      const safe = word === '' && target === 'async' ? '(async)' : target;
      const source =
        statement.source.kind === 'sequence' && statement.over !== 'keys' ? `(${print(statement.source)})` : print(statement.source);
      return `for ${statement.awaits ? 'await ' : ''}(${word}${safe} ${statement.over === 'keys' ? 'in' : 'of'} ${source}) ${block(statement.body)}`;
    }
    case 'count': {
      const { name, from, to } = statement;
      const start = startText([{ kind: 'let', names: [name], value: from, mutable: true }], depth, layout);
      const condition = print({ kind: 'binary', operator: '<', left: { kind: 'name', name }, right: to });
      return `for (${start}; ${condition}; ${name} += 1) ${block(statement.body)}`;
    }
    case 'for': {
      const update = statement.update.map((each) => simpleText(each, depth, layout)).join(', ');
      const condition = statement.condition ? ` ${print(statement.condition)}` : '';
      return `for (${startText(statement.start, depth, layout)};${condition};${update === '' ? '' : ` ${update}`}) ${block(statement.body)}`;
    }
    case 'loop':
      return `while (${statement.condition ? print(statement.condition) : 'true'}) ${block(statement.body)}`;
    case 'repeat':
      return end(`do ${block(statement.body)} while (${print(statement.condition)})`);
  }
}

/** Variables of one kind share their word; anything else is expressions with commas. */
function startText(start: Statement[], depth: number, layout: Layout): string {
  const [first] = start;
  if (!first) return '';
  if (first.kind !== 'let' && first.kind !== 'declare' && first.kind !== 'destructure')
    return start.map((each) => simpleText(each, depth, layout)).join(', ');
  const wordOf = (each: Statement): string => {
    if (each.kind === 'declare') return each.form ?? 'let';
    if (each.kind !== 'let' && each.kind !== 'destructure') return '';
    return each.form === 'var' ? 'var' : each.mutable ? 'let' : 'const';
  };
  const word = wordOf(first);
  if (start.some((each) => wordOf(each) !== word)) return refuse('TypeScript', { kind: 'for' });
  const print = (expression: Expression): string => printScriptExpression(expression, depth, layout);
  const items = start.map((each) => {
    if (each.kind !== 'let' && each.kind !== 'declare' && each.kind !== 'destructure') return '';
    const type = layout.types && each.type ? `: ${printScriptType(each.type, depth, layout)}` : '';
    if (each.kind === 'declare') return each.name + type;
    const name =
      each.kind === 'destructure'
        ? printScriptPattern(each.pattern, depth, layout, print)
        : each.names.length === 1
          ? each.names[0]
          : `[${each.names.join(', ')}]`;
    const wraps = containsIn(each.value) || (each.value.kind === 'sequence' && each.value.items.length > 1);
    return `${name}${type} = ${wraps ? `(${print(each.value)})` : print(each.value)}`;
  });
  return `${word} ${items.join(', ')}`;
}

function simpleText(statement: Statement, depth: number, layout: Layout): string {
  const print = (expression: Expression): string => printScriptExpression(expression, depth, layout);
  switch (statement.kind) {
    case 'expression': {
      const text = print(statement.value);
      return containsIn(statement.value) || /^let\b/.test(text) ? `(${text})` : text;
    }
    case 'assign':
    case 'assignParts': {
      const target = statement.kind === 'assign' ? { kind: 'place' as const, target: statement.target } : statement.pattern;
      const operator = statement.kind === 'assign' && statement.operator ? { operator: statement.operator } : {};
      return simpleText({ kind: 'expression', value: { kind: 'assignment', target, ...operator, value: statement.value } }, depth, layout);
    }
    default:
      return refuse('TypeScript', statement);
  }
}
