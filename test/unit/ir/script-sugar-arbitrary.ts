import fc from 'fast-check';
import type { Declaration, Expression, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import type { Language, Tied } from './script-arbitrary.ts';
import { block, doc, few, maybe, node, plainName, property, text, yes } from './script-words.ts';

/** What only modules have that were built: nodes that scripts write in another way, and nodes that are not in their normal form. */

export function sugarExpressions({ expression, type, place, lambdaParameters, body }: Tied): fc.Arbitrary<Expression>[] {
  const known = expression.filter(({ kind }) => kind !== 'opaque');
  const clause = { kind: 'for' as const, target: { kind: 'name' as const, name: 'each' }, source: expression };
  return [
    node({ kind: 'number', value: fc.constantFrom(-1, -0.5, Number.NaN, Number.POSITIVE_INFINITY, -0) }),
    node({ kind: 'slice', object: expression, from: maybe(expression), to: maybe(expression) }),
    node({ kind: 'call', callee: expression, args: few(expression), named: few(node({ name: property, value: expression }), 1) }),
    node({ kind: 'call', callee: expression, args: few(expression, 1), spreadLast: true }),
    node({ kind: fc.constantFrom('tuple', 'tupleLiteral'), items: few(expression) }),
    node({ kind: 'record', type: fc.constant({ kind: 'named', name: 'Item' }), fields: few(node({ name: property, value: expression })) }),
    fc.tuple(expression, expression, maybe(expression)).map(
      ([source, item, condition]): Expression => ({
        kind: 'comprehension',
        form: 'list',
        item,
        clauses: condition ? [{ ...clause, source } as never, { kind: 'if', condition }] : [{ ...clause, source } as never],
      }),
    ),
    node({
      kind: 'pathPattern',
      pieces: few(
        fc.oneof(
          text.map((literal) => ({ literal })),
          fc.constant({ capture: 'segment' }),
        ),
      ),
    }),
    node({ kind: 'template', parts: few(fc.oneof(text, expression)), form: fc.constantFrom('lines', undefined) }),
    node({ kind: 'template', parts: few(fc.constantFrom('a', '\\n', ' $', '`', '${a}')), tag: expression, form: 'raw' }),
    node({
      kind: 'regex',
      pattern: fc.constantFrom('', '*', '/', '[', ']', 'a/b', '\\', '\n', '(?<a>.)'),
      flags: fc.constantFrom('', 'g', '/;alert(1)//'),
    }),
    node({ kind: 'string', value: text, source: text }),
    // A value that was kept as text has parentheses where it is not known what is in it.
    node({ kind: 'cast', operand: known, type, form: fc.constantFrom('satisfies', undefined) }),
    node({ kind: 'constant', operand: known }),
    node({ kind: 'nonNull', operand: known }),
    node({ kind: 'nonNull', operand: place }),
    node({ kind: 'lambda', parameters: lambdaParameters, result: maybe(type), body, generator: yes, block: yes }),
  ];
}

export function sugarStatements({ expression, body, statement, place }: Tied): fc.Arbitrary<Statement>[] {
  return [
    node({ kind: 'let', names: fc.array(plainName, { minLength: 2, maxLength: 2 }), value: expression, mutable: yes }),
    node({ kind: 'count', name: plainName, from: expression, to: place, body }),
    node({ kind: 'with', resource: expression, name: fc.option(plainName), body }),
    node({ kind: 'defer', call: expression }),
    node({ kind: 'delete', targets: few(place, 1) }),
    node({ kind: 'expression', value: expression }),
    node({ kind: 'loop', condition: fc.constant({ kind: 'boolean', value: true }), body }),
    node({ kind: 'return', values: few(expression, 2) }),
    node({ kind: 'try', body, catches: [] }),
    node({ kind: 'switch', subject: maybe(expression), cases: few(node({ values: few(expression), body, fallthrough: yes })) }),
    node({ kind: 'comment', text }),
    node({ kind: 'comment', text: fc.oneof(block, text), block: true }),
    fc
      .tuple(statement, text)
      .map(([each, trailing]) => (['comment', 'blank', 'opaque'].includes(each.kind) ? each : { ...each, trailing })),
    fc.constant({ kind: 'blank' }),
  ];
}

export function sugarTypes(type: fc.Arbitrary<IrType>): fc.Arbitrary<IrType>[] {
  return [
    fc.constantFrom<IrType>({ kind: 'integer' }, { kind: 'float32' }, { kind: 'fixed', bits: 8, signed: false }),
    node({ kind: fc.constantFrom('fallible', 'pointer', 'optional'), inner: type }),
    node({ kind: 'union', members: few(type) }),
    node({ kind: 'intersection', members: few(type) }),
    node({ kind: 'results', items: few(node({ type })) }),
    node({ kind: 'named', name: fc.constantFrom('Record', 'Promise'), args: few(type, 1, 2) }),
    node({ kind: 'function', parameters: few(node({ type })), result: fc.option(type) }),
  ];
}

export function sugarDeclarations({ type, body, definition }: Tied, language: Language): fc.Arbitrary<Declaration>[] {
  const field = property.chain((key) => node<object>({ name: key, key, type, optional: fc.boolean() }));
  const short = property.chain((key) => node<object>({ name: key, key, type: { kind: 'string' }, optional: fc.boolean() }));
  return [
    node({ kind: 'record', name: plainName, form: 'interface', fields: few(field), doc: maybe(doc), exported: yes }),
    // What a class of a record takes apart is on one line, however long.
    node({ kind: 'record', name: plainName, form: 'class', fields: few(short, 0, 2), doc: maybe(doc), exported: yes }),
    // A comment behind a declaration at the top gets a line of its own when it is read.
    node({
      kind: fc.constantFrom('entry', 'statements'),
      body: body.map((each) => each.filter(({ kind }) => !['define', 'declaration', 'opaque'].includes(kind))),
    }),
    fc.tuple(definition, text).map(([each, documentation]) => ({ ...each, doc: documentation })),
    // In JavaScript an enumeration is an object, which is read as one.
    ...(language === 'typescript'
      ? [node<Declaration>({ kind: 'enum', name: plainName, members: few(node({ name: property })), exported: yes })]
      : []),
  ];
}
