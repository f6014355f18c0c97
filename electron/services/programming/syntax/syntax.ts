import type { Grammars, Syntax } from '../ports.ts';
import { createTrees } from './trees.ts';
import { viewSource } from './view.ts';

/** Reads source in the thread that calls it. Grammars are loaded on first use and freed by `close`. */
export function createSyntax(grammars: Grammars): Syntax {
  const trees = createTrees(grammars);
  return {
    view: (path, text, language) => viewSource(trees, path, text, language),
    firstError: (grammar, text) => trees.firstError(grammar, text),
    close: async () => trees.close(),
  };
}
