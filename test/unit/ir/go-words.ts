import fc from 'fast-check';
import { lineComment } from '#domain/ir/literals';
import { isRaw } from '#domain/ir/print/go-literal';

/** What random Go is made of that does not nest: names, texts and comments. */

/** Among them types and functions that Go knows without a declaration, and none that a call would turn into a conversion. */
export const name = fc.constantFrom('a', 'b', 'total', 'items', 'été', '名', '_x', 'len', 'iota', 'error', 'fmt', 'T', 'Value1');
/** Names that a loop over `i` never changes. */
export const typeName = fc.constantFrom('T', 'Item', 'error', 'rune', 'byte', 'fmt.Stringer', 'été');
export const label = fc.constantFrom('L', 'again', 'done');

/** Without half a surrogate pair. */
const isWhole = (value: string): boolean => !/\p{Cs}/u.test(value);
/** Texts of a user: anything that is Unicode, and what has a meaning in code. */
export const text = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }).filter(isWhole),
  fc.constantFrom('', '"', "'", '\\', '`', '%d', '\n', '\r\n', '\u2028', '\u0000', '\ufeff', '\ufdd0', '\u0007', '😀', '*/', '//', '\\x41'),
);
/** What a raw string may hold. */
export const rawText = fc.oneof(text, fc.constantFrom('a\n\tb\n', '\\n', '"x"', ' \n ')).filter(isRaw);

const written = fc.oneof(
  fc.constantFrom(
    'note',
    'why this is so',
    'x > 0 && y',
    'returns "x"',
    "it's",
    '日本',
    'go:embed x',
    ' go:embed x',
    'line a.go:1',
    '*/',
    '/*',
    '  code()',
    '\tcode()',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const isPlain = (line: string): boolean => !/[\ufdd0-\ufdd2\t\n]/.test(line);
/** What a comment of one line says: its end is no blank, nothing in it is invisible. */
export const note = written
  .map((value) => (/^[ \t]+\S/.test(value) && isPlain(value.trim()) ? value.trimEnd() : lineComment(value)))
  .filter((line) => line !== '' && isPlain(line.trimStart()) && lineComment(line) === line.trim());
/** A comment of one or several lines. */
export const remark = fc
  .array(fc.oneof({ weight: 5, arbitrary: note }, { weight: 1, arbitrary: fc.constant('') }), { minLength: 1, maxLength: 3 })
  .map((lines) => lines.join('\n'));
/** Documentation that gofmt has nothing to change in: words of one paragraph. */
export const doc = fc.constantFrom('Run runs.', 'Value is\nwhat counts.', 'One.\n\nTwo.', '文档。');

/** A place for what may be absent, as the reader leaves it out. */
export const maybe = <Value>(arbitrary: fc.Arbitrary<Value>, freq = 2): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq });
export const yes = fc.constantFrom<true | undefined>(true, undefined, undefined);

/** A node from its parts, some of which are fixed; parts that are undefined are left out. */
export function node<Node extends object>(shape: Record<string, unknown>): fc.Arbitrary<Node> {
  const parts = Object.entries(shape).map(([key, part]): [string, fc.Arbitrary<unknown>] => [
    key,
    isArbitrary(part) ? part : fc.constant(part),
  ]);
  return fc
    .record(Object.fromEntries(parts))
    .map((drawn) => Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)) as Node);
}

const isArbitrary = (value: unknown): value is fc.Arbitrary<unknown> =>
  typeof value === 'object' && value !== null && 'generate' in value && 'shrink' in value;

/** Short lists, shorter the deeper they stand. */
export const few = <Value>(arbitrary: fc.Arbitrary<Value>, minLength = 0, maxLength = 3): fc.Arbitrary<Value[]> =>
  fc.array(arbitrary, { minLength, maxLength, depthIdentifier: 'go', size: 'small' });
