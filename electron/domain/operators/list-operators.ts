import { exact } from './integer-operators.ts';
import type { Operator } from './operator.ts';
import { isSame, keyOf, type Value } from './term.ts';

type List = readonly Value[];
const list = (
  signature: string,
  evaluate: Operator['evaluate'],
  script: string,
  python: string,
  go: string,
  more: Partial<Operator> = {},
): Operator => ({ signature, evaluate, script, python, go, ...more });

const empty = 'the list is empty';
const filled = (code: string, length = 'len($0)'): string => `check ${length} != 0 '${empty}'; ${code}`;
const counted = (code: string): string => `check $1 >= 0 'the count is negative'; ${code}`;
const cut = (code: string): string => counted(`count := $1; if count > len($0) { count = len($0); }; ${code}`);
/** Order by units and by code points is the same. */
const ordered = (items: List): boolean => items.every((each) => typeof each !== 'string' || !/[\ud800-\udfff]/.test(each));
const compare = (left: Value, right: Value): number => (left < right ? -1 : left > right ? 1 : 0);
const sorted = (items: List): List | undefined => (ordered(items) ? [...items].sort(compare) : undefined);
const unique = (items: List): List => [...new Map(items.map((each) => [keyOf(each), each])).values()];
const whole = (value: number): number | undefined => (Number.isInteger(value) ? exact(value) : Number.isFinite(value) ? value : undefined);
const best = (sign: '<' | '>'): string => filled(`best := $0[0]; for item in $0 { if item ${sign} best { best = item; }; }; best`);
const among = (goal: string, start: string): string =>
  `seen := set1; for item in $1 { seen[item] = true; }; ${start}for item in $0 { if ${goal} { kept = append(kept, item); }; }; kept`;
function runningSums(items: readonly number[]): number[] {
  let total = 0;
  return items.map((each) => {
    total += each;
    return total;
  });
}
const small = (items: List): boolean => items.length <= 2_000;

