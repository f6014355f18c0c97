import { AppError } from '../../errors.ts';
import { lineComment } from '../literals.ts';
import type { Statement } from '../nodes.ts';
import type { Layout } from './layout.ts';
import { refuse } from './refuse.ts';
import { printScriptExpression } from './script-expression.ts';
import { printScriptType } from './script-type.ts';

/** `{` … `}` with the statements one level deeper; the closing brace stands at `depth`. */
export function printScriptBlock(body: Statement[], depth: number, layout: Layout): string {
  if (body.length === 0) return '{}';
  return `{\n${printScriptStatements(body, depth + 1, layout)}${layout.style.indent.repeat(depth)}}`;
}

export function printScriptStatements(body: Statement[], depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  return body.map((statement) => (statement.kind === 'blank' ? '\n' : `${pad}${statementText(statement, depth, layout)}\n`)).join('');
}

/** Without semicolons a line that starts with one of these would be read as the continuation of the line before. */
const terminated = (code: string, layout: Layout): string =>
  layout.style.semicolons ? `${code};` : /^[([`/+-]/.test(code) ? `;${code}` : code;

function statementText(statement: Statement, depth: number, layout: Layout): string {
  const print = (expression: Parameters<typeof printScriptExpression>[0], used = 0): string =>
    printScriptExpression(expression, depth, layout, used);
  const block = (body: Statement[]): string => printScriptBlock(body, depth, layout);
  switch (statement.kind) {
    case 'let': {
      const target = statement.names.length === 1 ? (statement.names[0] ?? '_') : `[${statement.names.join(', ')}]`;
      const head = `${statement.mutable ? 'let' : 'const'} ${target}${statement.type && layout.types ? `: ${printScriptType(statement.type)}` : ''} = `;
      return terminated(head + print(statement.value, head.length), layout);
    }
    case 'declare':
      return terminated(`let ${statement.name}${layout.types && statement.type ? `: ${printScriptType(statement.type)}` : ''}`, layout);
    case 'assign': {
      const head = `${print(statement.target)} ${statement.operator ?? ''}= `;
      return terminated(head + print(statement.value, head.length), layout);
    }
    case 'return': {
      const [first, ...others] = statement.values;
      if (!first) return terminated('return', layout);
      return terminated(`return ${print(others.length > 0 ? { kind: 'list', items: statement.values } : first, 7)}`, layout);
    }
    case 'if': {
      const chained = statement.otherwise?.length === 1 && statement.otherwise[0]?.kind === 'if' ? statement.otherwise[0] : null;
      const rest = statement.otherwise ? ` else ${chained ? statementText(chained, depth, layout) : block(statement.otherwise)}` : '';
      const before = statement.before ? `${statementText(statement.before, depth, layout)}\n${layout.style.indent.repeat(depth)}` : '';
      return `${before}if (${print(statement.condition)}) ${block(statement.then)}${rest}`;
    }
    case 'each':
      return `for ${statement.awaits ? 'await ' : ''}(const ${statement.name} of ${print(statement.source)}) ${block(statement.body)}`;
    case 'count':
      return `for (let ${statement.name} = ${print(statement.from)}; ${statement.name} < ${print(statement.to)}; ${statement.name} += 1) ${block(statement.body)}`;
    case 'loop':
      return `while (${statement.condition ? print(statement.condition) : 'true'}) ${block(statement.body)}`;
    case 'expression':
      return terminated(print(statement.value), layout);
    case 'raise': {
      const cause = statement.cause ? `, { cause: ${print(statement.cause)} }` : '';
      return terminated(`throw new ${statement.type ?? 'Error'}(${print(statement.message)}${cause})`, layout);
    }
    case 'try': {
      const [handler] = statement.catches;
      const caught = handler ? ` catch ${handler.name ? `(${handler.name}) ` : ''}${block(handler.body)}` : '';
      return `try ${block(statement.body)}${caught}${statement.always ? ` finally ${block(statement.always)}` : ''}`;
    }
    case 'with':
      return `{\n${printScriptStatements([{ kind: 'let', names: [statement.name ?? '_'], value: statement.resource }, ...statement.body], depth + 1, layout)}${layout.style.indent.repeat(depth)}}`;
    case 'spawn':
    case 'forever':
      throw new AppError('UNSUPPORTED', `This language has no form for the node "${statement.kind}".`);
    case 'defer':
      return terminated(print(statement.call), layout);
    case 'break':
    case 'continue':
      return terminated(statement.kind, layout);
    case 'define':
      throw new AppError('UNSUPPORTED', 'A function inside a function is written as a constant here.');
    case 'comment':
      return `// ${lineComment(statement.text)}`;
    case 'blank':
      return '';
    default:
      return refuse('TypeScript', statement);
  }
}
