import { AppError } from '../../errors.ts';
import type { Declaration, Expression, FunctionNode, Statement } from '../nodes.ts';
import type { IrType } from '../types.ts';
import type { GoPrinter } from './go-printer.ts';
import { bracesText, cell, goComment, goDoc, goTrailing, newGroup, severalLines, verbatim } from './go-text.ts';
import { fieldMembers, membersText, printGoParameters, resultText, typeParametersText } from './go-type.ts';
import { refuse } from './refuse.ts';

/** A declaration at a depth, ending in a line break. */
export function declarationText(node: Declaration, depth: number, printer: GoPrinter): string {
  const pad = '\t'.repeat(depth);
  const doc = (text: string | undefined): string => goDoc(text, pad, printer.directives);
  switch (node.kind) {
    case 'function':
      return `${doc(node.doc)}${functionText(node, printer)}\n`;
    case 'entry':
      return `${bracesText('func main()', printer.statements(node.body, depth + 1), '')}\n`;
    case 'record':
      return `${doc(node.doc)}${pad}type ${node.name} struct${membersText(fieldMembers(node.fields), 'struct', depth, printer, false)}\n`;
    case 'type': {
      const { type } = node;
      const parameters = typeParametersText(node.typeParameters, depth, printer, true);
      const text =
        type.kind === 'shape' && type.form !== 'object'
          ? `${type.form}${membersText(type.members, type.form, depth, printer, false)}`
          : printer.type(type, depth);
      return `${doc(node.doc)}${pad}type ${node.name}${parameters} ${node.alias ? '= ' : ''}${text}\n`;
    }
    case 'interface': {
      const embedded = (node.extends ?? []).map((type) => ({ kind: 'embedded', type }) as const);
      const members = membersText([...embedded, ...node.members], 'interface', depth, printer, false);
      return `${doc(node.doc)}${pad}type ${node.name}${typeParametersText(node.typeParameters, depth, printer, true)} interface${members}\n`;
    }
    case 'constants':
      return doc(node.doc) + groupText('const', node.entries, depth, printer);
    case 'statements':
      if (node.grouped) return doc(node.doc) + variablesText(node.body, depth, printer);
      return statementsText(node.body, depth, printer);
    case 'opaque':
      return node.language === 'go' ? `${verbatim(node.text)}\n` : refuse('Go', node);
    case 'class':
      throw new AppError('UNSUPPORTED', 'Go has no classes; use a record and functions with a receiver.');
    default:
      return refuse('Go', node);
  }
}

function functionText(node: FunctionNode, printer: GoPrinter): string {
  if (node.async || node.generator || node.accessor || node.computed || node.decorators?.length) return refuse('Go', node);
  const receiver = node.receiver ? `(${printGoParameters([node.receiver], 0, printer)}) ` : '';
  const generics = typeParametersText(node.typeParameters, 0, printer);
  const head = `func ${receiver}${node.name}${generics}(${printGoParameters(node.parameters, 0, printer)})${resultText(node.result, 0, printer)}`;
  if (node.bodyless) return head;
  return bracesText(head, printer.statements(node.body, 1), '');
}

/** At the top level Go has declarations only: `var name = value`. gofmt parts those of another kind and those with a comment. */
function statementsText(body: Statement[], depth: number, printer: GoPrinter): string {
  const made: Statement[] = [];
  for (const statement of body) {
    const before = made.at(-1);
    const isLet = statement.kind === 'let';
    if (!isLet && !['declare', 'comment', 'blank', 'opaque'].includes(statement.kind))
      throw new AppError('UNSUPPORTED', 'Go has no statements outside functions.');
    const variable: Statement = isLet && statement.form !== 'constant' ? { ...statement, form: 'var' } : statement;
    if (before && before.kind !== 'comment' && (statement.kind === 'comment' || isConstant(before) !== isConstant(statement)))
      made.push({ kind: 'blank' });
    made.push(variable);
  }
  // Declarations of several lines do not end the columns of comments behind them, as statements do.
  return printer.statements(made, depth).replace(leadingGroup, '');
}

const leadingGroup = new RegExp(`^${newGroup}`, 'gm');

