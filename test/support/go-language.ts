import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow } from './language-corpus.ts';
import type { LanguageUnderTest, SourcePair, Token } from './language-laws.ts';

/** Go's own sources, where a toolchain is installed. */
function goRoot(): string | null {
  try {
    return join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(), 'src');
  } catch {
    return null;
  }
}

const dropped = new Set(['\n', ';', ',', '(', ')', 'type', 'var']);
const sections = new Set(['import', 'const', 'var', 'func', 'type']);
const named = new Set(['identifier', 'field_identifier']);

/** The paths of all imports with their names, sorted, in front of the rest. */
function sortedImports(tokens: Token[]): Token[] {
  const imports: Token[] = [];
  const rest: Token[] = [];
  let inside = false;
  let pending: Token[] = [];
  for (const token of tokens) {
    if (token.type === 'import') inside = true;
    else if (sections.has(token.type)) inside = false;
    if (!inside) rest.push(token);
    else if (token.type !== 'import' && token.type !== '(' && token.type !== ')') {
      pending.push(token);
      if (!token.type.endsWith('_literal')) continue;
      const text = pending
        .map((each) => each.text)
        .join(' ')
        .replaceAll('`', '"');
      imports.push({ ...token, text });
      pending = [];
    }
  }
  const first = imports.sort((left, right) => (left.text < right.text ? -1 : 1));
  return [...first, ...pending, ...rest];
}

/** `a T b T` as `a b T`: names that share a type and names that each have theirs are the same. The same is done to whatever looks alike. */
function shared(tokens: Token[]): Token[] {
  const made: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    made.push(token);
    if (!named.has(token.type)) continue;
    let from = at + 1;
    while (from < tokens.length && !named.has((tokens[from] as Token).type)) from += 1;
    const length = from - at - 1;
    if (length === 0) continue;
    while (from < tokens.length && named.has((tokens[from] as Token).type)) from += 1;
    const same = (offset: number): boolean => tokens[at + 1 + offset]?.text === tokens[from + offset]?.text;
    if (Array.from({ length }, (_, offset) => same(offset)).every(Boolean)) at += length;
  }
  return made;
}

const lowered = (token: Token): string =>
  /^(?:int|float|imaginary)_literal$/.test(token.type)
    ? token.text
        .replace(/^0([XBO])/, (found) => found.toLowerCase())
        .replace(/^(0x.*)P/, '$1p')
        .replace(/^(?!0x)(.*)E/, '$1e')
    : token.text.replace(/\r/g, '');

export const goUnderTest: LanguageUnderTest = {
  language: 'go',
  name: 'go',
  root: goRoot,
  everyFile: (root) => filesBelow(root, (path) => path.endsWith('.go')),
  grammarOf: () => 'go',
  functions: new Set(['function_declaration', 'method_declaration', 'func_literal']),
  wholeTokens: new Set(['interpreted_string_literal', 'raw_string_literal', 'rune_literal', 'comment']),
  normalised: (tokens) => {
    const kept = sortedImports(tokens.filter((token) => token.type !== 'comment' && token.type !== '\n')).filter(
      (token) => !dropped.has(token.type) && token.text.trim() !== '',
    );
    const words = shared(kept).map(lowered);
    return words.flatMap((word, at) => {
      const before = words[at - 1];
      if (word === '1' && (before === '+=' || before === '-=')) return [];
      return words[at + 1] === '1' && (word === '+=' || word === '-=') ? [word.slice(0, 1).repeat(2)] : [word];
    });
  },
  comments: (tokens) =>
    tokens
      .filter(({ type }) => type === 'comment')
      .flatMap(({ text }) => text.split(/[\s*/]+/))
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
