import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childOf, type SyntaxNode } from '#domain/ir/read/syntax-node';
import { filesBelow } from './language-corpus.ts';
import type { LanguageUnderTest, SourcePair } from './language-laws.ts';

/** Go's own sources, where a toolchain is installed. */
function goRoot(): string | null {
  try {
    return join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(), 'src');
  } catch {
    return null;
  }
}

/** What groups, separates or says nothing that its place does not say: declarations are taken out of their groups. */
const dropped = new Set(['\n', ';', ',', '(', ')', 'type', 'var', 'comment']);
const wholes = new Set(['interpreted_string_literal', 'raw_string_literal', 'rune_literal', 'comment']);
/** Nodes in which several names may share a type. */
const sharing = new Set(['parameter_declaration', 'field_declaration', 'type_parameter_declaration', 'var_spec']);

/** What a literal says, in either kind of quotes; one that JSON does not know stays as it is. */
function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const lowered = (text: string): string =>
  text
    .replace(/^[0_]+(?=\d[\d_]*i$)/, '')
    .replace(/^0([XBO])/, (found) => found.toLowerCase())
    .replace(/^(0x.*)P/, '$1p')
    .replace(/^(?!0x)(.*)E/, '$1e');

/** The tokens that must stay: see the head of the reader for what is normalised. */
function wordsOf(root: SyntaxNode, source: string): string[] {
  const words: string[] = [];
  const imports: string[] = [];
  const textOf = (node: SyntaxNode): string => source.slice(node.startIndex, node.endIndex);
  const isStep = (node: SyntaxNode): boolean => {
    const [operator, right] = [childOf(node, 'operator'), childOf(node, 'right')];
    return node.type === 'assignment_statement' && /^[+-]=$/.test(operator ? textOf(operator) : '') && textOf(right ?? node) === '1';
  };
  const visit = (node: SyntaxNode): void => {
    if (dropped.has(node.type) || textOf(node).trim() === '') return;
    const names = node.children.filter((child) => child.field === 'name' && child.isNamed);
    if (node.field === 'tag') words.push(`tag ${unquoted(textOf(node))}`);
    else if (node.type === 'import_spec')
      imports.push(`${names.map(textOf).join('')} ${unquoted(textOf(node.children.at(-1) as SyntaxNode))}`);
    else if (node.type === 'import') return;
    else if (node.type.endsWith('_literal') && (wholes.has(node.type) || node.children.length === 0))
      words.push(
        node.type.startsWith('raw') ? textOf(node).replace(/\r/g, '') : wholes.has(node.type) ? textOf(node) : lowered(textOf(node)),
      );
    else if (sharing.has(node.type) && names.length > 1 && !node.children.some(({ field }) => field === 'value')) {
      const rest = node.children.filter((child) => child.field !== 'name' && child.type !== ',');
      for (const name of names) for (const part of [name, ...rest]) visit(part);
    } else if (isStep(node)) {
      visit(node.children[0] as SyntaxNode);
      words.push(
        textOf(childOf(node, 'operator') as SyntaxNode)
          .slice(0, 1)
          .repeat(2),
      );
    } else if (node.children.length === 0) words.push(textOf(node));
    else for (const child of node.children) visit(child);
  };
  visit(root);
  return [...imports.sort(), ...words];
}

export const goUnderTest: LanguageUnderTest = {
  language: 'go',
  name: 'go',
  root: goRoot,
  everyFile: (root) => filesBelow(root, (path) => path.endsWith('.go')),
  grammarOf: () => 'go',
  functions: new Set(['function_declaration', 'method_declaration', 'func_literal']),
  wholeTokens: wholes,
  normalised: (tokens, root, source) => [
    ...wordsOf(root, source),
    // What belongs to no leaf of the tree.
    ...tokens.filter(({ type }) => type === 'text').map(({ text }) => text),
  ],
  comments: (tokens) =>
    tokens
      .filter(({ type }) => type === 'comment')
      .flatMap(({ text }) => text.replace(/\p{Cf}/gu, '').split(/[\s*/]+/))
      .filter((word) => word !== '')
      .sort(),
  differing: (files) => (spawnSync('go', ['version']).status === 0 ? differentTrees(files) : null),
};

const comparing = fileURLToPath(new URL('./go-oracle/main.go', import.meta.url));

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'autoglm-go-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compares pairs of files by the tree that go/parser makes of them, all in one process; answers the pairs that differ. */
function differentTrees(files: readonly SourcePair[]): { path: string; problem: string }[] {
  return inFolder((folder) => {
    const program = join(folder, process.platform === 'win32' ? 'compare.exe' : 'compare');
    execFileSync('go', ['build', '-o', program, comparing], { cwd: folder });
    const lines = files.map(({ source, printed }, at) => {
      const names = [join(folder, `${at}-read.go`), join(folder, `${at}-printed.go`)];
      writeFileSync(names[0] as string, source);
      writeFileSync(names[1] as string, printed);
      return names.join('\t');
    });
    const answers = execFileSync(program, { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 28 })
      .trimEnd()
      .split('\n');
    return files.flatMap(({ path }, at) => (answers[at] === 'same' ? [] : [{ path, problem: answers[at] ?? 'no answer' }]));
  });
}

/** What gofmt would change in sources, as a difference; those that it cannot read come with its complaint. */
export function gofmtChanges(sources: readonly string[]): string {
  return inFolder((folder) => {
    for (const [at, source] of sources.entries()) writeFileSync(join(folder, `f${at}.go`), source);
    const { stdout, stderr, error } = spawnSync('gofmt', ['-d', '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (error) throw error;
    return stdout + stderr;
  });
}
