import { lineComment, pythonString } from '../literals.ts';
import type { Statement } from '../nodes.ts';
import { commentLine } from '../read/python-lines.ts';
import type { Layout } from './layout.ts';
import { linesBody } from './python-literal.ts';

/** A comment line or the one behind a statement: nothing in it can end the line, and what cannot be seen is left out. */
export function pythonComment(text: string): string {
  const lead = /^[ \t]*/.exec(text)?.[0] ?? '';
  return commentLine((lead + text.slice(lead.length).split('\t').map(lineComment).join('\t')).trimEnd());
}

export const trailingComment = (text: string | undefined): string => (text === undefined ? '' : `  ${pythonComment(text)}`);

/** A docstring with its line break. Its lines are indented with the code; backslashes stay single where the text can be raw. */
export function docstring(doc: string | undefined, pad: string): string {
  if (doc === undefined || doc === '') return '';
  const [head = '', ...rest] = doc.split('\n');
  const lines = [head, ...rest.map((line, at) => (line === '' && at < rest.length - 1 ? '' : pad + line))].join('\n');
  const body = linesBody(lines);
  const isRaw =
    lines.includes('\\') &&
    !/\\$|"""|"$/.test(lines) &&
    pythonString(lines.replace(/[\\"\n\t]/g, ''), '"').length === lines.replace(/[\\"\n\t]/g, '').length + 2;
  return `${pad}${isRaw ? `r"""${lines}"""` : `"""${body}"""`}\n`;
}

/** Statements of a body; where something stands in front that makes it one, such as a docstring, comments alone need no `pass`. */
export function bodyText(body: Statement[], depth: number, layout: Layout, documented: boolean): string {
  if (!documented || !body.every(({ kind }) => kind === 'comment' || kind === 'blank')) return layout.statements(body, depth, layout);
  const pad = layout.style.indent.repeat(depth);
  return body.map((statement) => (statement.kind === 'comment' ? `${pad}${pythonComment(statement.text)}\n` : '\n')).join('');
}
