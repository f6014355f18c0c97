import { Language, type Node, Parser } from 'web-tree-sitter';
import type { TargetLanguage } from '#domain/programming';
import type { GrammarName, Grammars } from '../ports.ts';

export interface Trees {
  /** Runs `use` on the root of the tree; the tree is freed afterwards, so nothing of it may be kept. */
  withTree<Result>(grammar: GrammarName, source: string, use: (root: Node) => Result): Promise<Result>;
  /** Where the first ERROR or MISSING node stands, as a line counted from 1; null when the source parses. */
  firstError(grammar: GrammarName, source: string): Promise<number | null>;
  close(): void;
}

export function grammarOf(language: TargetLanguage, path = ''): GrammarName {
  if (/\.[jt]sx$/.test(path)) return 'tsx';
  return language;
}

/** Loads a grammar on first use and keeps one parser for each. */
export function createTrees(grammars: Grammars): Trees {
  let runtime: Promise<void> | null = null;
  const parsers = new Map<GrammarName, Promise<Parser>>();
  let closed = false;

  const start = (): Promise<void> => {
    runtime ??= grammars.runtime().then((wasmBinary) => Parser.init({ wasmBinary }));
    return runtime;
  };
  const parserFor = (grammar: GrammarName): Promise<Parser> => {
    const known = parsers.get(grammar);
    if (known) return known;
    const made = start()
      .then(() => grammars.grammar(grammar))
      .then((bytes) => Language.load(bytes))
      .then((language) => new Parser().setLanguage(language));
    parsers.set(grammar, made);
    // A failed load is tried again at the next request.
    made.catch(() => parsers.delete(grammar));
    return made;
  };
  const withTree: Trees['withTree'] = async (grammar, source, use) => {
    const parser = await parserFor(grammar);
    const tree = parser.parse(source);
    if (!tree) throw new Error(`The ${grammar} parser gave no tree.`);
    try {
      return use(tree.rootNode);
    } finally {
      tree.delete();
    }
  };
  return {
    withTree,
    firstError: (grammar, source) => withTree(grammar, source, (root) => (root.hasError ? lineOfError(root) : null)),
    close() {
      if (closed) return;
      closed = true;
      for (const parser of parsers.values())
        void parser.then(
          (made) => made.delete(),
          () => undefined,
        );
      parsers.clear();
    },
  };
}

function lineOfError(node: Node): number {
  if (node.isError || node.isMissing) return node.startPosition.row + 1;
  for (const child of node.children) if (child?.hasError || child?.isMissing) return lineOfError(child);
  return node.startPosition.row + 1;
}
