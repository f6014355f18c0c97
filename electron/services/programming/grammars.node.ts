import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Grammars } from './ports.ts';

/** Reads the grammars from the installed packages. */
export function installedGrammars(): Grammars {
  const { resolve } = createRequire(import.meta.url);
  const folder = join(dirname(resolve('@repomix/tree-sitter-wasms/package.json')), 'out');
  return {
    runtime: () => readFile(resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: (name) => readFile(join(folder, `tree-sitter-${name}.wasm`)),
  };
}
