import type { Expression, ImportNode, Pattern } from '#domain/ir/nodes';
import type { EditSource } from '../../editing/edit-source.ts';
import { visit } from '../../rewriting/visit.ts';

export interface Imported {
  ids: number[];
  modules: string[];
  /** Exports it again: what imports it from there is not followed. */
  passesOn: boolean;
}

/** The names under which a file knows what another one declares: imported or required by itself, or through the module. */
export function importedAs(source: EditSource, from: string, name: string, isDefault: boolean): Imported {
  const { module, view, scopes } = source;
  const found: Imported = { ids: [], modules: [], passesOn: false };
  const isMeant = (path: string): boolean => namesFile(path, view.path, from);
  const local = (own: string): void => {
    for (const each of scopes.declarations)
      if (each.name === own && (each.kind === 'import' || each.kind === 'constant' || each.kind === 'variable')) found.ids.push(each.id);
  };
  const imports: ImportNode[] = [...module.imports];
  visit(module.declarations, (node) => {
    if (node.kind === 'import' && node['import']) imports.push(node['import'] as ImportNode);
    if (node.kind === 'export' && typeof node['module'] === 'string' && isMeant(node['module'])) {
      const names = node['names'] as { name: string }[];
      if (node['star'] !== undefined || names.some((each) => each.name === name || (isDefault && each.name === 'default')))
        found.passesOn = true;
    }
    const required = requiredBy(node['value'] as Expression | undefined);
    if (required === null || !isMeant(required)) return;
    if (node.kind === 'let') found.modules.push(...(node['names'] as string[]));
    const pattern = node.kind === 'destructure' ? (node['pattern'] as Pattern) : undefined;
    if (pattern?.kind === 'recordPattern')
      for (const { key, target } of pattern.fields) if (key === name && target.kind === 'name') local(target.name);
  });
  for (const each of imports) {
    if (!isMeant(each.module)) continue;
    if (each.namespace !== undefined) found.modules.push(each.namespace);
    if (view.language === 'python' && each.names.length === 0) found.modules.push(each.default ?? each.module);
    else if (isDefault && each.default !== undefined) local(each.default);
    for (const part of each.names) {
      const [original = '', own = original] = part.split(/\s+as\s+/);
      if (original === name || (isDefault && original === 'default')) local(own);
    }
  }
  return found;
}

/** The path of `require('path')`. */
function requiredBy(value: Expression | undefined): string | null {
  const isCall = value?.kind === 'call' && value.callee.kind === 'name' && value.callee.name === 'require';
  const [path] = isCall ? value.args : [];
  return path?.kind === 'string' ? path.value : null;
}

/** Whether an import of a file at `path` can mean the file `target`. */
function namesFile(module: string, path: string, target: string): boolean {
  const stem = (each: string): string => each.replace(/\.(?:[cm]?[jt]sx?|py)$/, '').replace(/\/(?:index|__init__)$/, '');
  const wanted = stem(target);
  if (target.endsWith('.py')) {
    const dots = /^\.*/.exec(module)?.[0].length ?? 0;
    const parts = module
      .slice(dots)
      .split('.')
      .filter((each) => each !== '');
    if (dots === 0) return wanted === parts.join('/') || wanted.endsWith(`/${parts.join('/')}`);
    const folder = path.split('/').slice(0, -dots);
    return wanted === [...folder, ...parts].join('/');
  }
  if (!module.startsWith('.')) return false;
  const folder = path.split('/').slice(0, -1);
  for (const part of module.split('/')) {
    if (part === '..') folder.pop();
    else if (part !== '.') folder.push(part);
  }
  return stem(folder.join('/')) === wanted;
}
