import { AppError } from '../../errors.ts';
import { endsInJump } from '../jumps.ts';
import { lineComment } from '../literals.ts';
import type { Expression, Statement } from '../nodes.ts';
import type { Layout } from './layout.ts';
import { refuse } from './refuse.ts';
import { blockText, lineText } from './script-comment.ts';
import { printScriptExpression } from './script-expression.ts';
import { printLoop } from './script-loop.ts';
import { scriptOpaque } from './script-opaque.ts';
import { scriptRank, startsBadly } from './script-rank.ts';
import { printTry, printVariable } from './script-variable.ts';

/** `{` … `}` with the statements one level deeper; the closing brace stands at `depth`. */
export function printScriptBlock(body: Statement[], depth: number, layout: Layout): string {
  const statements = printScriptStatements(body, depth + 1, layout);
  return statements === '' ? '{}' : `{\n${statements}${layout.style.indent.repeat(depth)}}`;
}

export function printScriptStatements(body: Statement[], depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  let printed = '';
  let blank = false;
  for (const statement of body) {
    if (statement.kind === 'blank') {
      blank = printed !== '';
      continue;
    }
    const text = statementText(statement, depth, layout);
    if (text === '') continue;
    const note = statement.trailing === undefined ? '' : lineComment(statement.trailing);
    printed += `${blank ? '\n' : ''}${pad}${text}${note === '' ? '' : ` // ${note}`}\n`;
    blank = false;
  }
  return printed;
}

/** Without semicolons a line that starts with one of these would be read as the continuation of the line before. */
const terminated = (code: string, layout: Layout): string =>
  layout.style.semicolons ? `${code};` : /^[([`/+*.-]/.test(code) ? `;${code}` : code;

function statementText(statement: Statement, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const print = (expression: Expression, used = 0): string => printScriptExpression(expression, depth, layout, used);
  const block = (body: Statement[]): string => printScriptBlock(body, depth, layout);
  const end = (code: string): string => terminated(code, layout);
  switch (statement.kind) {
    case 'let':
    case 'declare':
    case 'destructure':
    case 'assign':
    case 'assignParts':
      return printVariable(statement, depth, layout, end);
    case 'return': {
      const [first, ...others] = statement.values;
      if (!first) return end('return');
      return end(`return ${print(others.length > 0 ? { kind: 'list', items: statement.values } : first, 7)}`);
    }
    case 'if': {
      const chained = statement.otherwise?.length === 1 && statement.otherwise[0]?.kind === 'if' ? statement.otherwise[0] : null;
      const joins = chained !== null && chained.trailing === undefined && chained.before === undefined;
      const rest = statement.otherwise
        ? ` else ${joins && chained ? statementText(chained, depth, layout) : block(statement.otherwise)}`
        : '';
      const before = statement.before ? `${statementText(statement.before, depth, layout)}\n${pad}` : '';
      return `${before}if (${print(statement.condition)}) ${block(statement.then)}${rest}`;
    }
    case 'each':
    case 'count':
    case 'for':
    case 'loop':
    case 'repeat':
      return printLoop(statement, depth, layout, block, end);
    case 'switch':
      return switchText(statement, depth, layout);
    case 'expression':
    case 'defer': {
      const value = statement.kind === 'defer' ? statement.call : statement.value;
      const text = print(value);
      return end(startsBadly(value, layout.types) ? `(${text})` : text);
    }
    case 'raise': {
      const cause = statement.cause ? `, { cause: ${item(statement.cause, depth, layout)} }` : '';
      const head = `throw new ${statement.type ?? 'Error'}(`;
      return end(`${head}${item(statement.message, depth, layout)}${cause})`);
    }
    case 'throw':
      if (!statement.value) return refuse('TypeScript', statement);
      return end(`throw ${print(statement.value, 6)}`);
    case 'try':
      return printTry(statement, depth, layout, block);
    case 'with':
      return `{\n${printScriptStatements([{ kind: 'let', names: [statement.name ?? '_'], value: statement.resource }, ...statement.body], depth + 1, layout)}${pad}}`;
    case 'break':
    case 'continue':
      return end(statement.label === undefined ? statement.kind : `${statement.kind} ${statement.label}`);
    case 'labelled':
      return `${statement.label}: ${statementText(statement.body, depth, layout)}`;
    case 'block':
      return block(statement.body);
    case 'define':
      return layout.top ? layout.top(statement.function, depth, layout) : refuse('TypeScript', statement);
    case 'declaration':
      return layout.top ? layout.top(statement.declaration, depth, layout) : refuse('TypeScript', statement);
    case 'delete':
      return statement.targets.map((target) => end(`delete ${print(target)}`)).join(`\n${pad}`);
    case 'comment':
      return statement.block ? blockText(statement.text, pad) : lineText(statement.text);
    case 'blank':
      return '';
    case 'opaque':
      return scriptOpaque(statement, layout.types);
    case 'spawn':
    case 'forever':
      throw new AppError('UNSUPPORTED', `This language has no form for the node "${statement.kind}".`);
    default:
      return refuse('TypeScript', statement);
  }
}

/** A value between commas. */
const item = (value: Expression, depth: number, layout: Layout): string => {
  const text = printScriptExpression(value, depth, layout);
  return scriptRank(value, layout.types) < 1 && value.kind !== 'opaque' ? `(${text})` : text;
};

function switchText(statement: Extract<Statement, { kind: 'switch' }>, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const inner = layout.style.indent.repeat(depth + 1);
  const before = statement.before ? `${statementText(statement.before, depth, layout)}\n${pad}` : '';
  const subject = statement.subject ? printScriptExpression(statement.subject, depth, layout) : 'true';
  const cases = statement.cases.map((each) => {
    const comments = (each.comments ?? []).map((text) => `${inner}// ${lineComment(text)}\n`.replace(/ +\n/, '\n')).join('');
    const labels = each.values.map((value) => `${inner}case ${printScriptExpression(value, depth + 1, layout)}:\n`);
    if (each.isDefault || each.values.length === 0) labels.push(`${inner}default:\n`);
    const leaves = each.fallthrough || endsInJump(each.body);
    const body = printScriptStatements(each.body, depth + 2, layout);
    return `${comments}${labels.join('')}${body}${leaves ? '' : `${layout.style.indent.repeat(depth + 2)}${terminated('break', layout)}\n`}`;
  });
  return `${before}switch (${subject}) {\n${cases.join('')}${pad}}`;
}
