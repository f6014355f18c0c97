import type { Apply, Operator } from './operator.ts';
import type { Value } from './term.ts';

type List = readonly Value[];

/** The values of a function on all items; undefined where it has none on one of them. */
function each(items: List, apply: Apply): Value[] | undefined {
  const made: Value[] = [];
  for (const item of items) {
    const value = apply(item);
    if (value === undefined) return undefined;
    made.push(value);
  }
  return made;
}
const chosen = (items: List, apply: Apply, wanted: boolean): List | undefined => {
  const told = each(items, apply);
  return told && items.filter((_, at) => told[at] === wanted);
};
const order = (left: Value, right: Value): number => (left < right ? -1 : left > right ? 1 : 0);
const comparable = (keys: readonly Value[]): boolean => keys.every((key) => typeof key !== 'string' || !/[\ud800-\udfff]/.test(key));

/** The first item whose key is the most, or the least, of all. */
function extreme(items: List, apply: Apply, sign: 1 | -1): Value | undefined {
  const keys = each(items, apply);
  if (!keys || !comparable(keys)) return undefined;
  let best = 0;
  keys.forEach((key, at) => {
    if (order(key, keys[best] as Value) * sign > 0) best = at;
  });
  return items[best];
}
const bestOf = (sign: '<' | '>', start: string, length: string): string =>
  `check ${length} != 0 'the list is empty'; best := ${start}; most := $1(best); for item in $0 { key := $1(item); if key ${sign} most { best = item; most = key; }; }; best`;
const scriptBest = (sign: '<' | '>'): string => `$0.reduce((best, item) => $1(item) ${sign} $1(best) ? item : best)`;

/** Operators that are given a function of an item; in Go each is a loop. */
export const functionOperators: Record<string, Operator> = {
  map: {
    signature: 'T[], T => U -> U[]',
    evaluate: each,
    script: '$0.map((item) => $1(item))',
    python: '[$1(item) for item in $0]',
    go: 'made := empty; for item in $0 { made = append(made, $1(item)); }; made',
  },
  filter: {
    signature: 'T[], T => boolean -> T[]',
    evaluate: (items: List, apply: Apply) => chosen(items, apply, true),
    script: '$0.filter((item) => $1(item))',
    python: '[item for item in $0 if $1(item)]',
    go: 'kept := empty; for item in $0 { if $1(item) { kept = append(kept, item); }; }; kept',
  },
  all: {
    signature: 'T[], T => boolean -> boolean',
    evaluate: (items: List, apply: Apply) => each(items, apply)?.every((told) => told === true),
    script: '$0.every((item) => $1(item))',
    python: 'all($1(item) for item in $0)',
    go: 'every := true; for item in $0 { if !($1(item)) { every = false; break; }; }; every',
  },
  any: {
    signature: 'T[], T => boolean -> boolean',
    evaluate: (items: List, apply: Apply) => each(items, apply)?.some((told) => told === true),
    script: '$0.some((item) => $1(item))',
    python: 'any($1(item) for item in $0)',
    go: 'some := false; for item in $0 { if $1(item) { some = true; break; }; }; some',
  },
  countWhere: {
    signature: 'T[], T => boolean -> integer',
    evaluate: (items: List, apply: Apply) => chosen(items, apply, true)?.length,
    script: '$0.filter((item) => $1(item)).length',
    python: 'sum(1 for item in $0 if $1(item))',
    go: 'count := 0; for item in $0 { if $1(item) { count += 1; }; }; count',
  },
  sumOf: {
    signature: 'T[], T => integer -> integer',
    evaluate(items: List, apply: Apply) {
      const made = each(items, apply) as number[] | undefined;
      const total = made?.reduce((sum, value) => sum + value, 0);
      return total !== undefined && Number.isSafeInteger(total) ? total : undefined;
    },
    script: '$0.reduce((total, item) => total + ($1(item)), 0)',
    python: 'sum($1(item) for item in $0)',
    go: 'total := 0; for item in $0 { total += $1(item); }; total',
  },
  takeWhile: {
    signature: 'T[], T => boolean -> T[]',
    evaluate(items: List, apply: Apply) {
      const told = each(items, apply);
      const end = told?.indexOf(false) ?? 0;
      return told && (end < 0 ? items : items.slice(0, end));
    },
    rare: 1,
    script: 'kept := empty; for item in $0 { if !($1(item)) { break; }; kept.push(item); }; kept',
    python: 'list(itertools.takewhile((item) => $1(item), $0))',
    go: 'kept := empty; for item in $0 { if !($1(item)) { break; }; kept = append(kept, item); }; kept',
  },
  sortBy: {
    signature: 'T[], T => integer -> T[]',
    evaluate(items: List, apply: Apply) {
      const keys = each(items, apply);
      return (
        keys &&
        items
          .map((item, at) => ({ item, key: keys[at] as Value }))
          .sort((a, b) => order(a.key, b.key))
          .map(({ item }) => item)
      );
    },
    script: '$0.slice().sort((left, right) => $1(left) - ($1(right)))',
    python: 'sorted($0, key=(item) => $1(item))',
    go: 'ordered := empty; for item in $0 { place := len(ordered); while place > 0 { before := ordered[place - 1]; if $1(before) <= $1(item) { break; }; place -= 1; }; ordered = append(ordered, item); copy(ordered[place + 1:], ordered[place:]); ordered[place] = item; }; ordered',
  },
  largestBy: {
    signature: 'T[], T => integer -> T',
    evaluate: (items: List, apply: Apply) => extreme(items, apply, 1),
    script: scriptBest('>'),
    python: 'max($0, key=(item) => $1(item))',
    go: bestOf('>', '$0[0]', 'len($0)'),
  },
  smallestBy: {
    signature: 'T[], T => integer -> T',
    evaluate: (items: List, apply: Apply) => extreme(items, apply, -1),
    script: scriptBest('<'),
    python: 'min($0, key=(item) => $1(item))',
    go: bestOf('<', '$0[0]', 'len($0)'),
  },
  find: {
    signature: 'T[], T => boolean -> T',
    evaluate: (items: List, apply: Apply) => chosen(items, apply, true)?.[0],
    rare: 1,
    script: "found := $0.find((item) => $1(item)); check found != undefined 'no item fits'; found",
    python: 'next(item for item in $0 if $1(item))',
    go: "at := -1; for i in 0 : len($0) { candidate := $0[i]; if $1(candidate) { at = i; break; }; }; check at >= 0 'no item fits'; $0[at]",
  },
};
