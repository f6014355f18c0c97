import { packageName } from '#domain/symbols/go-imports';
import { isInside } from '#domain/symbols/scopes';
import type { EditSource, FoundDeclaration } from '../edit-source.ts';
import { memberPlaces, standsFor } from './members.ts';
import { createUses, doubt, type References } from './uses.ts';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The import path of a folder by the nearest `go.mod`; null where there is none. */
export async function importPath(source: EditSource): Promise<string | null> {
  const folder = folderOf(source.view.path);
  for (let at = folder; ; at = folderOf(at.slice(0, -1))) {
    if (source.paths.includes(`${at}go.mod`)) {
      const module = /^module\s+(\S+)/m.exec((await source.read(`${at}go.mod`)) ?? '')?.[1]?.replaceAll('"', '');
      return module === undefined ? null : [module, folder.slice(at.length).replace(/\/$/, '')].filter((part) => part !== '').join('/');
    }
    if (at === '') return null;
  }
}

export async function goReferences(source: EditSource, declaration: FoundDeclaration, others: readonly EditSource[]): Promise<References> {
  const { name } = declaration;
  const uses = createUses();
  const doubts: References['doubts'] = [];
  const path = await importPath(source);
  for (const other of others) {
    const use = uses.of(other);
    const isBeside = folderOf(other.view.path) === folderOf(source.view.path);
    if (isBeside && other.module.package === source.module.package) {
      unresolved(other, use.places);
      continue;
    }
    for (const read of other.module.imports) {
      if (path === null ? packageName(read.module) !== source.module.package : read.module !== path) continue;
      if (path === null) {
        doubts.push(
          doubt(
            other.view.path,
            name,
            `imports a package \`${read.module}\`, and there is no go.mod that says which one it is`,
            `导入了包 \`${read.module}\`，但没有 go.mod 说明它是哪一个`,
          ),
        );
        continue;
      }
      if (read.default === '_') continue;
      if (read.default === '.') {
        unresolved(other, use.places);
        continue;
      }
      const bound = other.scopes.declarations.find(
        ({ kind, span }) => kind === 'import' && read.span && span.start >= read.span.start && span.end <= read.span.end,
      );
      const local = read.default ?? source.module.package ?? packageName(read.module);
      if (bound && bound.name === local) use.places.push(...memberPlaces(other, local, name, standsFor(other, bound.id)));
      else
        use.places.push(
          ...memberPlaces(
            other,
            local,
            name,
            (at) => !other.scopes.occurrences.some(({ start, targets }) => start === at && targets.length > 0),
          ),
        );
    }
  }
  return { files: uses.all(), doubts };

  /** What a file says of the package without declaring it. */
  function unresolved(other: EditSource, places: { start: number; end: number }[]): void {
    for (const occurrence of other.scopes.occurrences) {
      if (occurrence.name !== name || occurrence.targets.length > 0) continue;
      if (occurrence.form === 'fixed')
        doubts.push(doubt(other.view.path, name, 'has it as a key that may be a field', '把它用作可能是字段的键'));
      places.push({ start: occurrence.start, end: occurrence.end });
    }
  }
}

/** Whether a name is declared around a place: another one put there would be taken for that. */
export const isHidden = ({ scopes }: EditSource, at: number, name: string): boolean => {
  const place = scopes.occurrences.find(({ start }) => start === at);
  return place !== undefined && scopes.declarations.some((each) => each.name === name && isInside(scopes, place.scope, each.scope));
};
