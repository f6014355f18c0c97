import type { ImportNode } from '#domain/ir/nodes';
import type { EditSource, FoundDeclaration } from '../edit-source.ts';
import { contains, walk } from '../walk.ts';
import { memberPlaces, standsFor } from './members.ts';
import { createUses, doubt, type References, wordIn } from './uses.ts';

/** `src/pkg/users.py` as `src.pkg.users`; a package is its folder. */
const dottedOf = (path: string): string => path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');

/** The file that a module of an import is; null for one that is none of the folder, 'several' where more than one file fits. */
export function resolvePython(module: string, from: string, modules: ReadonlyMap<string, string>): string | null | 'several' {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const rest = module.slice(dots);
  if (dots > 0) {
    const folder = from.split('/').slice(0, -dots).join('.');
    return modules.get([folder, rest].filter((part) => part !== '').join('.')) ?? null;
  }
  const folder = dottedOf(from).split('.').slice(0, -1).join('.');
  const beside = modules.get(folder === '' ? rest : `${folder}.${rest}`);
  const exact = modules.get(rest);
  if (exact !== undefined) return exact;
  if (beside !== undefined) return beside;
  const found = [...modules].filter(([name]) => name.endsWith(`.${rest}`)).map(([, path]) => path);
  return found.length > 1 ? 'several' : (found[0] ?? null);
}

export function pythonReferences(source: EditSource, declaration: FoundDeclaration, others: readonly EditSource[]): References {
  const { name } = declaration;
  const modules = new Map(source.paths.filter((path) => path.endsWith('.py')).map((path) => [dottedOf(path), path]));
  const uses = createUses();
  const doubts: References['doubts'] = [];
  /** The files that have it as a name of theirs: whoever imports it has. */
  const givers = new Set([source.view.path]);
  const done = new Set<string>();
  for (let size = 0; size < givers.size; ) {
    size = givers.size;
    for (const other of others)
      for (const { node } of walk(other.module)) {
        const read = node as unknown as ImportNode;
        if (typeof read.module === 'string' && Array.isArray(read.names) && read.span) importOf(other, read);
      }
  }
  const own = uses.of(source);
  own.places.push(...listed(source, name));
  return { files: uses.all(), doubts };

  function gives(module: string, other: EditSource): boolean {
    const path = resolvePython(module, other.view.path, modules);
    if (path === 'several' && [...givers].some((each) => dottedOf(each).endsWith(`.${module}`))) {
      const told = doubt(
        other.view.path,
        name,
        `imports \`${module}\`, which several files can be`,
        `导入了 \`${module}\`，它可能是多个文件`,
      );
      if (!doubts.some(({ en }) => en === told.en)) doubts.push(told);
    }
    return path !== null && givers.has(path);
  }

  function importOf(other: EditSource, read: ImportNode): void {
    const { path } = other.view;
    const span = read.span as { start: number; end: number };
    const once = (key: string): boolean =>
      !done.has(`${path} ${span.start} ${key}`) && done.add(`${path} ${span.start} ${key}`) !== undefined;
    const bound = (local: string) =>
      other.scopes.declarations.find(({ kind, name: each, extent }) => kind === 'import' && each === local && contains(span, extent));
    const use = uses.of(other);
    if (read.names.length === 0) {
      if (!gives(read.module, other) || !once('module')) return;
      const alias = read.default;
      const local = bound(alias ?? read.module.split('.')[0] ?? '');
      if (local) use.places.push(...memberPlaces(other, alias ?? read.module, name, standsFor(other, local.id)));
      return;
    }
    for (const word of read.names) {
      const [given = '', alias] = word.split(' as ');
      const inside = `${read.module}${read.module.endsWith('.') ? '' : '.'}${given}`;
      const local = bound(alias ?? given);
      if (gives(read.module, other) && (given === name || given === '*') && once(word)) {
        if (given === '*') {
          for (const { start, end, name: each, targets } of other.scopes.occurrences)
            if (each === name && targets.length === 0) use.places.push({ start, end });
          givers.add(path);
        } else if (local && alias === undefined) {
          use.bindings.push(local.id);
          use.places.push(...listed(other, name));
          givers.add(path);
        } else if (local) {
          use.aliases.push(local.id);
          const place = wordIn(other.view.text, name, { start: local.extent.start, end: local.span.start });
          if (place) use.places.push(place);
        }
      } else if (local && given !== '*' && gives(inside, other) && once(word))
        use.places.push(...memberPlaces(other, alias ?? given, name, standsFor(other, local.id)));
    }
  }
}

/** The name in `__all__`, without its quotes. */
function listed({ module, view }: EditSource, name: string) {
  const found: { start: number; end: number }[] = [];
  for (const { node } of walk(module)) {
    const target = node['target'] as { name?: string } | undefined;
    if (node.kind !== 'assign' || target?.name !== '__all__') continue;
    for (const { node: item } of walk(node)) {
      const place = item.kind === 'string' && item['value'] === name && item.span ? wordIn(view.text, name, item.span) : null;
      if (place) found.push(place);
    }
  }
  return found;
}
