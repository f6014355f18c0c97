import fc from 'fast-check';
import type { BinaryOperator, DictionaryEntry, Expression, Parameter, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import { basic } from './go-arbitrary-type.ts';
import { few, maybe, name, node, rawText, text, yes } from './go-words.ts';

/** Random expressions in the normal form of Go. */

export interface Tied {
  expression: fc.Arbitrary<Expression>;
  type: fc.Arbitrary<IrType>;
  struct: fc.Arbitrary<IrType>;
  structural: fc.Arbitrary<IrType>;
  result: fc.Arbitrary<IrType>;
  parameters: fc.Arbitrary<Parameter[]>;
  body: fc.Arbitrary<Statement[]>;
}

const binaries: BinaryOperator[] = [
  'or',
  'and',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '|',
  '^',
  '*',
  '/',
  '%',
  '<<',
  '>>',
  '&',
  'clearBits',
];
export const assigning = fc.constantFrom(...(['+', '-', '*', '/', '%', '<<', '>>', '&', '|', '^', 'clearBits'] as const));
const variable = name.map((each): Expression => ({ kind: 'name', name: each }));

const generic = fc.constantFrom<Expression>(
  { kind: 'name', name: 'f' },
  { kind: 'member', object: { kind: 'name', name: 'pkg' }, name: 'F' },
);

/** What does not nest. */
const atoms = fc.oneof<fc.Arbitrary<Expression>[]>(
  variable,
  variable,
  text.map((value): Expression => ({ kind: 'string', value })),
  rawText.map((value): Expression => ({ kind: 'string', value, form: 'raw' })),
  fc.oneof(fc.nat(1000), fc.constantFrom(0.5, 1.5e-7, 123456789012)).map((value): Expression => ({ kind: 'number', value })),
  fc.constantFrom<Expression>(
    { kind: 'boolean', value: true },
    { kind: 'boolean', value: false },
    { kind: 'null' },
    { kind: 'number', value: 1, form: 'float' },
    { kind: 'number', value: 1e21, form: 'float' },
    { kind: 'number', value: 2, form: 'imaginary' },
    { kind: 'number', value: 255, source: '0xff' },
    { kind: 'number', value: 1000, source: '1_000' },
    { kind: 'number', value: 0.5, source: '.5' },
    { kind: 'number', value: 9007199254740992, source: '9007199254740993' },
    { kind: 'string', value: 'A', source: '"\\x41"' },
    { kind: 'string', value: '\ufffd', source: '"\\xff"' },
    { kind: 'string', value: 'a', form: 'rune' },
    { kind: 'string', value: "'", form: 'rune' },
    { kind: 'string', value: '"', form: 'rune' },
    { kind: 'string', value: '\n', form: 'rune' },
    { kind: 'string', value: '日', form: 'rune', source: "'\\u65e5'" },
    { kind: 'opaque', language: 'go', text: '1e999', reason: 'a number beyond 64 bits' },
  ),
);

type Operation = Extract<Expression, { kind: 'binary' | 'unary' }>;
type Meaning = Expression['semantics'];

const real: Meaning = { division: 'real', divisionByZero: 'value' };
/** What the types mean that conversions here show. */
const meanings: Record<string, Meaning> = {
  byte: { integers: 'wrap8' },
  rune: { integers: 'wrap32' },
  fixed8: { integers: 'wrap8' },
  number: real,
  float32: real,
};

function meaning(each: Expression): Meaning {
  if (each.kind !== 'cast') return each.kind === 'binary' || each.kind === 'unary' ? each.semantics : undefined;
  const { type } = each;
  return meanings[type.kind === 'fixed' ? `fixed${type.bits}` : type.kind === 'named' ? type.name : type.kind];
}

/** An operation on a conversion has the meaning of its type; a comparison has none of its own. */
function meant(drawn: Operation): Operation {
  const [left, right] = drawn.kind === 'binary' ? [drawn.left, drawn.right] : [drawn.operand, drawn.operand];
  if (/^(?:[<>=!]=?|==|and|or|not|plus|address|dereference|receive)$/.test(drawn.operator)) return drawn;
  const semantics = meaning(left) ?? (/^(?:<<|>>)$/.test(drawn.operator) ? undefined : meaning(right));
  return semantics ? { ...drawn, semantics } : drawn;
}

export function expressionArbitraries({ expression, type, struct, structural, result, parameters, body }: Tied) {
  const types = fc.oneof(few(structural, 1, 1), few(type, 2, 2));
  const lambda = node<Expression>({ kind: 'lambda', parameters, result: maybe(result), body });
  const inner = fc.oneof(
    { weight: 4, arbitrary: expression },
    {
      weight: 1,
      arbitrary: node<Expression>({ kind: 'composite', type: null, items: few(node<{ value: Expression }>({ value: expression })) }),
    },
  );
  const item = node<{ key?: Expression; value: Expression }>({ key: maybe(expression), value: inner });
  const keyed = node<{ key: Expression; value: Expression }>({ key: inner, value: inner });
  const field = fc.oneof(
    few(node<{ key: Expression; value: Expression }>({ key: variable, value: expression })),
    few(node<{ value: Expression }>({ value: expression })),
  );
  const literalType = fc.oneof<fc.Arbitrary<IrType>[]>(
    fc.constantFrom<IrType>({ kind: 'named', name: 'T' }, { kind: 'named', name: 'pkg.T' }),
    node({ kind: 'named', name: 'Box', args: few(basic, 1, 2) }),
    struct,
  );
  const entry = node<DictionaryEntry>({
    key: fc.oneof<fc.Arbitrary<string | Expression>[]>(
      text,
      expression.filter((each) => each.kind !== 'string' || each.form === 'raw'),
    ),
    value: inner,
  });
  const element = type.filter(({ kind }) => kind !== 'bytes');
  const convertible = fc.oneof(structural, node<IrType>({ kind: 'array', element: type, length: expression }));
  const castType = fc.oneof<fc.Arbitrary<IrType>[]>(
    basic,
    fc.constantFrom<IrType>({ kind: 'named', name: 'byte' }, { kind: 'named', name: 'rune' }),
    convertible,
    basic.map((to): IrType => ({ kind: 'pointer', inner: { kind: 'pointer', inner: to } })),
    convertible.map((to): IrType => ({ kind: 'pointer', inner: to })),
  );
  const made = fc.oneof<fc.Arbitrary<Expression>[]>(
    fc.oneof(basic, structural).map((each): Expression => ({ kind: 'typeValue', type: each })),
    fc.constantFrom<Expression>({ kind: 'name', name: 'T' }, { kind: 'typeValue', type: { kind: 'named', name: 'pkg.T' } }),
  );
  const call = fc.oneof<fc.Arbitrary<Expression>[]>(
    node<Extract<Expression, { kind: 'call' }>>({
      kind: 'call',
      callee: expression.filter(({ kind }) => kind !== 'instantiation'),
      args: few(expression),
      spreadLast: yes,
    }).map((drawn) => (drawn.args.length > 0 ? drawn : { kind: 'call', callee: drawn.callee, args: [] })),
    node({ kind: 'call', callee: generic, args: few(expression), typeArguments: types }),
    fc
      .tuple(fc.constantFrom('new', 'make'), made, few(expression, 0, 2))
      .map(([own, first, rest]): Expression => ({ kind: 'call', callee: { kind: 'name', name: own }, args: [first, ...rest] })),
  );
  const place = fc.oneof<fc.Arbitrary<Expression>[]>(
    variable,
    node({ kind: 'member', object: expression, name }),
    node({ kind: 'index', object: expression, index: expression }),
    node({ kind: 'unary', operator: 'dereference', operand: expression }),
  );
  const binary = node<Operation>({ kind: 'binary', operator: fc.constantFrom(...binaries), left: expression, right: expression }).map(
    meant,
  );
  const whole = fc.oneof(
    { maxDepth: 4, depthIdentifier: 'go', withCrossShrink: true },
    atoms,
    binary,
    binary,
    binary,
    node<Operation>({
      kind: 'unary',
      operator: fc.constantFrom('not', 'negate', 'plus', 'complement', 'address', 'dereference', 'receive'),
      operand: expression,
    }).map(meant),
    place,
    call,
    fc
      .tuple(expression, maybe(expression), maybe(expression))
      .map(([object, from, to]): Expression => ({ kind: 'slice', object, ...(from ? { from } : {}), ...(to ? { to } : {}) })),
    node<Expression>({ kind: 'slice', object: expression, from: maybe(expression), to: expression, capacity: expression }),
    node<Expression>({ kind: 'cast', type: castType, operand: expression }),
    node<Expression>({ kind: 'typeAssertion', operand: expression, type }),
    node<Expression>({ kind: 'instantiation', callee: generic, types: few(type, 2, 2) }),
    node<Expression>({ kind: 'list', items: few(inner), element }),
    node<Expression>({ kind: 'dictionary', entries: few(entry), value: type }),
    node<Expression>({ kind: 'composite', type: literalType, items: field }),
    node<Expression>({
      kind: 'composite',
      type: node({ kind: 'array', element: type, length: fc.constantFrom<Expression>({ kind: 'ellipsis' }, { kind: 'number', value: 3 }) }),
      items: few(item),
    }),
    node<Expression>({
      kind: 'composite',
      type: node({ kind: 'map', key: type.filter(({ kind }) => kind !== 'string'), value: type }),
      items: few(keyed),
    }),
    node<Expression>({
      kind: 'composite',
      type: node({ kind: 'list', element: element.filter((each) => each.kind !== 'named' || each.name !== 'byte') }),
      items: few(keyed, 1),
    }),
    lambda,
  );
  return { expression: whole, place, call };
}