export const listOperators: Record<string, Operator> = {
  length: list('T[] -> integer', (a: List) => a.length, '$0.length', 'len($0)', 'len($0)'),
  isEmpty: list('T[] -> boolean', (a: List) => a.length === 0, '$0.length == 0', 'not $0', 'len($0) == 0'),
  first: list('T[] -> T', (a: List) => a[0], `first := $0[0]; check first != undefined '${empty}'; first`, '$0[0]', filled('$0[0]')),
  last: list(
    'T[] -> T',
    (a: List) => a.at(-1),
    `last := $0[$0.length - 1]; check last != undefined '${empty}'; last`,
    '$0[-1]',
    filled('$0[len($0) - 1]'),
  ),
  at: list(
    'T[], integer -> T',
    (a: List, n: number) => (n < 0 ? undefined : a[n]),
    "found := $0[$1]; check found != undefined 'the index is out of range'; found",
    "check $1 >= 0 'the index is out of range'; $0[$1]",
    "check $1 >= 0 'the index is out of range'; check len($0) > $1 'the index is out of range'; $0[$1]",
  ),
  takeItems: list(
    'T[], integer -> T[]',
    (a: List, n: number) => (n < 0 ? undefined : a.slice(0, n)),
    counted('$0.slice(0, $1)'),
    counted('$0[:$1]'),
    cut('$0[:count]'),
  ),
  dropItems: list(
    'T[], integer -> T[]',
    (a: List, n: number) => (n < 0 ? undefined : a.slice(n)),
    counted('$0.slice($1)'),
    counted('$0[$1:]'),
    cut('$0[count:]'),
  ),
  takeLastItems: list(
    'T[], integer -> T[]',
    (a: List, n: number) => (n < 0 ? undefined : a.slice(Math.max(0, a.length - n))),
    counted('$0.slice(Math.max(0, $0.length - $1))'),
    counted('$0[max(0, len($0) - $1):]'),
    cut('$0[len($0) - count:]'),
    { rare: 1 },
  ),
  dropLastItems: list(
    'T[], integer -> T[]',
    (a: List, n: number) => (n < 0 ? undefined : a.slice(0, Math.max(0, a.length - n))),
    counted('$0.slice(0, Math.max(0, $0.length - $1))'),
    counted('$0[:max(0, len($0) - $1)]'),
    cut('$0[:len($0) - count]'),
    { rare: 1 },
  ),
  reverse: list(
    'T[] -> T[]',
    (a: List) => [...a].reverse(),
    '$0.slice().reverse()',
    '$0[::-1]',
    'reversed := empty; for i in 0 : len($0) { reversed = append(reversed, $0[len($0) - 1 - i]); }; reversed',
  ),
  concatItems: list(
    'T[], T[] -> T[]',
    (a: List, b: List) => (a.length + b.length > 2_000 ? undefined : [...a, ...b]),
    '$0.concat($1)',
    '$0 + $1',
    'joined := empty; for item in $0 { joined = append(joined, item); }; for item in $1 { joined = append(joined, item); }; joined',
  ),
  append: list(
    'T[], T -> T[]',
    (a: List, b: Value) => [...a, b],
    '$0.concat([$1])',
    '$0 + [$1]',
    'extended := empty; for item in $0 { extended = append(extended, item); }; append(extended, $1)',
  ),
  prepend: list(
    'T[], T -> T[]',
    (a: List, b: Value) => [b, ...a],
    '[$1].concat($0)',
    '[$1] + $0',
    'extended := empty; extended = append(extended, $1); for item in $0 { extended = append(extended, item); }; extended',
  ),
  includes: list(
    'E[], E -> boolean',
    (a: List, b: Value) => a.includes(b),
    '$0.includes($1)',
    '$1 in $0',
    'found := false; for item in $0 { if item == $1 { found = true; break; }; }; found',
  ),
  indexOf: list(
    'E[], E -> integer',
    (a: List, b: Value) => a.indexOf(b),
    '$0.indexOf($1)',
    '$0.index($1) if $1 in $0 else -1',
    'found := -1; for i in 0 : len($0) { if $0[i] == $1 { found = i; break; }; }; found',
  ),
  countItem: list(
    'E[], E -> integer',
    (a: List, b: Value) => a.filter((each) => each === b).length,
    '$0.filter((item) => item == $1).length',
    '$0.count($1)',
    'count := 0; for item in $0 { if item == $1 { count += 1; }; }; count',
  ),
  without: list(
    'E[], E -> E[]',
    (a: List, b: Value) => a.filter((each) => each !== b),
    '$0.filter((item) => item != $1)',
    '[item for item in $0 if item != $1]',
    'kept := empty; for item in $0 { if item != $1 { kept = append(kept, item); }; }; kept',
  ),
  unique: list(
    'E[] -> E[]',
    unique,
    'Array.from(new Set($0))',
    'list(dict.fromkeys($0))',
    'seen := set0; kept := empty; for item in $0 { if !seen[item] { seen[item] = true; kept = append(kept, item); }; }; kept',
  ),
  intersection: list(
    'E[], E[] -> E[]',
    (a: List, b: List) => a.filter((each) => b.some((other) => isSame(each, other))),
    '$0.filter((item) => $1.includes(item))',
    '[item for item in $0 if item in $1]',
    among('seen[item]', 'kept := empty; '),
  ),
  difference: list(
    'E[], E[] -> E[]',
    (a: List, b: List) => a.filter((each) => !b.some((other) => isSame(each, other))),
    '$0.filter((item) => !$1.includes(item))',
    '[item for item in $0 if item notIn $1]',
    among('!seen[item]', 'kept := empty; '),
  ),
  sort: list('C[] -> C[]', sorted, 'sorted0', 'sorted($0)', 'sorted0'),
  sortDescending: list('C[] -> C[]', (a: List) => sorted(a)?.toReversed(), 'descending0', 'sorted($0, reverse=True)', 'descending0'),
  sum: list(
    'N[] -> N',
    (a: readonly number[]) => whole(a.reduce((total, each) => total + each, 0)),
    '$0.reduce((total, item) => total + item, 0)',
    'sum($0)',
    'total := zero; for item in $0 { total += item; }; total',
  ),
  product: list(
    'N[] -> N',
    (a: readonly number[]) => whole(a.reduce((total, each) => total * each, 1)),
    '$0.reduce((total, item) => total * item, 1)',
    'math.prod($0)',
    'product := one; for item in $0 { product *= item; }; product',
  ),
  average: list(
    'integer[] -> number',
    (a: readonly number[]) => (a.length === 0 ? undefined : a.reduce((total, each) => total + each, 0) / a.length),
    filled('$0.reduce((total, item) => total + item, 0) / $0.length', '$0.length'),
    'sum($0) / len($0)',
    filled('total := 0; for item in $0 { total += item; }; float64(total) / float64(len($0))'),
  ),
  averageFloat: list(
    'number[] -> number',
    (a: readonly number[]) => (a.length === 0 ? undefined : a.reduce((total, each) => total + each, 0) / a.length),
    filled('$0.reduce((total, item) => total + item, 0) / $0.length', '$0.length'),
    'sum($0) / len($0)',
    filled('total := zero; for item in $0 { total += item; }; total / float64(len($0))'),
  ),
  maximum: list(
    'C[] -> C',
    (a: List) => sorted(a)?.at(-1),
    '$0.reduce((left, right) => left > right ? left : right)',
    'max($0)',
    best('>'),
  ),
  minimum: list('C[] -> C', (a: List) => sorted(a)?.[0], '$0.reduce((left, right) => left < right ? left : right)', 'min($0)', best('<')),
  isSorted: list(
    'N[] -> boolean',
    (a: readonly number[]) => a.every((each, at) => at === 0 || (a[at - 1] ?? each) <= each),
    '$0.every((item, i) => i == 0 || ($0[i - 1] ?? item) <= item)',
    'all($0[i] <= $0[i + 1] for i in range(len($0) - 1))',
    'sorted := true; for i in 1 : len($0) { if $0[i - 1] > $0[i] { sorted = false; break; }; }; sorted',
    { rare: 1 },
  ),
  differences: list(
    'N[] -> N[]',
    (a: readonly number[]) => a.slice(1).map((each, at) => each - (a[at] ?? 0)),
    '$0.slice(1).map((item, i) => item - ($0[i] ?? 0))',
    '[$0[i + 1] - $0[i] for i in range(len($0) - 1)]',
    'steps := empty; for i in 1 : len($0) { steps = append(steps, $0[i] - $0[i - 1]); }; steps',
    { rare: 1 },
  ),
  runningSums: list(
    'N[] -> N[]',
    runningSums,
    'total := 0; sums := empty; for item in $0 { total += item; sums.push(total); }; sums',
    'list(itertools.accumulate($0))',
    'total := zero; sums := empty; for item in $0 { total += item; sums = append(sums, total); }; sums',
    { rare: 1 },
  ),
  flatten: list(
    'T[][] -> T[]',
    (a: readonly List[]) => a.flat(),
    '$0.flat()',
    '[item for row in $0 for item in row]',
    'flat := empty; for row in $0 { for item in row { flat = append(flat, item); }; }; flat',
  ),
  chunks: list(
    'T[], integer -> T[][]',
    (a: List, n: number) =>
      n < 1 || !small(a) ? undefined : Array.from({ length: Math.ceil(a.length / n) }, (_, at) => a.slice(at * n, at * n + n)),
    "check $1 > 0 'the size is not positive'; chunks := empty; start := 0; while start < $0.length { chunks.push($0.slice(start, start + $1)); start += $1; }; chunks",
    "check $1 > 0 'the size is not positive'; [$0[start:start + $1] for start in range(0, len($0), $1)]",
    "check $1 > 0 'the size is not positive'; chunks := empty; start := 0; while start < len($0) { end := start + $1; if end > len($0) { end = len($0); }; chunks = append(chunks, $0[start:end]); start = end; }; chunks",
    { rare: 1 },
  ),
  everyOther: list(
    'T[] -> T[]',
    (a: List) => a.filter((_, at) => at % 2 === 0),
    '$0.filter((_, i) => i % 2 == 0)',
    '$0[::2]',
    'kept := empty; for i in 0 : len($0) { if i % 2 == 0 { kept = append(kept, $0[i]); }; }; kept',
    { rare: 1 },
  ),
  join: list(
    'string[], string -> string',
    (a: readonly string[], b: string) => a.join(b),
    '$0.join($1)',
    '$1.join($0)',
    'strings.Join($0, $1)',
  ),
  split: list(
    'string, string -> string[]',
    (a: string, b: string) => (b === '' ? undefined : a.split(b)),
    "check $1 != '' 'the separator is empty'; $0.split($1)",
    '$0.split($1)',
    "check $1 != '' 'the separator is empty'; strings.Split($0, $1)",
  ),
  words: list(
    'string -> string[]',
    (a: string) => a.split(/\s+/).filter((word) => word !== ''),
    "$0.split(/\\s+/).filter((word) => word != '')",
    '$0.split()',
    'strings.Fields($0)',
  ),
  lines: list('string -> string[]', (a: string) => a.split('\n'), "$0.split('\\n')", "$0.split('\\n')", "strings.Split($0, '\\n')", {
    rare: 1,
  }),
  characters: list(
    'string -> string[]',
    (a: string) => Array.from(a),
    'Array.from($0)',
    'list($0)',
    'characters := empty; for character in $0 { characters = append(characters, string(character)); }; characters',
  ),
};
