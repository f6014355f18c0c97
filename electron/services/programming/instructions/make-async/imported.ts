import type { EditSource } from '../../editing/edit-source.ts';

/** The names under which a file knows what another one declares: imported by itself, or through the module. */
export function importedAs(source: EditSource, from: string, name: string): { ids: number[]; modules: string[] } {
  const ids: number[] = [];
  const modules: string[] = [];
  for (const { module, names, alias } of source.view.imports) {
    if (!namesFile(module, source.view.path, from)) continue;
    if (alias !== null && names.length === 0) modules.push(alias);
    else if (names.length === 0) modules.push(module);
    for (const each of names) {
      const [original = '', local = original] = each.split(/\s+as\s+/);
      if (original !== name) continue;
      const declared = source.scopes.declarations.find((one) => one.kind === 'import' && one.name === local);
      if (declared) ids.push(declared.id);
    }
  }
  return { ids, modules };
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
