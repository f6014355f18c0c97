import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SyntaxNode } from '#domain/ir/read/syntax-node';
import { filesBelow } from './language-corpus.ts';
import type { LanguageUnderTest, Token } from './language-laws.ts';
import { scriptTokens } from './script-tokens.ts';
import { differentScripts } from './script-tree.ts';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

const functions = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
]);

const isComment = (token: Token): boolean => token.type === 'comment' || token.type === 'hash_bang_line';

/** How lines are broken, where stars stand and what cannot be seen does not matter in a comment. */
const words = (comment: string): string => comment.replace(/[^\p{L}\p{N}\p{P}\p{S}]+|[*/]+/gu, '');

const shared = {
  root: () => packages,
  functions,
  wholeTokens: new Set(['string', 'regex', 'comment', 'jsx_element', 'jsx_self_closing_element']),
  normalised: (_tokens: Token[], root: SyntaxNode, source: string): string[] => scriptTokens(root, source),
  comments: (tokens: Token[]): string[] =>
    tokens
      .filter(isComment)
      .map((token) => words(token.text))
      .filter((text) => text !== '')
      .sort(),
  differing: differentScripts,
};

/** Bundles are one line of megabytes that say nothing more than their sources; a file must be text that a person may have written. */
const readable = (path: string): boolean => statSync(path).size < 400_000 && !readFileSync(path, 'latin1').slice(0, 5000).includes('\0');

export const typescriptUnderTest: LanguageUnderTest = {
  ...shared,
  language: 'typescript',
  name: 'typescript',
  // Declarations of types, too, which no list has.
  everyFile: (root) => filesBelow(root, (path) => /\.[mc]?tsx?$/.test(path) && readable(join(root, path))),
  grammarOf: (path) => (path.endsWith('x') ? 'tsx' : 'typescript'),
};

export const javascriptUnderTest: LanguageUnderTest = {
  ...shared,
  language: 'javascript',
  name: 'javascript',
  everyFile: (root) => filesBelow(root, (path) => /\.[mc]?jsx?$/.test(path) && readable(join(root, path))),
  grammarOf: () => 'javascript',
};
