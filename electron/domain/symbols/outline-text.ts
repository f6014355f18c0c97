import { childOf, type SyntaxNode } from '../ir/read/syntax-node.ts';
import type { TargetLanguage } from '../programming.ts';
import type { FileSymbols } from '../symbols.ts';

const longest = 300;
const tidy = (text: string): string =>
  text
    .slice(0, 2 * longest)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longest);

/** A declaration without its body. */
export function signatureOf(node: SyntaxNode, source: string): string {
  const value = childOf(node, 'value');
  const body = childOf(node, 'body') ?? (value && childOf(value, 'body')) ?? childOf(node, 'right');
  const type = childOf(node, 'type');
  const members = /^(?:struct|interface)_type$/.test(type?.type ?? '') ? type?.children[1] : undefined;
  const end = (body ?? members)?.startIndex ?? node.endIndex;
  return tidy(source.slice(node.startIndex, end)).replace(/\s*(?:=>|=|:|\{)\s*$/, '');
}

/** The first line of the documentation: of the comment before it, or in Python of the first text inside. */
export function docOf(node: SyntaxNode, parent: SyntaxNode | null, root: SyntaxNode, source: string, language: TargetLanguage): string {
  if (language === 'python') {
    const first = childOf(node, 'body')?.children.find((child) => child.isNamed);
    const text = first?.type === 'expression_statement' ? first.children[0] : undefined;
    return text?.type === 'string' ? firstLine(source.slice(text.startIndex, text.endIndex).replace(/^\w*["']+|["']+$/g, '')) : '';
  }
  const outer = parent && parent.startIndex <= node.startIndex && /statement|declaration/.test(parent.type) ? parent : node;
  const before = commentBefore(outer, source, root);
  return firstLine(before.replace(/^\/\*+|\*+\/$|^\/\/+/g, ''));
}

/** The comment that ends on the line above, without looking further up than it begins. */
function commentBefore(node: SyntaxNode, source: string, root: SyntaxNode): string {
  let start = node.startIndex;
  const exported = /export(?:\s+default)?\s+$/.exec(source.slice(Math.max(root.startIndex, start - 30), start));
  if (exported) start -= exported[0].length;
  const above = source.slice(Math.max(0, start - 4000), start);
  const block = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*\r?\n[ \t]*$/.exec(above)?.[0];
  if (block !== undefined) return block.trim();
  const lines = above.split('\n').slice(0, -1);
  let first = '';
  while (/^[ \t]*\/\//.test(lines.at(-1) ?? '')) first = (lines.pop() ?? '').trim();
  return first;
}

const firstLine = (text: string): string =>
  tidy(
    text
      .split('\n')
      .map((line) => line.replace(/^[ \t]*\*?[ \t]*/, '').trim())
      .find((line) => line !== '') ?? '',
  );

const manners: [string, RegExp][] = [
  ['snake_case', /^_*[a-z0-9]+(?:_[a-z0-9]+)+$/],
  ['UPPER_CASE', /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/],
  ['camelCase', /^[a-z]+[a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+$/],
  ['PascalCase', /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$/],
];
const errors: Record<string, string> = {
  throw_statement: 'error.throw',
  raise_statement: 'error.raise',
  try_statement: 'error.try',
};

/** How names are written and errors handled, counted. A name of one word tells nothing. */
export function habitsOf(declarations: FileSymbols['declarations'], root: SyntaxNode, source: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (habit: string): void => {
    counts[habit] = (counts[habit] ?? 0) + 1;
  };
  for (const { name, kind } of declarations) {
    const manner = manners.find(([, form]) => form.test(name));
    if (manner) count(`name.${kind}.${manner[0]}`);
  }
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const error = errors[node.type];
    if (error) count(error);
    if (
      node.type === 'return_statement' &&
      /^return\b.*\berr\s*$/.test(source.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 200)))
    )
      count('error.return');
    if (node.type === 'import_statement' || node.type === 'import_from_statement') {
      const module = childOf(node, 'source') ?? childOf(node, 'module_name');
      if (module) count(/^['"]?\./.test(source.slice(module.startIndex, module.endIndex)) ? 'import.relative' : 'import.absolute');
    }
    for (const child of node.children) if (child.isNamed) stack.push(child);
  }
  return counts;
}
