import type { Declaration, ImportNode, ModuleNode, Statement } from '../nodes.ts';
import { declarationText } from './go-declaration.ts';
import { printGoExpression } from './go-expression.ts';
import { importsText } from './go-import.ts';
import type { GoPrinter } from './go-printer.ts';
import { printGoBody } from './go-statement.ts';
import { finishGo, goComment, goDoc } from './go-text.ts';
import { printGoType } from './go-type.ts';

function printerFor(directives: boolean): GoPrinter {
  const printer: GoPrinter = {
    directives,
    expression: (node, depth, nesting = 1, inHead = false) => printGoExpression(node, depth, nesting, inHead, printer),
    type: (type, depth) => printGoType(type, depth, printer),
    statements: (body, depth, followed) => printGoBody(body, depth, printer, followed),
  };
  return printer;
}

/** `read` says that the code comes from Go source, whose comments may be orders to Go's tools. */
export function printGoStatements(body: Statement[], depth: number, read = false): string {
  return finishGo(printGoBody(body, depth, printerFor(read)));
}

export function printGoDeclaration(node: Declaration, read = node.span !== undefined): string {
  return finishGo(declarationText(node, 0, printerFor(read)));
}

/** A whole file; between declarations stands one empty line. */
export function printGoModule(module: ModuleNode): string {
  const read = module.language === 'go';
  const header = (module.header ?? []).map((text) => `${goComment(text, '', read)}\n`).join('');
  const head = `${header}${goDoc(module.doc, '', read)}${packageOf(module)}`;
  const declarations = module.declarations.map((node) => printGoDeclaration(node, read));
  return [head, printGoImports(module.imports, read), ...declarations].filter((part) => part !== '').join('\n');
}

/** What was read without a package stays without. */
const packageOf = ({ package: name, language }: ModuleNode): string =>
  name === undefined && language === 'go' ? '' : `package ${name ?? 'main'}\n`;

/** Imports sorted, the standard library first. */
export function printGoImports(nodes: ImportNode[], read = nodes.some(({ span }) => span !== undefined)): string {
  return finishGo(importsText(nodes, read));
}
