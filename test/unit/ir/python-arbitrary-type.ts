import fc from 'fast-check';
import type { IrType } from '#domain/ir/types';

/** Leaves out what is not there, as the reader does. */
export const some = <Shape extends object>(
  shape: {
    [Key in keyof Shape]-?: fc.Arbitrary<Shape[Key] | undefined>;
  },
): fc.Arbitrary<Shape> =>
  fc
    .record(shape as unknown as Record<string, fc.Arbitrary<unknown>>)
    .map((drawn) => Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)) as Shape);
export const maybe = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
export const always = <Value extends string | number | boolean | null | undefined | object>(value: Value): fc.Arbitrary<Value> =>
  fc.constant(value);
export const few = <Value>(arbitrary: fc.Arbitrary<Value>, least = 0, most = 3): fc.Arbitrary<Value[]> =>
  fc.array(arbitrary, { minLength: least, maxLength: most });
export const yes: fc.Arbitrary<true | undefined> = fc.constantFrom(true, undefined);

/** Names with words that Python keeps for some places only, with letters beyond ASCII, and long ones, which make lines too long. */
export const name = fc.constantFrom(
  'a',
  'b',
  'total',
  '_private',
  '__dunder__',
  'été',
  '数',
  'value1',
  'match',
  'case',
  'a_name_that_is_long_enough_to_break_lines',
);
export const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(
    '"',
    "'",
    '"""',
    '\\',
    '\\N{EM DASH}',
    '{x}',
    '\n',
    'a\n    b',
    '\u2028',
    '\u0000',
    '\ud800',
    '# no comment',
    '日本',
    '\ud83d\ude00',
    'x'.repeat(70),
  ),
);
export const word = fc.constantFrom(
  'note',
  'why this is so',
  '!shebang',
  ': typed',
  '  indented',
  'x > 0 and y',
  '"""',
  'tab\tinside',
  'type: ignore',
  '日本',
  '',
);

const scalar = fc.constantFrom<IrType>(
  { kind: 'string' },
  { kind: 'integer' },
  { kind: 'number' },
  { kind: 'boolean' },
  { kind: 'bytes' },
  { kind: 'datetime' },
  { kind: 'unknown' },
  { kind: 'never' },
  { kind: 'nothing' },
  { kind: 'named', name: 'Item' },
  { kind: 'named', name: 'a.Item' },
  { kind: 'named', name: 'Node', quoted: true },
  { kind: 'opaque', language: 'python', text: 'tuple[()]', reason: 'a type that is computed' },
);
const literal: fc.Arbitrary<IrType> = fc.oneof(text, fc.nat(), fc.boolean()).map((value): IrType => ({ kind: 'literal', value }));
const isBar = (type: IrType): boolean => type.kind === 'union' && type.form === 'bar';

/** Annotations in normal form. */
export const pythonType: fc.Arbitrary<IrType> = fc.letrec<{ type: IrType }>((tie) => {
  const type = tie('type') as fc.Arbitrary<IrType>;
  return {
    type: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      scalar,
      literal,
      fc.array(literal, { minLength: 2, maxLength: 3 }).map((members): IrType => ({ kind: 'union', members })),
      type.map((element): IrType => ({ kind: 'list', element })),
      type.map((element): IrType => ({ kind: 'set', element })),
      type.map((inner): IrType => ({ kind: 'optional', inner })),
      fc.tuple(type, type).map(([key, value]): IrType => ({ kind: 'map', ...(key.kind === 'string' ? {} : { key }), value })),
      few(type, 1).map((items): IrType => ({ kind: 'tuple', items })),
      type.map((item): IrType => ({ kind: 'tuple', items: [item], variadic: true })),
      few(type, 2)
        .filter((members) => !members.every(({ kind }) => kind === 'literal'))
        .map((members): IrType => ({ kind: 'union', members })),
      few(
        type.filter((member) => !isBar(member)),
        2,
      ).map((members): IrType => ({ kind: 'union', members, form: 'bar' })),
      fc.record({ kind: always('function'), parameters: few(fc.record({ type })), result: type }),
      fc.record({
        kind: always('function'),
        parameters: fc.constant<{ type: IrType; variadic: boolean }[]>([{ type: { kind: 'unknown' }, variadic: true }]),
        result: type,
      }),
      fc.record({ kind: always('named'), name: fc.constantFrom('Box', 'a.Box'), args: few(type, 1) }),
    ),
  };
}).type;
