import type { Declaration, ModuleNode } from '../nodes.ts';
import { bodyOf, tidyDeclarations } from '../read/python-tidy.ts';
import type { Layout } from './layout.ts';
import { printPythonClassLike } from './python-class.ts';
import { bodyText, docstring, pythonComment, trailingComment } from './python-comment.ts';
import { printPythonImport, printPythonStatements } from './python-statement.ts';
import { refuse } from './refuse.ts';

export { printPythonImport, printPythonStatements } from './python-statement.ts';

export function printPythonDeclaration(node: Declaration, layout: Layout): string {
  switch (node.kind) {
    case 'entry': {
      const { quote } = layout.style;
      return `if __name__ == ${quote}__main__${quote}:\n${printPythonStatements(bodyOf(node.body), 1, layout)}`;
    }
    case 'import':
      return `${printPythonImport(node.import, layout.style.width)}\n`;
    case 'statements':
      return bodyText(node.body, 0, layout, true);
    case 'opaque':
      return printPythonStatements([node], 0, layout);
    case 'export':
    case 'exportDefault':
    case 'namespace':
      return refuse('Python', node);
    default:
      return printPythonClassLike(node, 0, layout);
  }
}

/** A module that was read: its imports stay in their order, and comments stay with what they are about. */
export function printPythonModule(module: ModuleNode, layout: Layout): string {
  const header = (module.header ?? [])
    .map(
      (lines) =>
        `${lines
          .split('\n')
          .map((line) => `${pythonComment(line)}\n`)
          .join('')}\n`,
    )
    .join('');
  const imports = module.imports
    .map((node) => {
      const comments = (node.comments ?? []).map((text) => `${pythonComment(text)}\n`).join('');
      return `${comments}${printPythonImport(node, layout.style.width)}${trailingComment(node.trailing)}\n`;
    })
    .join('');
  let code = '';
  let before: Declaration | undefined;
  const declarations = tidyDeclarations(module.declarations);
  for (const node of declarations) {
    if (before) code += gapBetween(before, node);
    code += printPythonDeclaration(node, layout);
    before = node;
  }
  const [first] = declarations;
  const gap = imports === '' || code === '' ? '' : first && isLine(first) ? '\n' : '\n\n';
  const doc = docstring(module.doc, '');
  const rest = imports + gap + code;
  return (header + doc + (doc !== '' && rest !== '' ? '\n' : '') + rest).replace(/\n+$/, '\n');
}

const isLine = (node: Declaration): boolean =>
  node.kind === 'statements' || node.kind === 'import' || node.kind === 'opaque' || node.kind === 'type';

function gapBetween(before: Declaration, after: Declaration): string {
  const last = before.kind === 'statements' ? before.body.at(-1) : undefined;
  if (last?.kind === 'comment') return '';
  const lines = isLine(before) && isLine(after);
  // The blank behind a comment is one of the empty lines.
  if (last?.kind === 'blank') return lines ? '' : '\n';
  if (before.kind === 'import' && after.kind === 'import') return '';
  if (before.kind === 'type' && before.lazy && after.kind === 'type') return '';
  return lines ? '\n' : '\n\n';
}
