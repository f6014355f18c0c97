import fc from 'fast-check';
import { lineComment, visible } from '#domain/ir/literals';
import type { IrType } from '#domain/ir/types';

/** What the random scripts are made of that does not nest: names, texts and comments. */

const identifiers = ['a', 'b', 'total', 'items', '_private', '$el', 'été', '名', 'value1', 'of', 'async', 'get', 'set', 'from'];
export const name = fc.constantFrom(...identifiers);
/** A variable where a word that is also used as a keyword could be one: the head of a loop, an arrow. */
export const plainName = fc.constantFrom(...identifiers.slice(0, 9));
export const property = fc.constantFrom(...identifiers, 'default', 'class', 'static', 'type', 'then', 'delete');

/** Texts of a user: anything, and what has a meaning in code. */
export const text = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(
    '',
    '"',
    "'",
    '\\',
    '`',
    '${x}',
    '$',
    '\n',
    '\r\n',
    '\u2028',
    '\u0000',
    '\ufeff',
    '\ud800',
    '😀',
    '</script>',
    '*/',
    '//',
    '__proto__',
  ),
);

const written = fc.oneof(
  fc.constantFrom(
    'note',
    'why this is so',
    'x > 0 && y',
    '@see a.b',
    'returns "x"',
    "it's",
    '日本',
    'a * b',
    '100 %',
    '/ <reference',
    '`${',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
/** What a comment of one line says: no blanks around it, nothing that cannot be seen. */
export const note = written.map((value) => lineComment(value)).filter((line) => line !== '');

/** A block comment that documents nothing: its lines end without blanks, those that lead with a star have nothing in front of it. */
export const block = fc.constantFrom(
  ' note',
  ' note ',
  'a\nb',
  ' first\n* second\n',
  '\n* second\n* third\n',
  ' a\n   b ',
  '',
  ' "quoted" \'too\'',
  '/',
);

/** Documentation: one line or several, blank ones only between others. */
export const doc = fc
  .array(
    written.map((value) => lineComment(value).replace(/\*\//g, '')),
    { minLength: 1, maxLength: 3 },
  )
  .map((lines) => visible(lines.join('\n')).trim())
  .filter((value) => value !== '' && !/[ \t]$/m.test(value));

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

/** Adds a part to a drawn node where it is drawn. */
export const beside = <Node extends object>(drawn: fc.Arbitrary<Node>, key: string, part: fc.Arbitrary<unknown>): fc.Arbitrary<Node> =>
  fc.tuple(drawn, part).map(([shape, value]) => (value === undefined ? shape : { ...shape, [key]: value }));

/** What an async function promises is a type like any other; elsewhere the result may say something of the arguments. */
export const promised = <Node extends { async?: boolean; generator?: boolean; result?: IrType | undefined }>(drawn: Node): Node => {
  const { result, ...rest } = drawn;
  return drawn.async && !drawn.generator && (result?.kind === 'predicate' || result?.kind === 'opaque') ? (rest as Node) : drawn;
};

/** Short lists, shorter the deeper they stand. */
export const few = <Value>(arbitrary: fc.Arbitrary<Value>, minLength = 0, maxLength = 3): fc.Arbitrary<Value[]> =>
  fc.array(arbitrary, { minLength, maxLength, depthIdentifier: 'script', size: 'small' });
