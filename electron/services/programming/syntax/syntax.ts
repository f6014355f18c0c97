import { readModule } from '#domain/ir/read';
import { outlineOf } from '#domain/symbols/outline';
import { scopesOf } from '#domain/symbols/scopes';
import type { Grammars, Syntax } from '../ports.ts';
import { copyTree } from './copy-tree.ts';
import { createTrees, grammarOf } from './trees.ts';
import { viewSource } from './view.ts';

/** Reads source in the thread that calls it. Grammars are loaded on first use and freed by `close`. */
export function createSyntax(grammars: Grammars): Syntax {
  const trees = createTrees(grammars);
  return {
    view: (path, text, language) => viewSource(trees, path, text, language),
    firstError: (grammar, text) => trees.firstError(grammar, text),
    module: async (path, text, language) => readModule(await trees.withTree(grammarOf(language, path), text, copyTree), text, language),
    symbols: async (path, text, language) => outlineOf(await trees.withTree(grammarOf(language, path), text, copyTree), text, language),
    scopes: async (path, text, language) => scopesOf(await trees.withTree(grammarOf(language, path), text, copyTree), text, language),
    close: async () => trees.close(),
  };
}
