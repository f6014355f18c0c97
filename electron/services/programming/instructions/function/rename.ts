import type { Statement } from '#domain/ir/nodes';

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/** Renames variables in a body: where they are bound and where they are used, never the name behind a dot. */
export function renameVariables(body: Statement[], rename: (name: string) => string): Statement[] {
  const walk = (node: Json, isMember: boolean): Json => {
    if (Array.isArray(node)) return node.map((each) => walk(each, false));
    if (node === null || typeof node !== 'object') return node;
    const result: { [key: string]: Json } = {};
    for (const [key, value] of Object.entries(node)) {
      if (key === 'name' && typeof value === 'string' && !isMember) result[key] = rename(value);
      else if (key === 'names' && Array.isArray(value)) result[key] = value.map((each) => (typeof each === 'string' ? rename(each) : each));
      else result[key] = walk(value, typeof value === 'object' && value !== null && !Array.isArray(value) && value['kind'] === 'member');
    }
    return result;
  };
  return walk(body as unknown as Json, false) as unknown as Statement[];
}

/** Every name a body binds or uses. */
export function namesIn(body: Statement[]): Set<string> {
  const found = new Set<string>();
  renameVariables(body, (name) => {
    found.add(name);
    return name;
  });
  return found;
}
