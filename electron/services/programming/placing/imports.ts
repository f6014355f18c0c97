import type { ImportNode } from '#domain/ir/nodes';
import { printImports } from '#domain/ir/print';
import type { ImportView, SourceView } from '../syntax/source-view.ts';
import type { Insertion } from './edits.ts';

const bare = (module: string): string => module.replace(/^node:/, '');

/** The imports of `wanted` that the file lacks, as insertions: into the braces of an import of the same module, else as lines of their own. */
export function importInsertions(view: SourceView, wanted: ImportNode[]): Insertion[] {
  const insertions: Insertion[] = [];
  const lines: ImportNode[] = [];
  for (const node of wanted) {
    const same = view.imports.filter((known) => bare(known.module) === bare(node.module) && (node.typeOnly || !known.typeOnly));
    const missing = node.names.filter((name) => !same.some((known) => known.names.some((each) => each.split(/\s+as\s+/)[0] === name)));
    const hasModule =
      node.names.length === 0 && same.some((known) => view.language === 'go' || node.default === undefined || known.alias !== null);
    if (hasModule || (node.names.length > 0 && missing.length === 0)) continue;
    const open = same.find((known) => known.namesEnd !== null && known.names.length > 0 && !known.typeOnly);
    if (missing.length > 0 && open?.namesEnd != null && !node.default) {
      insertions.push({ at: open.namesEnd, text: `, ${missing.join(', ')}` });
    } else lines.push(node.names.length > 0 ? { ...node, names: missing } : node);
  }
  if (view.language === 'go') return [...insertions, ...goImports(view, lines)];
  if (lines.length === 0) return insertions;
  if (view.language === 'python') return [...insertions, ...pythonImports(view, lines)];
  const printed = printImports(lines, view.language, view.style, view.form);
  return [...insertions, { at: view.importsAt, text: view.imports.length > 0 ? printed : `${printed}\n` }];
}

function pythonImports(view: SourceView, lines: ImportNode[]): Insertion[] {
  const printed = printImports(lines, 'python', view.style);
  if (view.imports.length === 0) {
    const isDefinition = /^(?:@|class\b|def\b|async\s+def\b)/.test(view.text.slice(view.importsAt, view.importsAt + 40));
    return [{ at: view.importsAt, text: `${printed}${isDefinition ? '\n\n' : '\n'}` }];
  }
  // Modules of the standard library stand above those of packages, as the habit of the language has it.
  const outside = /^(?:flask|fastapi|pydantic)\b/;
  const first = view.imports.find((known) => known.module !== '__future__' && outside.test(known.module));
  const future = view.imports.find((known) => known.module === '__future__');
  if (first && !future && !lines.some((node) => outside.test(node.module))) {
    const alone = view.imports.indexOf(first) === 0;
    return [{ at: view.text.lastIndexOf('\n', first.start - 1) + 1, text: alone ? `${printed}\n` : printed }];
  }
  return [{ at: view.importsAt, text: printed }];
}

/** New lines inside the parentheses, each where the alphabet puts it; a lone `import "x"` is followed by lines of its own. */
function goImports(view: SourceView, lines: ImportNode[]): Insertion[] {
  if (lines.length === 0) return [];
  const standard = (module: string): boolean => !module.includes('.');
  const listed = view.imports.filter((known) => known.namesEnd !== null);
  if (listed.length === 0) {
    return [
      {
        at: view.importsAt,
        text:
          view.imports.length === 0
            ? `\n${printImports(lines, 'go', view.style)}`
            : lines.map((node) => `import "${node.module}"\n`).join(''),
      },
    ];
  }
  const start = (known: ImportView): number => view.text.lastIndexOf('\n', known.start - 1) + 1;
  return lines.map((node): Insertion => {
    const group = listed.filter((known) => standard(known.module) === standard(node.module));
    const after = group.find((known) => known.module > node.module) ?? (group.length === 0 ? listed[0] : undefined);
    if (after) return { at: start(after), text: `\t"${node.module}"\n${group.length === 0 ? '\n' : ''}` };
    const last = group.at(-1) as ImportView;
    const line = view.text.indexOf('\n', last.end);
    return { at: line < 0 ? last.end : line + 1, text: `\t"${node.module}"\n` };
  });
}
