import { AppError } from '../../errors.ts';
import { call, when } from '../build.ts';
import type { Expression, ImportNode, Pattern, Statement } from '../nodes.ts';
import { indented } from '../read/python-lines.ts';
import { bodyOf } from '../read/python-tidy.ts';
import type { Layout } from './layout.ts';
import { printPythonClassLike } from './python-class.ts';
import { pythonComment, trailingComment } from './python-comment.ts';
import { expressionDoc, holding, listDoc, singleDoc, valueDoc } from './python-expression.ts';
import { printPythonFunction } from './python-function.ts';
import { type Doc, render } from './python-layout.ts';
import { patternDoc } from './python-parameter.ts';
import { pythonOperators, ranks, written } from './python-rank.ts';
import { printPythonType } from './python-type.ts';
import { refuse } from './refuse.ts';

export function printPythonImport(node: ImportNode, width = Number.POSITIVE_INFINITY, pad = ''): string {
  if (node.names.length === 0) return `import ${node.module}${node.default && node.default !== node.module ? ` as ${node.default}` : ''}`;
  const line = `from ${node.module} import ${node.names.join(', ')}`;
  if (pad.length + line.length <= width || node.names[0] === '*') return line;
  return `from ${node.module} import (\n${node.names.map((name) => `${pad}    ${name},\n`).join('')}${pad})`;
}

/** Statements with their line breaks; a `pass` where nothing in them counts as one. */
export function printPythonStatements(body: Statement[], depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const lines = body
    .map((statement) => (statement.kind === 'blank' ? '\n' : `${pad}${statementText(statement, depth, layout)}\n`))
    .join('');
  return body.some((statement) => statement.kind !== 'blank' && statement.kind !== 'comment') ? lines : `${lines}${pad}pass\n`;
}

function statementText(statement: Statement, depth: number, layout: Layout): string {
  const text = bareText(statement, depth, layout);
  const holdsComment = ['if', 'each', 'count', 'loop', 'try', 'with', 'comment', 'blank'].includes(statement.kind);
  return holdsComment ? text : text + trailingComment(statement.trailing);
}