const isConstant = (statement: Statement): boolean => statement.kind === 'let' && statement.form === 'constant';

interface Entry {
  names: string[];
  type?: IrType | undefined;
  values?: Expression[] | undefined;
  doc?: string | undefined;
  trailing?: string | undefined;
  blank?: boolean | undefined;
}

/** `var ( … )` around variables; what else stands among them are comments and empty lines. */
function variablesText(body: Statement[], depth: number, printer: GoPrinter): string {
  const entries: Entry[] = [];
  let blank = false;
  for (const statement of body) {
    const place = { ...(blank ? { blank } : {}), ...(statement.trailing === undefined ? {} : { trailing: statement.trailing }) };
    if (statement.kind === 'let') entries.push({ names: statement.names, type: statement.type, values: [statement.value], ...place });
    else if (statement.kind === 'declare') entries.push({ names: [statement.name], type: statement.type ?? { kind: 'unknown' }, ...place });
    else if (statement.kind === 'comment') entries.push({ names: [], doc: statement.text, ...place });
    else if (statement.kind !== 'blank') throw new AppError('UNSUPPORTED', 'A group of variables in Go has no other statements.');
    blank = statement.kind === 'blank';
  }
  return groupText('var', entries, depth, printer);
}

/** A group in parentheses with gofmt's columns: names, types, values, comments (go/printer, `valueSpec`). */
function groupText(word: 'const' | 'var', entries: Entry[], depth: number, printer: GoPrinter): string {
  const outer = '\t'.repeat(depth);
  const specifications = entries.filter(({ names }) => names.length > 0);
  // Comments alone are not indented.
  const pad = specifications.length > 0 ? `${outer}\t` : outer;
  const typed = typedRuns(specifications);
  let text = '';
  let several = false;
  let place = 0;
  entries.forEach((entry, position) => {
    if (entry.blank && position > 0) text += '\n';
    if (entry.doc !== undefined) {
      text += goComment(entry.doc, pad, printer.directives);
      several = false;
    }
    if (entry.names.length === 0) return;
    const line = entryText(entry, specifications.length > 1, typed[place] === true, depth + 1, printer);
    place += 1;
    text += `${pad}${several ? newGroup : ''}${line}\n`;
    several = severalLines(line);
  });
  return text === '' ? `${outer}${word} ()\n` : `${outer}${word} (\n${text}${outer})\n`;
}

function entryText(entry: Entry, columns: boolean, keepsType: boolean, depth: number, printer: GoPrinter): string {
  const type = entry.type ? printer.type(entry.type, depth) : '';
  const values = entry.values?.length ? `= ${entry.values.map((value) => printer.expression(value, depth)).join(', ')}` : '';
  const names = entry.names.join(', ');
  const comment = goTrailing(entry.trailing, printer.directives);
  if (!columns) return [names, type, values].filter((part) => part !== '').join(' ') + comment;
  let text = names;
  let left = 3;
  if (type !== '' || keepsType) {
    text += cell + type;
    left -= 1;
  }
  if (values !== '') {
    text += cell + values;
    left -= 1;
  }
  return comment === '' ? text : text + cell.repeat(left - 1) + comment;
}

/** Which entries keep an empty column for the type (go/printer, `keepTypeColumn`): those in a run of entries with values one of which has a type. */
function typedRuns(entries: Entry[]): boolean[] {
  const kept = entries.map(() => false);
  let start = -1;
  let keep = false;
  const close = (end: number): void => {
    if (start >= 0 && keep) kept.fill(true, start, end);
    start = -1;
  };
  entries.forEach((entry, position) => {
    if (entry.values?.length) {
      if (start < 0) {
        start = position;
        keep = false;
      }
    } else close(position);
    if (entry.type) keep = true;
  });
  close(entries.length);
  return kept;
}

/** One constant outside a group. */
export function constantsText(node: Extract<Statement, { kind: 'let' }>, depth: number, printer: GoPrinter): string {
  const type = node.type ? ` ${printer.type(node.type, depth)}` : '';
  return `const ${node.names.join(', ')}${type} = ${printer.expression(node.value, depth)}`;
}
