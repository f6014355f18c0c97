import type { FileEdit } from '#domain/edit-format';
import type { Declaration } from '#domain/ir/nodes';
import { irVersion } from '#domain/ir/nodes';
import { printDeclaration, printModule, printStatements } from '#domain/ir/print';
import { defaultStyle } from '#domain/ir/style';
import type { TargetLanguage } from '#domain/programming';
import type { Change } from '../instructions/instruction.ts';
import type { SourceView } from '../syntax/source-view.ts';
import { type Insertion, insertionEdits } from './edits.ts';
import { importInsertions } from './imports.ts';

/** A change as the edit that creates a file. */
export function newFileEdit(
  change: Change,
  language: TargetLanguage,
  path: string,
  packageName: string,
  style = defaultStyle(language),
): FileEdit {
  const entry: Declaration[] = change.entry ? [{ kind: 'entry', body: change.entry }] : [];
  const content = printModule(
    { version: irVersion, package: packageName, imports: change.imports, declarations: [...change.declarations, ...entry] },
    language,
    style,
  );
  return { kind: 'write', path, content };
}

/** A change as edits of an existing file: its imports, what stands inside, what is appended. Nothing that is there is touched. */
export function existingFileEdits(change: Change, view: SourceView): FileEdit[] {
  const { language, style } = view;
  const eol = /\r\n/.test(view.text) ? '\r\n' : '\n';
  const insertions: Insertion[] = importInsertions(view, change.imports);
  const goEntry: Declaration[] =
    change.entry && !view.hasEntry && (language !== 'go' || view.package === 'main') ? [{ kind: 'entry', body: change.entry }] : [];
  const declarations = [...change.declarations, ...goEntry];
  const at = change.declarationsAt ?? view.appendAt;
  if (declarations.length > 0) insertions.push({ at, text: appended(declarations, view, at) });
  insertions.push(...(change.inLine ?? []));
  for (const inside of [...(change.inside ? [change.inside] : []), ...(change.alsoInside ?? [])]) {
    const code = printStatements(inside.body, inside.depth, language, style);
    insertions.push({ at: inside.at, text: spaced(code, view.text, inside.at, inside.blank) });
  }
  return insertionEdits(
    view.path,
    view.text,
    insertions.map((each) => ({ at: each.at, text: each.text.replace(/\r?\n/g, eol) })),
  );
}

function spaced(code: string, text: string, at: number, blank: 'before' | 'after' | 'none'): string {
  const endsLine = at === 0 || text.charAt(at - 1) === '\n';
  const lead = endsLine ? '' : '\n';
  if (blank === 'none') return lead + code;
  const before =
    /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, at - 40), at)) || /\{\s*$/.test(text.slice(Math.max(0, at - 40), at)) || at === 0;
  const rest = text.slice(at, at + 40);
  const after = rest.trim() === '' || /^[ \t]*\r?\n/.test(rest) || /^\s*[})]/.test(rest);
  return `${lead}${before ? '' : '\n'}${code}${after ? '' : '\n'}`;
}

/** Declarations with the blank lines of the language around them. */
function appended(declarations: Declaration[], view: SourceView, at: number): string {
  const lines = view.language === 'python' ? 2 : 1;
  const gap = '\n'.repeat(lines);
  const code = declarations.map((node) => printDeclaration(node, view.language, view.style)).join(gap);
  const before = view.text.slice(0, at);
  const rest = view.text.slice(at);
  if (before.trim() === '') return code + (rest.trim() === '' ? '' : gap);
  const present = (/((?:\r?\n[ \t]*)*)$/.exec(before)?.[1]?.match(/\n/g) ?? []).length;
  const lead = '\n'.repeat(Math.max(0, lines + 1 - present));
  return lead + code + (rest.trim() === '' ? '' : gap);
}
