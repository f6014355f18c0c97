import type { Expression, Statement } from '../nodes.ts';
import type { Layout } from './layout.ts';
import { refuse } from './refuse.ts';
import { printScriptExpression } from './script-expression.ts';
import { printScriptPattern } from './script-pattern.ts';
import { scriptOperators, scriptRank } from './script-rank.ts';
import { printScriptType } from './script-type.ts';

type Variable = Extract<Statement, { kind: 'let' | 'declare' | 'destructure' | 'assign' | 'assignParts' }>;

/** Declarations of variables and assignments. */
export function printVariable(statement: Variable, depth: number, layout: Layout, end: (code: string) => string): string {
  const print = (expression: Expression, used = 0): string => printScriptExpression(expression, depth, layout, used);
  const value = (expression: Expression, used: number): string => {
    const text = print(expression, used);
    return scriptRank(expression, layout.types) < 1 && expression.kind !== 'opaque' ? `(${text})` : text;
  };
  const typed = (type: Parameters<typeof printScriptType>[0] | undefined): string =>
    type && layout.types ? `: ${printScriptType(type, depth, layout)}` : '';
  const exported = 'exported' in statement && statement.exported && depth === 0 ? 'export ' : '';
  const word = (mutable: boolean | undefined, form: string | undefined): string => (form === 'var' ? 'var' : mutable ? 'let' : 'const');
  switch (statement.kind) {
    case 'let': {
      const target = statement.names.length === 1 ? (statement.names[0] ?? '_') : `[${statement.names.join(', ')}]`;
      const head = `${exported}${word(statement.mutable, statement.form)} ${target}${typed(statement.type)} = `;
      return end(head + value(statement.value, head.length));
    }
    case 'declare': {
      if (statement.ambient && !layout.types) return '';
      const ambient = statement.ambient ? `declare ${statement.ambient}` : (statement.form ?? 'let');
      return end(`${exported}${ambient} ${statement.name}${typed(statement.type)}`);
    }
    case 'destructure': {
      const target = printScriptPattern(statement.pattern, depth, layout, print);
      const head = `${exported}${word(statement.mutable, statement.form)} ${target}${typed(statement.type)} = `;
      return end(head + value(statement.value, head.length));
    }
    case 'assign': {
      const targets = [statement.target, ...(statement.also ?? [])].map((each) => print(each));
      const operator = statement.operator ? (scriptOperators[statement.operator] ?? refuse('TypeScript', statement)) : '';
      const head = `${targets.join(' = ')} ${operator}= `;
      const text = head + value(statement.value, head.length);
      return end(/^(?:\{|function\b|class\b|let\b)/.test(text) ? `(${text})` : text);
    }
    case 'assignParts': {
      const targets = [statement.pattern, ...(statement.also ?? [])].map((each) => printScriptPattern(each, depth, layout, print));
      const text = `${targets.join(' = ')} = ${value(statement.value, 0)}`;
      return end(targets[0]?.startsWith('{') ? `(${text})` : text);
    }
  }
}

export function printTry(
  statement: Extract<Statement, { kind: 'try' }>,
  depth: number,
  layout: Layout,
  block: (body: Statement[]) => string,
): string {
  const [handler] = statement.catches;
  const type = handler?.typed?.kind === 'typeValue' && layout.types ? `: ${printScriptType(handler.typed.type, depth, layout)}` : '';
  const caught = handler ? ` catch ${handler.name ? `(${handler.name}${type}) ` : ''}${block(handler.body)}` : '';
  const finals = statement.always ? ` finally ${block(statement.always)}` : caught === '' ? ' finally {}' : '';
  return `try ${block(statement.body)}${caught}${finals}`;
}
