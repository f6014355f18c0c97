import type { AssignmentOperator, Expression, Pattern, Statement } from '../nodes.ts';
import { goOperator } from './go-binary.ts';
import { casesText, selectText, typeSwitchText } from './go-cases.ts';
import { constantsText, declarationText } from './go-declaration.ts';
import type { GoPrinter } from './go-printer.ts';
import { goComment, goTrailing, newGroup, severalLines, verbatim } from './go-text.ts';
import { refuse } from './refuse.ts';

/** Statements of a block; empty lines at its ends and a second one after another are left out. */
export function printGoBody(body: Statement[], depth: number, printer: GoPrinter, followed = false): string {
  const pad = '\t'.repeat(depth);
  let text = '';
  let pending = false;
  let several = false;
  const end = followed ? undefined : body.findLast(({ kind }) => kind !== 'comment' && kind !== 'blank');
  for (const statement of body) {
    if (statement.kind === 'blank') {
      pending = text !== '';
      continue;
    }
    const gap = pending ? '\n' : '';
    pending = false;
    if (statement.kind === 'comment') {
      text += gap + goComment(statement.text, pad, printer.directives);
      several = false;
      continue;
    }
    let line = printGoStatement(statement, depth, printer);
    if (line === '') continue;
    // A label alone would be that of the next statement.
    if (statement !== end && isLabelAlone(statement)) line += `\n${pad};`;
    line += goTrailing(statement.trailing, printer.directives);
    const outer = statement.kind === 'labelled' ? pad.slice(1) : pad;
    text += `${gap}${outer}${several ? newGroup : ''}${line}\n`;
    several = severalLines(line);
  }
  // A label at the end is as deep as the brace behind it, but no column of it.
  const last = body.findLast(({ kind }) => kind !== 'blank');
  return last && isLabelAlone(last) ? text + newGroup : text;
}

/** What stands behind `else` without braces where it is all that there is; text of an `if` too, which was nested too deep to be read. */
export const isChained = (statement: Statement): boolean =>
  statement.trailing === undefined && (statement.kind === 'if' || (statement.kind === 'opaque' && /^if\b/.test(statement.text)));

const isLabelAlone = (statement: Statement): boolean =>
  statement.kind === 'labelled' && (statement.body.kind === 'blank' || isLabelAlone(statement.body));

/** Braces with a body, which take at least two lines. */
const blockText = (body: Statement[], depth: number, printer: GoPrinter): string =>
  `{\n${printer.statements(body, depth + 1)}${'\t'.repeat(depth)}}`;

export function printGoStatement(statement: Statement, depth: number, printer: GoPrinter): string {
  const print = (expression: Expression, nesting = 1): string => printer.expression(expression, depth, nesting);
  const head = (expression: Expression): string => printer.expression(expression, depth, 1, true);
  /** Up to where a loop counts. */
  const bound = (name: string, to: Expression): string => head({ kind: 'binary', operator: '<', left: { kind: 'name', name }, right: to });
  const block = (body: Statement[]): string => blockText(body, depth, printer);
  switch (statement.kind) {
    case 'let':
      return letText(statement, depth, printer);
    case 'declare':
      return `var ${statement.name} ${printer.type(statement.type ?? { kind: 'unknown' }, depth)}`;
    case 'assign':
      return assignText(statement, depth, printer);
    case 'assignParts': {
      if (statement.also?.length) return refuse('Go', statement);
      const targets = placesOf(statement.pattern);
      const nesting = targets.length > 1 && statement.value.kind === 'tuple' ? 2 : 1;
      return `${targets.map((target) => print(target, nesting)).join(', ')} = ${print(statement.value, nesting)}`;
    }
    case 'return':
      return `return ${valuesText(statement.values, depth, printer)}`.trimEnd();
    case 'if': {
      const start = `if ${beforeText(statement.before, depth, printer)}${head(statement.condition)} ${block(statement.then)}`;
      if (!statement.otherwise) return start;
      const [only] = statement.otherwise;
      const chained = statement.otherwise.length === 1 && only && isChained(only);
      return `${start} else ${chained ? printGoStatement(only, depth, printer) : block(statement.otherwise)}`;
    }
    case 'each':
      if (statement.awaits || statement.otherwise) return refuse('Go', statement);
      if (statement.over === 'times')
        return `for ${statement.name} := 0; ${bound(statement.name, statement.source)}; ${statement.name}++ ${block(statement.body)}`;
      return `for ${rangeText(statement, head)}range ${head(statement.source)} ${block(statement.body)}`;
    case 'count':
      return `for ${statement.name} := ${head(statement.from)}; ${bound(statement.name, statement.to)}; ${statement.name}++ ${block(statement.body)}`;
    case 'for': {
      const parts = [statement.start, statement.update].map((part) => {
        if (part.length > 1) return refuse('Go', statement);
        return part[0] ? headStatement(part[0], depth, printer) : '';
      });
      const condition = statement.condition ? head(statement.condition) : '';
      if (parts.every((part) => part === '')) return `for ${condition === '' ? '' : `${condition} `}${block(statement.body)}`;
      return `for ${parts[0]}; ${condition}; ${parts[1] ? `${parts[1]} ` : ''}${block(statement.body)}`;
    }
    case 'loop':
      if (statement.otherwise) return refuse('Go', statement);
      return `for ${statement.condition ? `${head(statement.condition)} ` : ''}${block(statement.body)}`;
    case 'repeat':
      return `for ${block([...statement.body, { kind: 'if', condition: { kind: 'unary', operator: 'not', operand: statement.condition }, then: [{ kind: 'break' }] }])}`;
    case 'switch': {
      const subject = statement.subject ? `${head(statement.subject)} ` : '';
      return `switch ${beforeText(statement.before, depth, printer)}${subject}${casesText(statement.cases, depth, printer)}`;
    }
    case 'typeSwitch':
      return typeSwitchText(statement, beforeText(statement.before, depth, printer), depth, printer);
    case 'select':
      return selectText(statement, depth, printer, (inner) => printGoStatement(inner, depth, printer));
    case 'send':
      return `${print(statement.channel)} <- ${print(statement.value)}`;
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
    case 'define':
      return defineText(statement.function, print);
    case 'declaration':
      return declarationText(statement.declaration, depth, printer).replace(/^\t+/, '').replace(/\n$/, '');
    case 'block':
      return block(statement.body);
    case 'labelled': {
      const { body } = statement;
      if (body.kind === 'blank') return `${statement.label}:`;
      const gap = body.kind === 'labelled' ? '\t'.repeat(depth - 1) : '\t'.repeat(depth);
      return `${statement.label}:\n${gap}${printGoStatement(body, depth, printer)}`;
    }
    case 'break':
    case 'continue':
      return statement.label ? `${statement.kind} ${statement.label}` : statement.kind;
    case 'goto':
      return `goto ${statement.label}`;
    case 'comment':
      return goComment(statement.text, '\t'.repeat(depth), printer.directives).trim();
    case 'blank':
      return '';
    case 'opaque':
      return statement.language === 'go' ? verbatim(statement.text) : refuse('Go', statement);
    default:
      return refuse('Go', statement);
  }
}

