import { isReserved } from '../ir/names.ts';
import type { Declaration, Occurrence, ScopeTree, Span } from './scope-tree.ts';
import { isInside, referencesOf } from './scopes.ts';

export interface NameEdit extends Span {
  readonly text: string;
}

/** Why a name cannot be given: not one of the language; it would be taken for another; written in a form that cannot carry it. */
export type RenameRefusal = 'notAName' | 'captured' | 'fixed';

/** Whether a text can be the name of something in a language. */
export function isName(name: string, { language }: Pick<ScopeTree, 'language'>): boolean {
  const form =
    language === 'typescript' || language === 'javascript' ? /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u : /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u;
  return form.test(name) && !isReserved(name, language);
}

/**
 * A name that is free in a scope: nothing that can be seen there, nothing declared inside and nothing mentioned inside is called so,
 * declared here or not. The wish itself where it is free, else with a number. `taken` are names of other files that count too.
 */
export function freshName(tree: ScopeTree, scope: number, wish: string, taken: ReadonlySet<string> = new Set()): string {
  const used = new Set(taken);
  for (const { name, scope: owner } of tree.declarations) if (isInside(tree, scope, owner) || isInside(tree, owner, scope)) used.add(name);
  for (const { name, scope: at } of tree.occurrences) if (isInside(tree, at, scope)) used.add(name);
  const stem = isName(wish, tree) ? wish : wish !== '' && isName(`${wish}_`, tree) ? `${wish}_` : 'value';
  const separator = tree.language === 'python' ? '_' : '';
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? stem : `${stem}${separator}${count}`;
    if (!used.has(name)) return name;
  }
}

/**
 * Edits that give a declaration another name everywhere in its source, in order. Declarations that share a place with it (an export
 * of a value and a type of one name) are renamed with it. Refuses rather than let a name be taken for another.
 */
export function renameEdits(tree: ScopeTree, source: string, declaration: number, name: string): NameEdit[] | RenameRefusal {
  if (!isName(name, tree)) return 'notAName';
  const together = linked(tree, declaration);
  const places = new Set(together.flatMap(({ id }) => referencesOf(tree, id)));
  const ordered = [...places].sort((a, b) => a.start - b.start);
  if (ordered.some(({ form }) => form === 'fixed')) return 'fixed';
  if (ordered.some(({ form }) => form === 'tag') && !/^[^a-z]/.test(name)) return 'fixed';
  if (together.some((each) => captures(tree, each, ordered, name))) return 'captured';
  return ordered.map((place) => ({ start: place.start, end: place.end, text: written(place, source, name) }));
}

function linked(tree: ScopeTree, declaration: number): Declaration[] {
  const found = new Set([declaration]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { targets } of tree.occurrences) if (targets.some((id) => found.has(id))) for (const id of targets) found.add(id);
  }
  return [...found].map((id) => tree.declarations[id] as Declaration);
}

/** Whether the new name is seen, or would be hidden, anywhere it matters. Errs on the side of refusing. */
function captures(tree: ScopeTree, declaration: Declaration, places: readonly Occurrence[], name: string): boolean {
  const { scope, spaces } = declaration;
  const others = tree.declarations.filter((each) => each.name === name && (each.spaces & spaces) !== 0);
  if (others.some((each) => each.scope === scope)) return true;
  // Without its binding a class of Python would find the name of the function around it instead of the module's.
  const isClass = tree.language === 'python' && tree.scopes[scope]?.kind === 'class';
  const stays = (place: Occurrence): boolean =>
    place.scope === scope && place.name === declaration.name && !place.targets.includes(declaration.id);
  if (isClass && tree.occurrences.some(stays)) return true;
  // Between a place and the declaration stands another of that name.
  if (places.some((place) => others.some((each) => isInside(tree, place.scope, each.scope) && isInside(tree, each.scope, scope))))
    return true;
  // Something inside is called so and comes from further out.
  return tree.occurrences.some(
    (place) =>
      place.name === name &&
      (place.spaces & spaces) !== 0 &&
      isInside(tree, place.scope, scope) &&
      !place.targets.some((id) => isInside(tree, tree.declarations[id]?.scope ?? 0, scope)),
  );
}

function written({ form, ...place }: Occurrence, source: string, name: string): string {
  const text = source.slice(place.start, place.end);
  switch (form) {
    case 'shorthand':
      return `${text}: ${name}`;
    case 'import':
      return `${text} as ${name}`;
    case 'export':
      return `${name} as ${text}`;
    case 'path':
      return `${name} ${text}`;
    default:
      return name;
  }
}
