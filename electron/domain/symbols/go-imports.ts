import { childOf, childOfType, type SyntaxNode } from '../ir/read/syntax-node.ts';
import type { ScopeBuilder } from './scope-builder.ts';

/** The name that a package most likely has by its path: the last part that is no version. */
export function packageName(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const named = /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? last) : last;
  return named
    .replace(/\.v\d+$/, '')
    .replace(/^go[-.]|[-.]go$/g, '')
    .replaceAll('-', '_');
}

export function bindGoImport(builder: ScopeBuilder, source: string, spec: SyntaxNode, scope: number): void {
  const extent = { start: spec.startIndex, end: spec.endIndex };
  const name = childOf(spec, 'name');
  if (name) {
    if (name.type === 'package_identifier') builder.bind(scope, name, 'import', { extent });
    return;
  }
  const path = childOf(spec, 'path');
  if (!path) return;
  const content = childOfType(path, 'interpreted_string_literal_content') ?? childOfType(path, 'raw_string_literal_content');
  const text = content ? source.slice(content.startIndex, content.endIndex) : source.slice(path.startIndex + 1, path.endIndex - 1);
  const guessed = packageName(text);
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(guessed)) builder.bind(scope, path, 'import', { extent, form: 'path', name: guessed });
}
