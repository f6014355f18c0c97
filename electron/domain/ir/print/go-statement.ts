import { lineComment } from '../literals.ts';
import type { Expression, Statement } from '../nodes.ts';
import { printGoExpression, printGoType } from './go-expression.ts';
import type { Layout } from './layout.ts';
import { refuse } from './refuse.ts';

export function printGoStatements(body: Statement[], depth: number, layout: Layout): string {
  const pad = '\t'.repeat(depth);
  return body.map((statement) => (statement.kind === 'blank' ? '\n' : `${pad}${printGoStatement(statement, depth, layout)}\n`)).join('');
}

export function printGoStatement(statement: Statement, depth: number, layout: Layout): string {
  const print = (expression: Expression): string => printGoExpression(expression, depth, layout);
  // A composite literal in the head of a statement must stand in parentheses, or its brace would open the block.
  const head = (expression: Expression): string =>
    expression.kind === 'record' || expression.kind === 'list' || expression.kind === 'dictionary'
      ? `(${print(expression)})`
      : print(expression);
  const block = (body: Statement[]): string =>
    body.length === 0 ? '{\n' + '\t'.repeat(depth) + '}' : `{\n${printGoStatements(body, depth + 1, layout)}${'\t'.repeat(depth)}}`;
  switch (statement.kind) {
    case 'let':
      if (statement.type && statement.names.length === 1)
        return `var ${statement.names[0]} ${printGoType(statement.type)} = ${print(statement.value)}`;
      return `${statement.names.join(', ')} := ${print(statement.value)}`;
    case 'declare':
      return `var ${statement.name} ${printGoType(statement.type ?? { kind: 'unknown' })}`;
    case 'assign':
      if (statement.operator && statement.value.kind === 'number' && statement.value.value === 1 && statement.operator !== '*') {
        return `${print(statement.target)}${statement.operator}${statement.operator}`;
      }
      // Several values on both sides count as one level more.
      return `${print(statement.target)} ${statement.operator ?? ''}= ${statement.value.kind === 'tuple' ? printGoExpression(statement.value, depth, layout, 2) : print(statement.value)}`;
    case 'return':
      return statement.values.length === 0 ? 'return' : `return ${statement.values.map((each) => print(each)).join(', ')}`;
    case 'if': {
      const before = statement.before ? `${printGoStatement(statement.before, depth, layout)}; ` : '';
      const start = `if ${before}${head(statement.condition)} ${block(statement.then)}`;
      if (!statement.otherwise) return start;
      const [only] = statement.otherwise;
      return `${start} else ${statement.otherwise.length === 1 && only?.kind === 'if' ? printGoStatement(only, depth, layout) : block(statement.otherwise)}`;
    }
    case 'each':
      return `for _, ${statement.name} := range ${head(statement.source)} ${block(statement.body)}`;
    case 'count':
      return `for ${statement.name} := ${print(statement.from)}; ${statement.name} < ${print(statement.to)}; ${statement.name}++ ${block(statement.body)}`;
    case 'loop':
      return `for ${statement.condition ? `${head(statement.condition)} ` : ''}${block(statement.body)}`;
    case 'expression':
      return print(statement.value);
    case 'raise':
      return `panic(${print(statement.message)})`;
    case 'defer':
      return `defer ${print(statement.call)}`;
    case 'spawn':
      return `go ${print(statement.call)}`;
    case 'forever':
      return 'select {}';
    case 'break':
    case 'continue':
      return statement.kind;
    case 'comment':
      return `// ${lineComment(statement.text)}`;
    case 'blank':
      return '';
    default:
      return refuse('Go', statement);
  }
}
