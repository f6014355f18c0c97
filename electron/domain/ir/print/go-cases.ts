import type { Statement } from '../nodes.ts';
import type { GoPrinter } from './go-printer.ts';
import { goComment } from './go-text.ts';

type Switch = Extract<Statement, { kind: 'switch' }>;
type TypeSwitch = Extract<Statement, { kind: 'typeSwitch' }>;
type Select = Extract<Statement, { kind: 'select' }>;

interface Clause {
  head: string;
  body: Statement[];
  fallthrough?: boolean | undefined;
  comments?: string[] | undefined;
}

/** The braces of a switch: the cases stand as deep as the word `switch`. */
function clausesText(clauses: Clause[], depth: number, printer: GoPrinter): string {
  const pad = '\t'.repeat(depth);
  const parts = clauses.map(({ head, body, fallthrough, comments }, position) => {
    // An empty line in front of the next case stands at the end of a body, behind `fallthrough`.
    const last = fallthrough ? `${pad}\tfallthrough\n` : '';
    const text = printer.statements(body, depth + 1, position < clauses.length - 1 || fallthrough === true) + last;
    const gap = body.at(-1)?.kind === 'blank' && text !== '' && position < clauses.length - 1 ? '\n' : '';
    const before = (comments ?? []).map((text) => goComment(text, pad, printer.directives)).join('');
    return `${before}${pad}${head}:\n${text}${gap}`;
  });
  return `{\n${parts.join('')}${pad}}`;
}

export function casesText(cases: Switch['cases'], depth: number, printer: GoPrinter): string {
  const clauses = cases.map((each): Clause => {
    const values = each.values.map((value) => printer.expression(value, depth)).join(', ');
    return { ...each, head: values === '' ? 'default' : `case ${values}` };
  });
  return clausesText(clauses, depth, printer);
}

export function typeSwitchText(node: TypeSwitch, before: string, depth: number, printer: GoPrinter): string {
  const clauses = node.cases.map((each): Clause => {
    const types = each.types.map((type) => (type === null ? 'nil' : printer.type(type, depth))).join(', ');
    return { ...each, head: types === '' ? 'default' : `case ${types}` };
  });
  const name = node.name === undefined ? '' : `${node.name} := `;
  const subject = printer.expression({ kind: 'member', object: node.subject, name: '(type)' }, depth, 1, true);
  return `switch ${before}${name}${subject} ${clausesText(clauses, depth, printer)}`;
}

export function selectText(node: Select, depth: number, printer: GoPrinter, print: (statement: Statement) => string): string {
  if (node.cases.length === 0) return 'select {}';
  const clauses = node.cases.map(
    (each): Clause => ({ ...each, head: each.communication ? `case ${print(each.communication)}` : 'default' }),
  );
  return `select ${clausesText(clauses, depth, printer)}`;
}
