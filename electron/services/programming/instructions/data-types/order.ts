import { type ModelType, typeParts } from '../../documents/model.ts';

const usesOf = (type: ModelType): { base: string; direct: boolean }[] =>
  type.fields
    .map((field) => ({ ...typeParts(field.type), optional: field.optional }))
    .filter(({ plain }) => !plain)
    .map(({ base, suffixes, optional }) => ({ base, direct: suffixes.length === 0 && !optional }));

/** Types in an order in which each stands behind those that it uses, as far as they do not use each other. */
export function inOrderOfUse(types: readonly ModelType[]): ModelType[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  const state = new Map<string, 'open' | 'done'>();
  const ordered: ModelType[] = [];
  for (const root of types) {
    // A stack of our own: a chain of hundreds of types is no reason to fail.
    const waiting: { type: ModelType; uses: string[] }[] = [];
    const open = (type: ModelType): void => {
      if (state.has(type.name)) return;
      state.set(type.name, 'open');
      waiting.push({ type, uses: usesOf(type).map(({ base }) => base) });
    };
    open(root);
    for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
      const next = top.uses.shift();
      const used = next === undefined ? undefined : byName.get(next);
      if (next !== undefined) {
        if (used) open(used);
        continue;
      }
      state.set(top.type.name, 'done');
      ordered.push(top.type);
      waiting.pop();
    }
  }
  return ordered;
}

/** For each type the ones it holds as values that hold it in turn: a value of a fixed size cannot contain itself. */
export function embeddedInThemselves(types: readonly ModelType[]): Map<string, ReadonlySet<string>> {
  const direct = new Map(
    types.map((type) => [
      type.name,
      new Set(
        usesOf(type)
          .filter((use) => use.direct)
          .map(({ base }) => base),
      ),
    ]),
  );
  const reach = (from: string): Set<string> => {
    const seen = new Set<string>();
    const waiting = [from];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
      for (const next of direct.get(name) ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          waiting.push(next);
        }
    return seen;
  };
  const reached = new Map(types.map((type) => [type.name, reach(type.name)]));
  return new Map(
    types.map((type) => [
      type.name,
      new Set([...(direct.get(type.name) ?? [])].filter((used) => used === type.name || reached.get(used)?.has(type.name))),
    ]),
  );
}