/** A statement in front of a condition: `x := f(); `. */
function beforeText(before: Statement | undefined, depth: number, printer: GoPrinter): string {
  return before ? `${headStatement(before, depth, printer)}; ` : '';
}

/** A simple statement in a head, where a brace behind a bare type name would open the block. */
function headStatement(statement: Statement, depth: number, printer: GoPrinter): string {
  const inHead: GoPrinter = { ...printer, expression: (node, at, nesting = 1) => printer.expression(node, at, nesting, true) };
  return printGoStatement(statement, depth, inHead);
}

type Let = Extract<Statement, { kind: 'let' }>;

function letText(node: Let, depth: number, printer: GoPrinter): string {
  if (node.form === 'constant') return constantsText(node, depth, printer);
  const value = printer.expression(node.value, depth, 1);
  const names = node.names.join(', ');
  if (node.type || node.form === 'var') return `var ${names}${node.type ? ` ${printer.type(node.type, depth)}` : ''} = ${value}`;
  // Several values on both sides count as one level more.
  const nested = node.names.length > 1 && node.value.kind === 'tuple';
  return `${names} := ${nested ? printer.expression(node.value, depth, 2) : value}`;
}

function assignText(node: Extract<Statement, { kind: 'assign' }>, depth: number, printer: GoPrinter): string {
  if (node.also?.length) return refuse('Go', node);
  const operator: AssignmentOperator | '' = node.operator ?? '';
  const { value } = node;
  const one = value.kind === 'number' && value.value === 1 && value.source === undefined && value.form === undefined;
  if (one && (operator === '+' || operator === '-')) return `${printer.expression(node.target, depth, 2)}${operator}${operator}`;
  const nesting = value.kind === 'tuple' ? 2 : 1;
  return `${printer.expression(node.target, depth, nesting)} ${operator === '' ? '' : goOperator(operator)}= ${printer.expression(value, depth, nesting)}`;
}

/** Values behind `return`: two of several lines or more are set one level deeper. */
function valuesText(values: Expression[], depth: number, printer: GoPrinter): string {
  const texts = values.map((value) => printer.expression(value, depth, 1));
  const deeper = values.length > 1 && texts.filter(severalLines).length > 1;
  return (deeper ? values.map((value) => printer.expression(value, depth + 1, 1)) : texts).join(', ');
}

function rangeText(node: Extract<Statement, { kind: 'each' }>, print: (expression: Expression) => string): string {
  const sign = node.declares === 'assigned' ? '=' : ':=';
  if (node.pattern)
    return `${placesOf(node.pattern)
      .map((place) => print(place))
      .join(', ')} = `;
  if (node.over === 'keys') return node.name === '_' && sign === ':=' ? '' : `${node.name} ${sign} `;
  return `${node.key ?? '_'}, ${node.name} ${sign} `;
}

/** The places that a pattern assigns to, none of which may be taken apart further. */
function placesOf(pattern: Pattern): Expression[] {
  const items = pattern.kind === 'listPattern' ? pattern.items : [pattern];
  return items.map((item): Expression => {
    if (item === null) return { kind: 'name', name: '_' };
    if ((item.kind === 'name' || item.kind === 'place') && !item.default)
      return item.kind === 'name' ? { kind: 'name', name: item.name } : item.target;
    return refuse('Go', item);
  });
}

/** A function inside a function is a value; gofmt has nothing else for it. */
function defineText(node: Extract<Statement, { kind: 'define' }>['function'], print: (expression: Expression) => string): string {
  if (node.async || node.generator || node.typeParameters?.length) return refuse('Go', node);
  const { parameters, body, result } = node;
  return `${node.name} := ${print({ kind: 'lambda', parameters, body, ...(result ? { result } : {}) })}`;
}
