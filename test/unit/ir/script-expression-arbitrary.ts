import fc from 'fast-check';
import type { BinaryOperator, DictionaryEntry, Expression, Pattern } from '#domain/ir/nodes';
import type { Language, Tied } from './script-arbitrary.ts';
import { few, maybe, name, node, promised, property, text, yes } from './script-words.ts';

/** Random expressions and patterns in the normal form of scripts. */

const operators: BinaryOperator[] = [
  ...(['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '&', '|', '^', '==', '!=', 'looseEquals', 'looseDiffers'] as const),
  ...(['<', '<=', '>', '>=', 'and', 'or', 'coalesce', 'in', 'is'] as const),
];
export const assigning = fc.constantFrom(
  ...(['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '&', '|', '^', 'and', 'or', 'coalesce'] as const),
);

const bigint = { integers: 'unbounded', division: 'towardsZero', divisionByZero: 'error' } as const;

export const variable = name.map((each): Expression => ({ kind: 'name', name: each }));

/** What does not nest. */
export const atoms = (language: Language): fc.Arbitrary<Expression> =>
  fc.oneof(
    { weight: 4, arbitrary: variable },
    text.map((value): Expression => ({ kind: 'string', value })),
    fc.oneof(fc.nat(1000), fc.constantFrom(0.5, 1e21, 5e-324, 123456789.5)).map((value): Expression => ({ kind: 'number', value })),
    fc.constantFrom<Expression>(
      { kind: 'name', name: 'this' },
      { kind: 'name', name: 'undefined' },
      { kind: 'name', name: 'import.meta' },
      { kind: 'name', name: 'new.target' },
      { kind: 'null' },
      { kind: 'boolean', value: true },
      { kind: 'boolean', value: false },
      { kind: 'string', value: 'A', source: '"\\x41"' },
      { kind: 'string', value: 'ab', source: '"a\\\nb"' },
      { kind: 'number', value: 255, source: '0xff' },
      { kind: 'number', value: 1000, source: '1_000' },
      { kind: 'number', value: 5, source: '5.' },
      { kind: 'number', value: 0.5, source: '.5' },
      { kind: 'number', value: 10, form: 'bigint', semantics: bigint },
      { kind: 'number', value: 16, form: 'bigint', source: '0x10n', semantics: bigint },
      { kind: 'regex', pattern: '[/]\\/+', flags: 'gi' },
      { kind: 'regex', pattern: '=', flags: '' },
      { kind: 'opaque', language, text: '"\\01"', reason: 'a string with an octal escape' },
    ),
  );

/** Whether a chain with `?.` in it ends here, so that parentheses around it would mean something. */
export function endsChain(each: Expression): boolean {
  if (each.kind === 'member' || each.kind === 'index') return each.optional === true || endsChain(each.object);
  if (each.kind === 'call') return each.optional === true || endsChain(each.callee);
  return each.kind === 'nonNull' && endsChain(each.operand);
}

/** The values that nest; `tied` are the parts that they are made of. */
export function expressionArbitraries(tied: Tied, language: Language) {
  const { expression, atom, type, body, lambdaParameters, typeParameters } = tied;
  const types = language === 'typescript';
  const typed = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
    types ? maybe(arbitrary, 3) : fc.constant(undefined);
  const item = fc.oneof(
    { weight: 6, arbitrary: expression },
    { weight: 1, arbitrary: node<Expression>({ kind: 'spread', operand: expression, form: 'list' }) },
  );
  const unchained = expression.filter((each) => !endsChain(each));
  const place = fc.oneof(
    { weight: 2, arbitrary: variable },
    node<Expression>({ kind: 'member', object: atom, name: property }),
    node<Expression>({ kind: 'index', object: atom, index: expression }),
    ...(types ? [node<Expression>({ kind: 'nonNull', operand: variable })] : []),
  );
  const key = fc.oneof<fc.Arbitrary<string | Expression>[]>(
    property,
    text,
    fc.nat(9).map((value): Expression => ({ kind: 'number', value })),
    // A number in brackets is kept as text; a text in brackets that is no key of the prototype is an expression.
    expression.filter((each) => each.kind !== 'number' && !(each.kind === 'string' && each.value === '__proto__')),
  );
  const entry = fc.oneof<fc.Arbitrary<DictionaryEntry>[]>(
    node<{ key: string; value: Expression }>({ key, value: expression }),
    node<{ key: Expression; value: Expression }>({
      key: fc.constant({ kind: 'opaque', language, text: '__proto__', reason: 'what an object inherits from' }),
      value: expression,
    }),
    name.map((each) => ({ key: each, value: { kind: 'name', name: each } })),
    node<{ spread: Expression }>({ spread: expression }),
    node<{ method: never }>({ method: tied.method }),
  );
  const lambda = node<Extract<Expression, { kind: 'lambda' }>>({
    kind: 'lambda',
    parameters: lambdaParameters,
    result: typed(tied.result),
    async: yes,
    typeParameters: typed(typeParameters),
    body,
    block: yes,
  }).map((drawn): Expression => {
    const [only] = drawn.body;
    const returns = drawn.body.length === 1 && only?.kind === 'return' && only.values.length === 1 && only.trailing === undefined;
    const { block, ...rest } = promised(drawn);
    return returns && block ? { ...rest, block } : rest;
  });
  const named = node<Expression>({
    kind: 'lambda',
    parameters: lambdaParameters,
    result: typed(tied.result),
    async: yes,
    generator: yes,
    form: 'function',
    name: maybe(name),
    typeParameters: typed(typeParameters),
    body,
  }).map((drawn) => promised(drawn as never) as Expression);
  const template = (drawn: (string | Expression)[]): (string | Expression)[] =>
    drawn.filter((part, at) => part !== '' && (typeof part !== 'string' || typeof drawn[at - 1] !== 'string'));
  const parts = few(
    fc.oneof(
      text.filter((each) => each !== ''),
      expression,
    ),
  ).map(template);
  const binary = node<Expression>({ kind: 'binary', operator: fc.constantFrom(...operators), left: expression, right: expression });
  const kinds: fc.Arbitrary<Expression>[] = [
    atom,
    binary,
    binary,
    binary,
    node({ kind: 'binary', operator: 'in', left: fc.constant({ kind: 'name', name: '#hidden' }), right: expression }),
    node({
      kind: 'unary',
      operator: fc.constantFrom('not', 'negate', 'plus', 'complement', 'typeof', 'void', 'delete'),
      operand: expression,
    }),
    node({ kind: 'member', object: expression, name: fc.oneof(property, fc.constant('#hidden')), optional: yes }),
    node({ kind: 'index', object: expression, index: expression, optional: yes }),
    node({ kind: 'member', object: fc.constant({ kind: 'name', name: 'super' }), name: property }),
    node({
      kind: 'call',
      callee: fc.constantFrom({ kind: 'name', name: 'super' }, { kind: 'name', name: 'import' }),
      args: few(expression, 1, 1),
    }),
    node({ kind: 'call', callee: expression, args: few(item), typeArguments: typed(few(type, 1)), optional: yes }),
    node({ kind: 'new', callee: unchained, args: few(item), typeArguments: typed(few(type, 1)) }),
    node({ kind: 'conditional', condition: expression, yes: expression, no: expression }),
    node({ kind: 'sequence', items: fc.array(expression, { minLength: 2, maxLength: 3 }) }),
    // `(a?.b).c`
    node({
      kind: 'member',
      object: node({ kind: 'sequence', items: fc.tuple(node({ kind: 'member', object: expression, name: 'a', optional: true })) }),
      name: 'b',
    }),
    node({
      kind: 'call',
      callee: node({ kind: 'sequence', items: fc.tuple(node({ kind: 'index', object: expression, index: expression, optional: true })) }),
      args: few(item),
    }),
    node({ kind: 'list', items: few(fc.oneof({ weight: 5, arbitrary: item }, { weight: 1, arbitrary: fc.constant({ kind: 'hole' }) })) }),
    node({ kind: 'dictionary', entries: few(entry) }),
    lambda,
    lambda,
    named,
    node({ kind: 'await', operand: expression }),
    fc.oneof(
      node<Expression>({ kind: 'yield', operand: maybe(expression) }),
      node<Expression>({ kind: 'yield', operand: expression, delegate: true }),
    ),
    node({ kind: 'assignment', target: tied.target, value: expression }),
    node({
      kind: 'assignment',
      target: place.map((each): Pattern => (each.kind === 'name' ? each : { kind: 'place', target: each })),
      operator: assigning,
      value: expression,
    }),
    node({ kind: 'update', operator: fc.constantFrom('++', '--'), prefix: fc.boolean(), target: place }),
    parts.map((drawn): Expression => ({ kind: 'template', parts: drawn })),
    node({ kind: 'template', parts: expression.map((each) => ['a\n', each, '\n  `b\\']), form: 'lines' }),
    node({ kind: 'template', parts: expression.map((each) => ['\\d ', each, ' \\` $']), tag: unchained, form: 'raw' }),
    node({ kind: 'classExpression', class: tied.class }),
  ];
  if (types)
    kinds.push(
      node({ kind: 'cast', operand: expression, type, form: fc.constantFrom('satisfies', undefined) }),
      node({ kind: 'constant', operand: expression }),
      node({ kind: 'nonNull', operand: expression }),
      node({ kind: 'instantiation', callee: unchained, types: few(type, 1) }),
    );
  const [first, ...others] = kinds as [fc.Arbitrary<Expression>];
  return {
    expression: fc.oneof({ maxDepth: 4, depthIdentifier: 'script', withCrossShrink: true }, first, ...others),
    place,
    key,
  };
}