function bareText(statement: Statement, depth: number, layout: Layout): string {
  const { quote } = layout.style;
  const print = (expression: Expression, least = 0): string => render(holding(expression, least, quote), depth, 0, layout.style);
  const behind = (head: string, doc: Doc): string => head + render(doc, depth, head.length, layout.style, true);
  const value = (head: string, expression: Expression): string => behind(head, valueDoc(expression, quote));
  const pattern = (node: Pattern): string =>
    render(
      patternDoc(node, (place) => expressionDoc(place, quote)),
      depth,
      0,
      layout.style,
    );
  const pad = layout.style.indent.repeat(depth);
  const comment = trailingComment(statement.trailing);
  const block = (body: Statement[]): string => printPythonStatements(bodyOf(body), depth + 1, layout).replace(/\n$/, '');
  const otherwise = (body: Statement[] | undefined, word = 'else'): string => (body ? `\n${pad}${word}:\n${block(body)}` : '');
  const condition = (node: Expression): Doc => (written(node).kind === 'assignment' ? expressionDoc(node, quote) : singleDoc(node, quote));
  switch (statement.kind) {
    case 'let': {
      const type = statement.type && statement.names.length === 1 ? `: ${printPythonType(statement.type)}` : '';
      return value(`${statement.names.join(', ')}${type} = `, statement.value);
    }
    case 'destructure':
      return value(`${pattern(statement.pattern)} = `, statement.value);
    case 'declare':
      return `${statement.name}: ${printPythonType(statement.type ?? { kind: 'unknown' })}`;
    case 'assign': {
      const targets = [statement.target, ...(statement.also ?? [])].map((target) => print(target));
      if (statement.type) return value(`${targets[0]}: ${printPythonType(statement.type)} = `, statement.value);
      const word = statement.operator ? pythonOperators[statement.operator]?.[0] : '';
      if (word === undefined || word.includes(' ') || word === 'or' || word === 'and') return refuse('Python', statement);
      return value(`${targets.join(' = ')} ${word}= `, statement.value);
    }
    case 'assignParts':
      return value(`${[statement.pattern, ...(statement.also ?? [])].map(pattern).join(' = ')} = `, statement.value);
    case 'return':
      if (statement.values.length === 0) return 'return';
      return behind(
        'return ',
        listDoc(statement.values.length === 1 ? (statement.values[0] as Expression) : { kind: 'tuple', items: statement.values }, quote),
      );
    case 'if': {
      const before = statement.before ? `${statementText(statement.before, depth, layout)}\n${pad}` : '';
      const head = `${before}${behind('if ', condition(statement.condition))}:${comment}\n${block(statement.then)}`;
      if (!statement.otherwise) return head;
      const [first, second] = bodyOf(statement.otherwise);
      const only = first?.kind === 'block' && first.body.length > 0 ? { ...asBranch(first.body), trailing: first.trailing } : first;
      if (second === undefined && only?.kind === 'if' && !only.before) return `${head}\n${pad}el${statementText(only, depth, layout)}`;
      return head + otherwise(statement.otherwise);
    }
    case 'each': {
      if (statement.over || statement.key !== undefined) return refuse('Python', statement);
      const target = statement.pattern ? pattern(statement.pattern) : statement.name;
      const head = behind(`${statement.awaits ? 'async ' : ''}for ${target} in `, listDoc(statement.source, quote));
      return `${head}:${comment}\n${block(statement.body)}${otherwise(statement.otherwise)}`;
    }
    case 'count': {
      const fromZero = statement.from.kind === 'number' && statement.from.value === 0;
      const range = call('range', ...(fromZero ? [] : [statement.from]), statement.to);
      return `${behind(`for ${statement.name} in `, expressionDoc(range, quote))}:${comment}\n${block(statement.body)}`;
    }
    case 'loop':
      return `${statement.condition ? behind('while ', condition(statement.condition)) : 'while True'}:${comment}\n${block(statement.body)}${otherwise(statement.otherwise)}`;
    case 'repeat': {
      const leave: Statement = {
        kind: 'if',
        condition: { kind: 'unary', operator: 'not', operand: statement.condition },
        then: [{ kind: 'break' }],
      };
      return `while True:\n${block([...statement.body, leave])}`;
    }
    case 'expression':
      return value('', inParentheses(statement.value));
    case 'block':
      return statement.body.length === 0 ? 'pass' : bareText(asBranch(statement.body), depth, layout);
    case 'spawn':
    case 'forever':
      throw new AppError('UNSUPPORTED', `This language has no form for the node "${statement.kind}".`);
    case 'defer':
      return value('', inParentheses(statement.call));
    case 'raise':
      return behind('raise ', [
        expressionDoc(call(statement.type ?? 'RuntimeError', statement.message), quote),
        cause(statement.cause, quote),
      ]);
    case 'throw':
      return statement.value ? behind('raise ', [singleDoc(statement.value, quote), cause(statement.cause, quote)]) : 'raise';
    case 'try':
      return tryText(statement, pad, block, print, otherwise);
    case 'with': {
      const resources = [statement, ...(statement.also ?? [])].map(({ resource: given, name, pattern: target }): string => {
        const resource = inParentheses(given);
        const as = target ? ` as ${pattern(target)}` : name === null ? '' : ` as ${name}`;
        // Parentheses around several values and nothing else would be those around several resources.
        if (as === '' && resource.kind === 'tupleLiteral' && !statement.also) return `(${print(resource)})`;
        // Before `as` a reader may not see where a conditional ends.
        return render(as === '' ? singleDoc(resource, quote) : holding(resource, ranks.await, quote), depth, 0, layout.style) + as;
      });
      return `${statement.async ? 'async ' : ''}with ${resources.join(', ')}:${comment}\n${block(statement.body)}`;
    }
    case 'break':
    case 'continue':
      return statement.label === undefined ? statement.kind : refuse('Python', { kind: `${statement.kind} with a label` });
    case 'assert':
      return behind('assert ', [
        singleDoc(statement.condition, quote),
        ...(statement.message ? [', ', singleDoc(statement.message, quote)] : []),
      ]);
    case 'delete':
      return `del ${statement.targets.map((target) => render(singleDoc(target, quote), depth, 0, layout.style)).join(', ')}`;
    case 'scope':
      return `${statement.form} ${statement.names.join(', ')}`;
    case 'define':
      return printPythonFunction(statement.function, depth, layout).slice(pad.length).replace(/\n$/, '');
    case 'declaration':
      if (statement.declaration.kind === 'import') return printPythonImport(statement.declaration.import, layout.style.width, pad);
      return printPythonClassLike(statement.declaration, depth, layout).slice(pad.length).replace(/\n$/, '');
    case 'comment':
      return pythonComment(statement.text);
    case 'blank':
      return '';
    case 'opaque':
      return statement.language === 'python' ? indented(statement.text, pad) : refuse('Python', statement);
    default:
      return refuse('Python', statement);
  }
}

/** Statements that belong together, of which Python has no form. */
const asBranch = (body: Statement[]): Statement => when({ kind: 'boolean', value: true }, body);

/** Several values that are a statement: parsers may take them for targets of the next line. */
function inParentheses(value: Expression): Expression {
  const node = written(value);
  return node.kind === 'tuple' ? { kind: 'tupleLiteral', items: node.items } : node;
}

const cause = (value: Expression | undefined, quote: '"' | "'"): Doc => (value ? [' from ', singleDoc(value, quote)] : '');

function tryText(
  statement: Extract<Statement, { kind: 'try' }>,
  pad: string,
  block: (body: Statement[]) => string,
  print: (expression: Expression, least: number) => string,
  otherwise: (body: Statement[] | undefined, word?: string) => string,
): string {
  // The comments in front of a handler are the last lines of what stands before it.
  const ended = (body: Statement[], at: number): string =>
    block([...body, ...(statement.catches[at]?.comments ?? []).map((text): Statement => ({ kind: 'comment', text }))]);
  const handlers = statement.catches.map(({ types, typed, name, bare, group: several, body }, at) => {
    const listed = types.length === 0 ? 'Exception' : types.length === 1 ? types[0] : `(${types.join(', ')})`;
    const what = bare ? '' : ` ${typed ? print(typed, ranks.await) : listed}`;
    return `\n${pad}except${several ? '*' : ''}${what}${name ? ` as ${name}` : ''}:\n${ended(body, at + 1)}`;
  });
  const head = `try:${trailingComment(statement.trailing)}\n${ended(statement.body, 0)}${handlers.join('')}${otherwise(statement.otherwise)}`;
  // A `try` alone is no statement of its own.
  const always = statement.always ?? (statement.catches.length === 0 ? [] : undefined);
  return head + otherwise(always, 'finally');
}
