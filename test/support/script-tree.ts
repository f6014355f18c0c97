import { parseSync } from 'vite';
import type { SourcePair } from './language-laws.ts';

/** Another parser's view of scripts: whether what was printed is the same program, with every parenthesis where it must be. */

type Tree = { [key: string]: unknown; type?: string };

/** Pairs of files of which the bundler's parser makes different trees. Files that it takes for broken are left out. */
export function differentScripts(files: readonly SourcePair[]): { path: string; problem: string }[] {
  return files.flatMap(({ path, source, printed }) => {
    const before = treeOf(path, source);
    if (before === null) return [];
    const after = treeOf(path, printed);
    if (after === null) return [{ path, problem: 'what was printed does not parse' }];
    const at = [...before].findIndex((character, position) => character !== after[position]);
    if (before === after) return [];
    const shown = (text: string): string => text.slice(Math.max(0, at - 200), at + 120);
    return [{ path, problem: `«${shown(before)}» became «${shown(after)}»` }];
  });
}

function treeOf(path: string, source: string): string | null {
  for (const sourceType of ['module', 'commonjs'] as const) {
    const { program, errors } = parseSync(path, source, { sourceType, preserveParens: false, astType: 'ts' });
    if (errors.length === 0) return JSON.stringify(normal(program));
  }
  return null;
}

/** Places, spellings of literals and what only tells how something was written. */
const left = new Set(['start', 'end', 'raw', 'directive', 'hashbang', 'sourceType', 'shorthand', 'phase']);

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap(separated).map(normal);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? `${value}n` : value;
  const node = value as Tree;
  if (node.type === 'TSTypeReference' && isArray(node)) return { type: 'TSArrayType', elementType: normal(argumentOf(node)) };
  const found: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(node)) if (!left.has(key)) found[key] = normal(inner);
  for (const key of ['consequent', 'alternate', 'body'] as const)
    if (key in found && isBranch(node, key)) found[key] = inBraces(found[key] as Tree | null);
  if ('key' in found && node['computed'] === false) found['key'] = word(found['key'] as Tree);
  if (node.type === 'TSPropertySignature' || node.type === 'TSEnumMember') found['id'] = word(found['id'] as Tree | undefined);
  if (node.type === 'TaggedTemplateExpression') found['quasi'] = rawTemplate(node['quasi'] as Tree);
  if (node.type === 'TemplateElement') found['value'] = (node['value'] as { cooked: string }).cooked;
  if (node.type === 'Literal' && 'regex' in node) found['value'] = null;
  return found;
}

/** `const a = 1, b = 2` is two declarations; a semicolon alone is nothing. */
function separated(item: unknown): unknown[] {
  const node = item as Tree | null;
  if (node?.type === 'EmptyStatement') return [];
  if (node?.type === 'VariableDeclaration') return (node['declarations'] as Tree[]).map((each) => ({ ...node, declarations: [each] }));
  const inner = node?.type === 'ExportNamedDeclaration' ? (node['declaration'] as Tree | null) : null;
  return inner?.type === 'VariableDeclaration' ? separated(inner).map((declaration) => ({ ...node, declaration })) : [item];
}

const loops = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);
const isBranch = ({ type = '' }: Tree, key: string): boolean => (key === 'body' ? loops.has(type) : type === 'IfStatement');

function inBraces(node: Tree | null): Tree | null {
  if (node === null || node.type === 'BlockStatement') return node;
  return { type: 'BlockStatement', body: separated(node) };
}

/** A key that is a word is the same in quotes. */
const word = (key: Tree | undefined): unknown =>
  key?.type === 'Literal' && typeof key['value'] === 'string' && /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key['value'])
    ? { ...(normal({ type: 'Identifier', decorators: [], name: key['value'], optional: false, typeAnnotation: null }) as object) }
    : key;

function rawTemplate(node: Tree): unknown {
  const quasis = node['quasis'] as { value: { raw: string } }[];
  return { raw: quasis.map(({ value }) => value.raw.replace(/\r\n?/g, '\n')), expressions: normal(node['expressions']) };
}

const isArray = (node: Tree): boolean =>
  (node['typeName'] as { name?: string }).name === 'Array' &&
  ((node['typeArguments'] as { params: unknown[] } | null)?.params.length ?? 0) === 1;
const argumentOf = (node: Tree): unknown => (node['typeArguments'] as { params: unknown[] }).params[0];
