import type { ModuleNode } from '#domain/ir/nodes';
import type { SyntaxNode } from '#domain/ir/read/syntax-node';
import type { TargetLanguage } from '#domain/programming';
import type { GrammarName } from '#services-ports/programming';

/** What the readers and printers of every language are held to: nothing lost, nothing changed, the same read again. */

/** The pieces of a source as its parser sees them: the text of every leaf, and text that belongs to no leaf. */
export interface Token {
  type: string;
  text: string;
  start: number;
}

/** The leaves of a tree in order; `whole` names nodes that count as one token (strings, comments). */
export function tokensOf(root: SyntaxNode, source: string, whole: ReadonlySet<string> = new Set()): Token[] {
  const tokens: Token[] = [];
  let at = root.startIndex;
  const skipped = (to: number): void => {
    const text = source.slice(at, to).trim();
    if (text !== '') tokens.push({ type: 'text', text, start: at });
  };
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.children.length > 0 && !whole.has(node.type)) {
      for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index] as SyntaxNode);
      continue;
    }
    skipped(node.startIndex);
    if (node.endIndex > node.startIndex)
      tokens.push({ type: node.type, text: source.slice(node.startIndex, node.endIndex), start: node.startIndex });
    at = Math.max(at, node.endIndex);
  }
  skipped(root.endIndex);
  return tokens;
}

/** Where the first difference of two token lists stands, in words; null where there is none. */
export function firstDifference(left: readonly string[], right: readonly string[]): string | null {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1)
    if (left[at] !== right[at])
      return `token ${at}: read «${left.slice(Math.max(0, at - 4), at + 5).join(' ')}», printed «${right.slice(Math.max(0, at - 4), at + 5).join(' ')}»`;
  return null;
}

/** A copy without the places in the source, so that two readings can be compared. Absent and undefined are the same. */
export function withoutSpans<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === 'span' ? undefined : inner)));
}

export interface OpaquePlace {
  start: number;
  end: number;
  reason: string;
}

/** Where a module holds text instead of nodes. */
export function opaquePlaces(module: ModuleNode): OpaquePlace[] {
  const found: OpaquePlace[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = value as { kind?: unknown; reason?: unknown; span?: { start: number; end: number } };
    if (node.kind === 'opaque') found.push({ start: node.span?.start ?? 0, end: node.span?.end ?? 0, reason: String(node.reason) });
    else for (const inner of Object.values(node)) visit(inner);
  };
  visit(module);
  return found;
}

/** The functions of a source (nodes of the given types) and how many of them have no opaque text in or around them. */
export function representedFunctions(
  root: SyntaxNode,
  types: ReadonlySet<string>,
  opaque: readonly OpaquePlace[],
): { all: number; represented: number } {
  const count = { all: 0, represented: 0 };
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const child of node.children) waiting.push(child);
    if (!types.has(node.type) || !node.isNamed) continue;
    const { startIndex, endIndex } = node;
    count.all += 1;
    if (!opaque.some((place) => place.start < endIndex && startIndex < place.end)) count.represented += 1;
  }
  return count;
}

/** One language as the laws and the benchmark need it; each stands in a file of its own: script-language.ts and so on. */
export interface LanguageUnderTest {
  language: TargetLanguage;
  /** Files are named `test/fixtures/ir/<name>-algorithmic.txt` and `-application.txt`. */
  name: string;
  /** The folder that the listed paths start from; null where the machine has none, with the reason printed. */
  root(): string | null;
  /** All files of the language under the root, for the law that a reader never throws. */
  everyFile(root: string): string[];
  grammarOf(path: string): GrammarName;
  /** Node types of functions with a body. */
  functions: ReadonlySet<string>;
  /** Nodes that count as one token. */
  wholeTokens: ReadonlySet<string>;
  /** The token stream that must stay, without comments, under the normalisations that the reader documents. */
  normalised(tokens: Token[], root: SyntaxNode, source: string): string[];
  /** The words of the comments as a sorted list. */
  comments(tokens: Token[]): string[];
  /** Files of which the language's own parser makes another tree after printing; null where it is not installed. */
  differing?(files: readonly SourcePair[]): { path: string; problem: string }[] | null;
}

/** A file as it was and as it was printed. */
export interface SourcePair {
  path: string;
  source: string;
  printed: string;
}
