import fc from 'fast-check';
import type { BinaryOperator, ComprehensionClause, DictionaryEntry, Expression, Parameter, Pattern, TemplatePart } from '#domain/ir/nodes';
import { always, few, maybe, name, pythonType, some, text, yes } from './python-arbitrary-type.ts';

/** Random expressions in the normal form of Python, as `electron/domain/ir/read/python.ts` documents it. */

interface Keyword {
  name: string;
  value: Expression;
}
type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

const arithmetic = ['+', '-', '*', '/', '%', '**', 'floorDivide', 'matrixMultiply', '<<', '>>', '&', '|', '^'] as const;
const comparisons = ['==', '!=', '<', '<=', '>', '>=', 'in', 'notIn', 'is', 'isNot'] as const;
const operators: BinaryOperator[] = [...arithmetic, ...comparisons, 'and', 'or'];
export const assignmentOperator = fc.constantFrom(...arithmetic);

const named = (each: string): Expression => ({ kind: 'name', name: each });
const string = (shape: Omit<Of<'string'>, 'kind'>): Expression => ({ kind: 'string', ...shape });

const rawText = fc.constantFrom('\\d+', "it's", 'plain', '', 'a\nb', '\\\\');
const strings: fc.Arbitrary<Expression> = fc.oneof(
  text.map((value) => string({ value })),
  fc.string({ maxLength: 5 }).map((value) => string({ value, form: 'bytes' })),
  fc.constantFrom('\u0000ÿ', '"', '\\').map((value) => string({ value, form: 'bytes' })),
  rawText.map((value) => string({ value, form: 'raw' })),
  text.map((value) => string({ value, form: 'lines' })),
  fc.constantFrom(
    string({ value: 'ab', source: '"a"\n"b"' }),
    string({ value: 'a', source: 'u"a"' }),
    string({ value: '–', source: '"\\u2013"' }),
    string({ value: '\\N{EM DASH}', source: '"\\N{EM DASH}"' }),
    string({ value: 'say "hi"', source: '\'say "hi"\'' }),
    string({ value: 'ab', form: 'bytes', source: 'b\'a\'\nb"b"' }),
  ),
);
const numbers: fc.Arbitrary<Expression> = fc.oneof(
  fc.maxSafeNat().map((value): Expression => ({ kind: 'number', value })),
  fc
    .double({ min: 0, noNaN: true, noDefaultInfinity: true })
    .map((value): Expression => ({ kind: 'number', value: value || 0, form: 'float' })),
  fc.nat(99).map((value): Expression => ({ kind: 'number', value, form: 'imaginary' })),
  fc.constantFrom<Expression>(
    { kind: 'number', value: 255, source: '0xFF' },
    { kind: 'number', value: 1000, source: '1_000' },
    { kind: 'number', value: 12345678901234567000, source: '12345678901234567890' },
    { kind: 'number', value: 1, form: 'float', source: '1.' },
    { kind: 'number', value: 1, form: 'imaginary', source: '1E0J' },
  ),
);
const atoms: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 4, arbitrary: name.map(named) },
  { weight: 2, arbitrary: strings },
  { weight: 2, arbitrary: numbers },
  fc.boolean().map((value): Expression => ({ kind: 'boolean', value })),
  fc.constantFrom<Expression>({ kind: 'null' }, { kind: 'ellipsis' }, { kind: 'tupleLiteral', items: [] }),
);

/** Parameters in the order that Python wants: by position, by both, the rest, by name, the rest of those; defaults behind what has none. */
export function parameters(value: fc.Arbitrary<Expression>, typed: boolean): fc.Arbitrary<Parameter[]> {
  const type = typed ? maybe(pythonType) : always(undefined);
  const plain = some<Parameter>({ name, type } as never);
  const filled = some<Parameter>({ name, type, default: value } as never);
  const rest = (variadic: 'list' | 'map'): fc.Arbitrary<Parameter[]> =>
    few(some<Parameter>({ name, type, variadic: always(variadic) } as never), 0, 1);
  const marked = (only: 'position' | 'name', list: Parameter[]): Parameter[] => list.map((each) => ({ ...each, only }));
  return fc
    .tuple(few(plain, 0, 2), few(filled, 0, 2), fc.nat(4), rest('list'), few(fc.oneof(plain, filled), 0, 2), rest('map'))
    .map(([first, second, positional, list, byName, map]) => {
      const both = [...first, ...second];
      return [...marked('position', both.slice(0, positional)), ...both.slice(positional), ...list, ...marked('name', byName), ...map];
    });
}

interface Nested {
  expression: Expression;
  item: Expression;
  pattern: Pattern;
  target: Pattern;
  index: Expression;
  template: Expression;
}

