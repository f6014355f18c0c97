import type { TargetLanguage } from '../programming.ts';
import type { ModuleNode } from './nodes.ts';
import { readGo } from './read/go.ts';
import { readPython } from './read/python.ts';
import { readScript } from './read/script.ts';
import type { SyntaxNode } from './read/syntax-node.ts';

/**
 * What a source means, from the syntax tree that the language's parser made of it; the mirror of `printModule`. Never throws, whatever
 * the source is: what has no node of its own is an `opaque` node with its text and the reason, and every node says where it stands.
 */
export function readModule(root: SyntaxNode, source: string, language: TargetLanguage): ModuleNode {
  switch (language) {
    case 'typescript':
    case 'javascript':
      return readScript(root, source, language);
    case 'python':
      return readPython(root, source);
    case 'go':
      return readGo(root, source);
  }
}
