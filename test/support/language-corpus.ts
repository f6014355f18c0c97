import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModuleNode } from '#domain/ir/nodes';
import { printModule } from '#domain/ir/print';
import { readModule } from '#domain/ir/read';
import { defaultStyle } from '#domain/ir/style';
import { installedGrammars } from '../../electron/services/programming/grammars.node.ts';
import { copyTree } from '../../electron/services/programming/syntax/copy-tree.ts';
import { createTrees } from '../../electron/services/programming/syntax/trees.ts';
import { firstDifference, type LanguageUnderTest, opaquePlaces, representedFunctions, tokensOf, withoutSpans } from './language-laws.ts';

/** What became of one real file. `problem` names the first law that it breaks. */
export interface FileResult {
  path: string;
  bytes: number;
  functions: number;
  represented: number;
  /** Reasons of opaque places. */
  reasons: string[];
  /** It parses without an error, so that the laws apply. */
  sound: boolean;
  sameTokens: boolean;
  sameComments: boolean;
  readBack: boolean;
  problem: string | null;
  /** CPU milliseconds: copying the tree and reading it; printing. */
  readMs: number;
  printMs: number;
  /** What was printed of it. */
  printed: string;
}

export type ListName = 'algorithmic' | 'application';

const trees = createTrees(installedGrammars());
export const closeCorpus = (): void => trees.close();

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Paths of a fixed list, of which the machine has the files. */
export function listedFiles(name: string, list: ListName, root: string): string[] {
  return pathsOf(name, list).filter((path) => existsSync(join(root, path)));
}

/** What a list names and this installation lacks: toolchains differ between machines, packages that are locked do not. */
export function absentFiles(name: string, list: ListName, root: string): string[] {
  return pathsOf(name, list).filter((path) => !existsSync(join(root, path)));
}

function pathsOf(name: string, list: ListName): string[] {
  const file = new URL(`../fixtures/ir/${name}-${list}.txt`, import.meta.url);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

/** Files below a folder whose names pass, in order of their names; links are not followed. */
export function filesBelow(folder: string, passes: (path: string) => boolean): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return paths.filter(passes).sort();
}

/** Reads a source of a language as the app does. */
export async function readSource(under: LanguageUnderTest, source: string, path = ''): Promise<ModuleNode> {
  const root = await trees.withTree(under.grammarOf(path), source, copyTree);
  return readModule(root, source, under.language);
}

/** Holds one file against all laws. Throws only where a reader or printer throws. */
export async function checkFile(under: LanguageUnderTest, path: string, source: string): Promise<FileResult> {
  const grammar = under.grammarOf(path);
  const parse = (text: string) => trees.withTree(grammar, text, copyTree);
  // Once before the clock runs, so that loading the grammar does not count.
  await parse('');
  const before = cpuMs();
  const root = await parse(source);
  const module = readModule(root, source, under.language);
  const read = cpuMs();
  const printed = printModule(module, under.language, defaultStyle(under.language));
  const done = cpuMs();
  const opaque = opaquePlaces(module);
  const { all, represented } = representedFunctions(root, under.functions, opaque);
  const result: FileResult = {
    path,
    bytes: source.length,
    functions: all,
    represented,
    reasons: opaque.map(({ reason }) => reason),
    sound: !root.hasError,
    sameTokens: true,
    sameComments: true,
    readBack: true,
    problem: null,
    readMs: read - before,
    printMs: done - read,
    printed,
  };
  if (root.hasError) return result;
  const again = await parse(printed);
  const [left, right] = [tokensOf(root, source, under.wholeTokens), tokensOf(again, printed, under.wholeTokens)];
  const tokens = firstDifference(under.normalised(left, root, source), under.normalised(right, again, printed));
  const comments = firstDifference(under.comments(left), under.comments(right));
  const second = readModule(again, printed, under.language);
  result.sameTokens = tokens === null && !again.hasError;
  result.sameComments = comments === null;
  result.readBack = JSON.stringify(withoutSpans(second)) === JSON.stringify(withoutSpans(module));
  if (again.hasError) result.problem = 'what was printed does not parse';
  else if (tokens !== null) result.problem = tokens;
  else if (comments !== null) result.problem = `comments: ${comments}`;
  else if (!result.readBack) result.problem = 'what was printed reads as something else';
  return result;
}
