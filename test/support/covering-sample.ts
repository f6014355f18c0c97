/** Values of one place that are told apart; a place with more of them holds names or texts, of which only the form counts. */
const fewValues = 12;

const form = (value: unknown): string => {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.length < 2 ? `list of ${value.length}` : 'list';
  if (typeof value === 'string') return value === '' ? 'empty' : /^[\w./: -]+$/.test(value) ? 'plain' : 'odd';
  if (typeof value === 'number') return value === 0 ? 'zero' : value < 0 ? 'negative' : Number.isInteger(value) ? 'whole' : 'fraction';
  return typeof value;
};

/** Every place of a value with what stands there; items of lists share a place. */
function places(value: unknown, path: string, found: [string, unknown][]): void {
  found.push([path, value]);
  if (Array.isArray(value)) for (const item of value) places(item, `${path}[]`, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) places(inner, `${path}.${key}`, found);
}

/**
 * The items that show the most different values, and the most pairs of values together, in the order in which they add to it: a greedy
 * two-way covering sample. Pairs are counted of the places that every item has.
 */
export function coveringSample<Item>(items: readonly Item[], size: number): Item[] {
  const all = items.map((item) => {
    const found: [string, unknown][] = [];
    places(item, '', found);
    return found;
  });
  const values = new Map<string, Set<unknown>>();
  for (const [path, value] of all.flat()) {
    if (typeof value === 'object') continue;
    const seen = values.get(path) ?? new Set();
    values.set(path, seen.add(value));
  }
  const features = all.map((found) => {
    const single = [
      ...new Set(
        found.map(([path, value]) => {
          const exact = typeof value !== 'object' && (values.get(path)?.size ?? 0) <= fewValues;
          return `${path}=${exact ? String(value) : form(value)}`;
        }),
      ),
    ];
    const outer = single.filter((each) => !each.includes('[]'));
    return [...single, ...outer.flatMap((left, at) => outer.slice(at + 1).map((right) => `${left} ${right}`))];
  });
  const covered = new Set<string>();
  const chosen: Item[] = [];
  const waiting = new Set(items.keys());
  while (chosen.length < size && waiting.size > 0) {
    let best = -1;
    let gain = -1;
    for (const at of waiting) {
      const adds = (features[at] ?? []).reduce((sum, each) => sum + (covered.has(each) ? 0 : 1), 0);
      if (adds > gain) [best, gain] = [at, adds];
    }
    for (const each of features[best] ?? []) covered.add(each);
    waiting.delete(best);
    chosen.push(items[best] as Item);
  }
  return chosen;
}
