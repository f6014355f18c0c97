import type { TargetLanguage } from '../programming.ts';
import type { Declaration, ImportNode, ModuleNode, Statement } from './nodes.ts';
import { printGoDeclaration, printGoImports, printGoModule, printGoStatements } from './print/go.ts';
import type { Layout } from './print/layout.ts';
import { printPythonDeclaration, printPythonImport, printPythonModule, printPythonStatements } from './print/python.ts';
import { printScriptDeclaration, printScriptImport, scriptLayout } from './print/script.ts';
import { printScriptStatements } from './print/script-statement.ts';
import type { PrintStyle } from './style.ts';

const layoutOf = (language: TargetLanguage, style: PrintStyle): Layout => ({
  style,
  types: language === 'typescript',
  statements: language === 'python' ? printPythonStatements : printScriptStatements,
  ...(language === 'python' ? {} : scriptLayout()),
});

/** One top-level declaration, ending in a line break. Throws UNSUPPORTED for a node that the language has no form for. */
export function printDeclaration(node: Declaration, language: TargetLanguage, style: PrintStyle): string {
  if (language === 'go') return printGoDeclaration(node);
  const layout = layoutOf(language, style);
  return language === 'python' ? printPythonDeclaration(node, layout) : printScriptDeclaration(node, layout);
}

/** Statements at `depth` levels of indentation, each ending in a line break. */
export function printStatements(body: Statement[], depth: number, language: TargetLanguage, style: PrintStyle): string {
  if (language === 'go') return printGoStatements(body, depth);
  const layout = layoutOf(language, style);
  return language === 'python' ? printPythonStatements(body, depth, layout) : printScriptStatements(body, depth, layout);
}

/** The lines of imports, without the blank line that follows them. */
export function printImports(
  nodes: ImportNode[],
  language: TargetLanguage,
  style: PrintStyle,
  form: 'module' | 'require' = 'module',
): string {
  if (nodes.length === 0) return '';
  if (language === 'go') return printGoImports(nodes);
  if (language === 'python') {
    const plain = nodes.filter((node) => node.names.length === 0);
    return [...plain, ...nodes.filter((node) => node.names.length > 0)].map((node) => `${printPythonImport(node, style.width)}\n`).join('');
  }
  return nodes.map((node) => `${printScriptImport(node, layoutOf(language, style), form)}\n`).join('');
}

/** A whole file: package, imports and declarations with the blank lines of the language's habit. */
export function printModule(module: ModuleNode, language: TargetLanguage, style: PrintStyle): string {
  if (language === 'go') return printGoModule(module);
  if (language === 'python' && module.language === 'python') return printPythonModule(module, layoutOf(language, style));
  const gap = language === 'python' ? '\n\n' : '\n';
  const imports = printImports(module.imports, language, style);
  let code = '';
  let first: Declaration | undefined;
  let before: Declaration | undefined;
  for (const node of module.declarations) {
    // A type says nothing in JavaScript.
    const text = printDeclaration(node, language, style);
    if (text === '') continue;
    if (before) code += node.kind === 'statements' && before.kind === 'statements' ? '\n' : gap;
    code += text;
    first ??= node;
    before = node;
  }
  const importGap = first?.kind === 'statements' ? '\n' : gap;
  return imports === '' || code === '' ? imports + code : imports + importGap + code;
}
