import { AppError } from '../../errors.ts';
import { lineComment } from '../literals.ts';
import type { Declaration, FieldNode, FunctionNode, ImportNode } from '../nodes.ts';
import { printGoParameters, printGoType } from './go-expression.ts';
import { printGoStatements } from './go-statement.ts';
import type { Layout } from './layout.ts';
import { refuse } from './refuse.ts';

export function printGoImports(nodes: ImportNode[]): string {
  const line = (node: ImportNode): string => `${node.default ? `${node.default} ` : ''}"${node.module}"`;
  const sorted = [...nodes].sort((left, right) => (left.module < right.module ? -1 : 1));
  if (sorted.length === 1 && sorted[0]) return `import ${line(sorted[0])}\n`;
  const standard = sorted.filter((node) => !node.module.includes('.'));
  const others = sorted.filter((node) => node.module.includes('.'));
  const groups = [standard, others].filter((group) => group.length > 0).map((group) => group.map((node) => `\t${line(node)}\n`).join(''));
  return `import (\n${groups.join('\n')})\n`;
}

const docComment = (doc: string | undefined): string => (doc ? `// ${lineComment(doc)}\n` : '');

function functionText(node: FunctionNode, layout: Layout): string {
  const receiver = node.receiver ? `(${node.receiver.name} ${printGoType(node.receiver.type ?? { kind: 'unknown' })}) ` : '';
  const generics = node.typeParameters?.length
    ? `[${node.typeParameters.map(({ name, constraint }) => `${name} ${constraint}`).join(', ')}]`
    : '';
  const result = node.result ? printGoType(node.result) : '';
  const body = node.body.length === 0 ? '{}' : `{\n${printGoStatements(node.body, 1, layout)}}`;
  return `${docComment(node.doc)}func ${receiver}${node.name}${generics}(${printGoParameters(node.parameters)})${result ? ` ${result}` : ''} ${body}\n`;
}

/** Columns as wide as their longest cell, counted in characters, as gofmt does. */
function structFields(fields: FieldNode[]): string {
  const rows = fields.map((field) => {
    const type = field.optional ? printGoType({ kind: 'optional', inner: field.type }) : printGoType(field.type);
    return [field.name, type, `\`json:"${field.key}${field.optional ? ',omitempty' : ''}"\``] as const;
  });
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => [...row[column]].length));
  const pad = (value: string, to: number): string => value + ' '.repeat(to - [...value].length);
  return rows.map((row) => `\t${pad(row[0], width(0))} ${pad(row[1], width(1))} ${row[2]}\n`).join('');
}

export function printGoDeclaration(node: Declaration, layout: Layout): string {
  switch (node.kind) {
    case 'function':
      return functionText(node, layout);
    case 'entry':
      return `func main() {\n${printGoStatements(node.body, 1, layout)}}\n`;
    case 'record':
      return `${docComment(node.doc)}type ${node.name} struct {${node.fields.length > 0 ? `\n${structFields(node.fields)}` : ''}}\n`;
    case 'statements':
      // At the top level Go has declarations only: `var name = value`.
      return node.body
        .map((statement) => {
          if (statement.kind === 'let' && statement.names.length === 1) {
            return printGoStatements([statement], 0, layout).replace(/^(\w+) := /, 'var $1 = ');
          }
          if (statement.kind === 'comment') return printGoStatements([statement], 0, layout);
          throw new AppError('UNSUPPORTED', 'Go has no statements outside functions.');
        })
        .join('');
    case 'class':
      throw new AppError('UNSUPPORTED', 'Go has no classes; use a record and functions with a receiver.');
    default:
      return refuse('Go', node);
  }
}
