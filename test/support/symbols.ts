import type { TargetLanguage } from '#domain/programming';
import { renameEdits } from '#domain/symbols/rename';
import type { ScopeTree } from '#domain/symbols/scope-tree';
import { scopesOf } from '#domain/symbols/scopes';
import { installedGrammars } from '../../electron/services/programming/grammars.node.ts';
import { copyTree } from '../../electron/services/programming/syntax/copy-tree.ts';
import { createTrees, grammarOf } from '../../electron/services/programming/syntax/trees.ts';

const trees = createTrees(installedGrammars());

export async function scopesIn(source: string, language: TargetLanguage, path = ''): Promise<ScopeTree> {
  return scopesOf(await trees.withTree(grammarOf(language, path), source, copyTree), source, language);
}

/** For each name of a source in order: which declaration it stands for, as the number of that declaration's first place. */
export function bindingsOf(tree: ScopeTree): string[] {
  const first = new Map<number, number>();
  tree.occurrences.forEach(({ targets }, at) => {
    for (const target of targets) if (!first.has(target)) first.set(target, at);
  });
  return tree.occurrences.map(({ targets, name }) =>
    targets.length === 0 ? `free ${name}` : targets.map((target) => first.get(target)).join('+'),
  );
}

export function withEdits(source: string, edits: readonly { start: number; end: number; text: string }[]): string {
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + source.slice(at);
}

/** Renames one declaration; the text it gives, or why it was refused. */
export function renamed(tree: ScopeTree, source: string, declaration: number, name: string): { text: string } | { refused: string } {
  const edits = renameEdits(tree, source, declaration, name);
  return typeof edits === 'string' ? { refused: edits } : { text: withEdits(source, edits) };
}
