import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow } from './language-corpus.ts';
import type { LanguageUnderTest, SourcePair, Token } from './language-laws.ts';

/** The folder of the standard library, which the lists are about: Python 3.11, or what `python3` has. */
function standardLibrary(): string | null {
  const usual = '/usr/lib/python3.11';
  if (existsSync(join(usual, 'json/decoder.py'))) return usual;
  const asked = spawnSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], { encoding: 'utf8' });
  const folder = asked.stdout?.trim() ?? '';
  return asked.status === 0 && existsSync(folder) ? folder : null;
}

/** The packages of a Debian system stand beside its standard library. */
const pythonBelow = (folder: string): string[] => filesBelow(folder, (path) => path.endsWith('.py'));

const words = (comment: string): string =>
  comment
    .replace(/^#+/, '')
    .replace(/[\s\p{Cf}\p{Cc}]+/gu, ' ')
    .trim();

const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07' };

/** What a literal says; quotes, blanks and the kind of the literal do not count, nor does how a character is spelled. */
function literal(text: string): string {
  const [, prefix = '', , body = ''] = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(text) ?? [];
  const escape = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g;
  const value = /r/i.test(prefix)
    ? body
    : body.replace(escape, (all, byte, short, long, octal, other) => {
        const code = octal === undefined ? Number.parseInt(byte ?? short ?? long ?? '', 16) : Number.parseInt(octal, 8);
        if (!Number.isNaN(code)) return String.fromCodePoint(Math.min(code, 0x10ffff));
        return other === '\n' ? '' : (named[other] ?? (/[\\'"]/.test(other) ? other : all));
      });
  return `string ${value.replace(/[\s"'()]+/g, '')}`;
}

/**
 * Optional parentheses, commas, semicolons, line continuations, `pass` and the place of keywords that only group are no difference;
 * `elif` is `else` and `if`. The real parser of Python is the stricter judge where it is installed.
 */
function normalised(tokens: Token[]): string[] {
  const result: string[] = [];
  // `import a, b` says `import` once for both.
  const single = tokens.flatMap((token, at) =>
    token.type === ',' && inImport(tokens, at) ? [{ ...token, type: 'import', text: 'import' }] : [token],
  );
  for (const { type, text } of single) {
    if (type === 'comment' || type === 'line_continuation' || /^[()[\],;:\\]$/.test(text) || text === 'pass') continue;
    if (type === 'string') {
      const last = result.at(-1);
      if (last?.startsWith('string ')) result[result.length - 1] = last + literal(text).slice(7);
      else result.push(literal(text));
    } else if (text === 'elif') result.push('else', 'if');
    else if (text === '<>') result.push('!=');
    else result.push(...text.split(/(?<=\bnot)\s+|(?<=\bis)\s+/));
  }
  return result;
}

/** Whether a comma stands between the modules of `import a, b as c`, not between the names of `from m import a, b`. */
function inImport(tokens: Token[], comma: number): boolean {
  let at = comma - 1;
  while (['identifier', '.', ',', 'as'].includes(tokens[at]?.type ?? '')) at -= 1;
  if (tokens[at]?.type !== 'import') return false;
  let before = at - 1;
  while (['identifier', '.', '__future__'].includes(tokens[before]?.type ?? '')) before -= 1;
  return tokens[before]?.type !== 'from';
}

export const pythonUnderTest: LanguageUnderTest = {
  language: 'python',
  name: 'python',
  root: standardLibrary,
  everyFile: (root) =>
    [root, join(root, '../python3')]
      .filter(existsSync)
      .flatMap((folder) => pythonBelow(folder).map((path) => relative(root, join(folder, path)))),
  grammarOf: () => 'python',
  functions: new Set(['function_definition', 'lambda']),
  wholeTokens: new Set(['string', 'comment']),
  normalised,
  comments: (tokens) =>
    tokens
      .filter(({ type }) => type === 'comment')
      .map(({ text }) => words(text))
      .filter((text) => text !== '')
      .sort(),
  differing(files) {
    const interpreter = pythonInterpreter();
    return interpreter === null ? null : differentTrees(interpreter, files);
  },
};

/** The newest interpreter that a source is read beside, if it has at least a version. */
export const pythonInterpreter = (least = '3.8'): string | null => {
  const program = `import ast, sys; sys.exit(sys.version_info[:2] < (${least.replace('.', ', ')}))`;
  const names = ['python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3'];
  return names.find((name) => spawnSync(name, ['-c', program]).status === 0) ?? null;
};

/** Compares pairs of files by the tree that the interpreter makes of them; answers the pairs that differ. */
export function differentTrees(interpreter: string, files: readonly SourcePair[]): { path: string; problem: string }[] {
  const program = readFileSync(new URL('./same-tree.py', import.meta.url), 'utf8');
  const answer = spawnSync(interpreter, ['-X', 'utf8', '-W', 'ignore', '-c', program], {
    input: JSON.stringify(files.map(({ path, source, printed }) => [path, source, printed])),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (answer.status !== 0) throw new Error(answer.stderr);
  return JSON.parse(answer.stdout);
}