const isPlainText = (key: Expression): boolean => key.kind === 'string' && !key.form && key.source === undefined;
/** Nothing in it needs other quotes than its neighbours: what stands in the braces of a text is not read back in the same form else. */
export function inBraces(value: Expression): Expression {
  let quiet = true;
  JSON.stringify(value, (key, inner) => {
    const odd = ['value', 'key', 'source', 'literal'].includes(key) && typeof inner === 'string' && !/^[\w ]*$/.test(inner);
    if (odd || ['template', 'opaque', 'typeValue', 'pathPattern'].includes(inner?.kind) || (inner?.kind === 'string' && inner.form))
      quiet = false;
    return inner;
  });
  return quiet ? value : named('a');
}

const tied = fc.letrec<Nested>((tie) => {
  const expression = tie('expression') as fc.Arbitrary<Expression>;
  const item = tie('item') as fc.Arbitrary<Expression>;
  const index = tie('index') as fc.Arbitrary<Expression>;
  const template = tie('template') as fc.Arbitrary<Expression>;
  const pattern = tie('pattern') as fc.Arbitrary<Pattern>;
  const target = tie('target') as fc.Arbitrary<Pattern>;
  const listSpread = expression.map((operand): Expression => ({ kind: 'spread', operand, form: 'list' }));
  const mapSpread = expression.map((operand): Expression => ({ kind: 'spread', operand, form: 'map' }));
  const range = { from: maybe(expression), to: maybe(expression), step: maybe(expression) };
  const keyword = fc.record({ name, value: expression });
  const unnamed = (spread: fc.Arbitrary<Expression>): fc.Arbitrary<Keyword> => fc.record({ name: always(''), value: spread });
  // Those that spread a list come before those that spread a map; a name is the last, but for a list.
  const keywords = fc.oneof<fc.Arbitrary<Keyword[]>[]>(
    fc.constant([]),
    few(keyword, 1),
    fc.tuple(keyword, unnamed(listSpread)),
    fc.tuple(unnamed(mapSpread), keyword),
    fc.tuple(keyword, unnamed(listSpread), keyword, unnamed(mapSpread), keyword),
  );
  const clauses: fc.Arbitrary<ComprehensionClause[]> = fc
    .tuple(
      some<Extract<ComprehensionClause, { kind: 'for' }>>({
        kind: always('for'),
        target: pattern,
        source: expression,
        async: yes,
      } as never),
      few(
        fc.oneof(
          expression.map((condition): ComprehensionClause => ({ kind: 'if', condition })),
          fc.record({ kind: always('for'), target: pattern, source: expression }),
        ),
        0,
        2,
      ),
    )
    .map(([first, others]) => [first, ...others]);
  const formatted = some<Extract<TemplatePart, { kind: 'formatted' }>>({
    kind: always('formatted'),
    value: expression.map(inBraces),
    conversion: fc.constantFrom('r', 's', 'a', undefined),
    format: maybe(few(fc.oneof(fc.constantFrom('>', '10', '.2f'), name.map(named)), 1, 2)),
    shown: always(undefined),
  } as never).filter(({ conversion, format }) => conversion !== undefined || format !== undefined);
  const parts = (chunk: fc.Arbitrary<string>): fc.Arbitrary<TemplatePart[]> =>
    few<TemplatePart>(
      fc.oneof<fc.Arbitrary<TemplatePart>[]>(
        chunk,
        expression.map(inBraces),
        formatted,
        name.map((each): TemplatePart => ({ kind: 'formatted', value: named(each), shown: `${each} = ` })),
      ),
      0,
      4,
    ).map((drawn) =>
      // Texts side by side would be one.
      drawn.filter((part, at) => part !== '' && !(typeof part === 'string' && typeof drawn[at - 1] === 'string')).map(joinedFormat),
    );
  return {
    item: fc.oneof({ weight: 5, arbitrary: expression }, listSpread),
    target: fc.oneof(
      { maxDepth: 2 },
      name.map((each): Pattern => ({ kind: 'name', name: each })),
      fc.record({ kind: always('member'), object: expression, name }).map((place): Pattern => ({ kind: 'place', target: place })),
      fc.record({ kind: always('index'), object: expression, index: index }).map((place): Pattern => ({ kind: 'place', target: place })),
      fc
        .tuple(expression, some<Partial<Of<'slice'>>>(range as never))
        .map(([object, bounds]): Pattern => ({ kind: 'place', target: { kind: 'slice', object, ...bounds } })),
      few(
        fc.oneof(
          { weight: 4, arbitrary: target },
          name.map((each): Pattern => ({ kind: 'restPattern', target: { kind: 'name', name: each } })),
        ),
        1,
      ).chain((items) => fc.constantFrom<Pattern>({ kind: 'listPattern', items }, { kind: 'listPattern', items, form: 'parentheses' })),
    ),
    pattern: fc.oneof(
      { weight: 3, arbitrary: target },
      few(target, 1).map((items): Pattern => ({ kind: 'listPattern', items, form: 'tuple' })),
    ),
    index: fc.oneof(
      { weight: 3, arbitrary: expression },
      few(fc.oneof(expression, some<Of<'range'>>({ kind: always('range'), ...range } as never)), 1).map(
        (items): Expression => ({ kind: 'tuple', items }),
      ),
    ),
    template: fc.oneof(
      parts(text.filter((chunk) => !chunk.includes('\\N{'))).map((drawn): Expression => ({ kind: 'template', parts: drawn })),
      parts(fc.constantFrom('\\d', 'a')).map((drawn): Expression => ({ kind: 'template', parts: drawn, form: 'raw' })),
      parts(fc.constantFrom('a\nb', '"', '\\')).map((drawn): Expression => {
        const hasLines = drawn.some((part) => typeof part === 'string' && part.includes('\n'));
        return { kind: 'template', parts: drawn, ...(hasLines ? { form: 'lines' } : {}) };
      }),
    ),
    expression: fc.oneof(
      { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
      atoms,
      fc.record({ kind: always('member'), object: expression, name }),
      fc.record({ kind: always('index'), object: expression, index: index }),
      fc
        .tuple(expression, some<Partial<Of<'slice'>>>(range as never))
        .map(([object, bounds]): Expression => ({ kind: 'slice', object, ...bounds })),
      fc.tuple(expression, few(item), few(mapSpread, 0, 1), keywords).map(
        ([callee, args, maps, list]): Expression => ({
          kind: 'call',
          callee,
          args: [...args, ...maps],
          ...(list.length > 0 ? { named: list } : {}),
        }),
      ),
      fc
        .record({ kind: always('binary'), operator: fc.constantFrom(...operators), left: expression, right: expression })
        .map((node): Expression => (/^is/.test(node.operator) && node.right.kind === 'null' ? { ...node, operator: '==' } : node)),
      fc.record({
        kind: always('comparison'),
        first: expression,
        rest: few(fc.record({ operator: fc.constantFrom(...comparisons), right: expression }), 2),
      }),
      fc.record({
        kind: always('comparison'),
        first: expression,
        rest: fc.constantFrom([{ operator: '==' as const, right: { kind: 'null' as const } }]),
      }),
      fc.record({ kind: always('unary'), operator: fc.constantFrom('not', 'negate', 'plus', 'complement'), operand: expression }),
      fc.record({ kind: always('assignment'), target: fc.record({ kind: always('name'), name }), value: expression }),
      fc.record({ kind: always('conditional'), condition: expression, yes: expression, no: expression }),
      fc.record({ kind: always('list'), items: few(item) }),
      fc.record({ kind: always('set'), items: few(item, 1) }),
      fc.record({ kind: always('tupleLiteral'), items: few(item) }),
      few(
        fc.oneof<fc.Arbitrary<DictionaryEntry>[]>(
          fc.record({ key: text, value: expression }),
          fc.record({ key: expression.filter((key) => !isPlainText(key)), value: expression }),
          fc.record({ spread: expression }),
        ),
      ).map((entries): Expression => ({ kind: 'dictionary', entries })),
      fc.tuple(parameters(expression, false), expression, yes).map(
        ([list, value, generator]): Expression => ({
          kind: 'lambda',
          parameters: list,
          ...(generator ? { generator } : {}),
          body: [{ kind: 'return', values: [generator ? { kind: 'yield', operand: value } : value] }],
        }),
      ),
      template,
      fc
        .tuple(
          template,
          fc.oneof(
            template,
            strings.filter((each) => each.kind === 'string' && each.form !== 'bytes' && each.source === undefined),
          ),
        )
        .map((pair): Expression => ({ kind: 'template', parts: pair, form: 'adjacent' })),
      fc.record({ kind: always('await'), operand: expression }),
      fc.record({ kind: always('comprehension'), form: fc.constantFrom('list', 'set', 'generator'), item: expression, clauses }),
      fc.record({ kind: always('comprehension'), form: always('map'), key: expression, item: expression, clauses }),
    ) as fc.Arbitrary<Expression>,
  };
});

/** Texts side by side in a format are one. */
function joinedFormat(part: TemplatePart): TemplatePart {
  if (typeof part === 'string' || part.kind !== 'formatted' || !part.format) return part;
  const format = part.format.filter((piece, at, all) => !(typeof piece === 'string' && typeof all[at - 1] === 'string'));
  return { ...part, format };
}

export const { expression, item, pattern, target } = tied;

/** Values that may stand without parentheses: behind `=`, `return` and `in`. */
export const value: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 4, arbitrary: expression },
  few(expression, 1).map((items): Expression => ({ kind: 'tuple', items })),
);
