import fc from 'fast-check';
import { when } from '#domain/ir/build';
import type { Declaration, Expression, FieldNode, FunctionNode, ModuleNode, Parameter, Statement } from '#domain/ir/nodes';
import type { IrType, TypeMember } from '#domain/ir/types';
import { goModule } from './go-arbitrary-module.ts';
import { declared, expression as plainExpression, statement as plainStatement, type as plainType } from './go-arbitrary-statement.ts';
import { few, label, maybe, name, node, text, yes } from './go-words.ts';

/** Whatever the printer of Go takes: nodes that the reader never makes, texts that nobody has looked at and bodies that nobody has tidied. */

const comment = fc.oneof(
  fc.string({ maxLength: 9 }),
  text,
  fc.constantFrom('two\nlines', '  ', '\u200b', '*/', 'go:embed x', '\ta', 'a\r\nb', '\n\n'),
);
const doc = maybe(comment);
const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, 1e21, -5e-324));

interface Wild {
  [kind: string]: unknown;
  expression: Expression;
  type: IrType;
  statement: Statement;
  body: Statement[];
}

const tied = fc.letrec<Wild>((tie) => {
  const [wild, type, body] = [tie('expression'), tie('type'), tie('body')];
  const parameters = few(node<Parameter>({ name, type: maybe(type) })).map((all) =>
    all.map((each, at) => (at === all.length - 1 && each.type?.kind === 'string' ? { ...each, variadic: 'list' as const } : each)),
  );
  const result = maybe(
    fc.oneof<fc.Arbitrary<IrType>[]>(
      type,
      fc.constant({ kind: 'void' }),
      type.map((inner): IrType => ({ kind: 'fallible', inner })),
      fc.constant({ kind: 'fallible', inner: { kind: 'void' } }),
      fc.constant({ kind: 'results', items: [] }),
    ),
  );
  const expression = fc.oneof(
    { maxDepth: 3, depthIdentifier: 'wild', withCrossShrink: true },
    plainExpression,
    node<Expression>({
      kind: 'string',
      value: fc.string({ unit: 'binary' }),
      form: maybe(fc.constantFrom('bytes', 'raw', 'lines', 'rune')),
      source: maybe(fc.oneof(text, fc.constantFrom('"', '"a" + b', '"\\x41"', "'x'"))),
    }),
    node<Expression>({
      kind: 'number',
      value: anyNumber,
      form: maybe(fc.constantFrom('integer', 'float', 'bigint', 'imaginary')),
      source: maybe(fc.constantFrom('0x', '1;x', '1e5', '0xff', '')),
    }),
    node<Expression>({ kind: 'new', callee: wild, args: few(wild) }),
    node<Expression>({ kind: 'call', callee: wild, args: few(wild, 1), spreadLast: yes }),
    node<Expression>({ kind: 'cast', operand: wild, type }),
    node<Expression>({ kind: 'index', object: wild, index: wild }),
    node<Expression>({ kind: 'member', object: wild, name }),
    node<Expression>({
      kind: 'unary',
      operator: fc.constantFrom('not', 'negate', 'plus', 'address', 'complement', 'receive', 'dereference'),
      operand: wild,
    }),
    node<Expression>({ kind: 'binary', operator: fc.constantFrom('-', '+', '&', '/', '<', 'and', 'clearBits'), left: wild, right: wild }),
    node<Expression>({
      kind: 'record',
      type: fc
        .constantFrom<IrType>({ kind: 'named', name: 'Item' }, { kind: 'pointer', inner: { kind: 'named', name: 'T' } })
        .filter(({ kind }) => kind === 'named'),
      fields: few(node<{ name: string; value: Expression }>({ name, value: wild })),
    }),
    few(fc.oneof<fc.Arbitrary<string | Expression>[]>(text, wild), 0, 4).map((parts): Expression => ({ kind: 'template', parts })),
    node<Expression>({
      kind: 'pathPattern',
      pieces: few(
        fc.oneof<fc.Arbitrary<{ literal: string } | { capture: 'segment' }>[]>(
          node({ literal: text }),
          fc.constant({ capture: 'segment' as const }),
        ),
      ),
    }),
    node<Expression>({ kind: 'list', items: few(wild), element: maybe(type) }),
    node<Expression>({
      kind: 'dictionary',
      entries: few(node<{ key: string; value: Expression }>({ key: text, value: wild })),
      value: maybe(type),
    }),
    node<Expression>({ kind: 'lambda', parameters, result, body }),
  );
  const beside = fc
    .tuple(tie('statement'), maybe(comment, 4))
    .map(([drawn, trailing]) => (trailing === undefined ? drawn : { ...drawn, trailing }));
  const loose = fc.oneof<fc.Arbitrary<Statement>[]>(
    fc.constant({ kind: 'blank' }),
    comment.map((each): Statement => ({ kind: 'comment', text: each })),
  );
  const statement = fc.oneof(
    { maxDepth: 3, depthIdentifier: 'wild', withCrossShrink: true },
    plainStatement,
    wild.map((message): Statement => ({ kind: 'raise', message })),
    node<Statement>({
      kind: 'let',
      names: few(name, 1, 2),
      value: wild,
      type: maybe(type),
      mutable: yes,
      form: maybe(fc.constantFrom('var', 'constant')),
    }),
    node<Statement>({ kind: 'declare', name, type: maybe(type) }),
    node<Statement>({
      kind: 'assign',
      target: name.map((each): Expression => ({ kind: 'name', name: each })),
      operator: fc.constantFrom('', '+', '-'),
      value: fc.oneof(wild, fc.constant<Expression>({ kind: 'number', value: 1 })),
    }),
    node<Statement>({ kind: 'define', function: node<FunctionNode>({ kind: 'function', name, parameters, result, body }) }),
    node<Statement>({ kind: 'repeat', body, condition: wild }),
    node<Statement>({ kind: 'each', name, over: maybe(fc.constantFrom('times', 'keys', 'pairs')), key: maybe(name), source: wild, body }),
    node<Statement>({ kind: 'count', name, from: wild, to: wild, body }),
    node<Statement>({ kind: 'for', start: [], condition: maybe(wild), update: [], body }),
    fc.tuple(wild, body, maybe(body)).map(([condition, inner, otherwise]): Statement => when(condition, inner, otherwise)),
    node<Statement>({
      kind: 'switch',
      subject: maybe(wild),
      cases: few(node({ values: few(wild), body, fallthrough: yes, comments: maybe(comment.map((each) => [each, each])) })),
    }),
    node<Statement>({ kind: 'labelled', label, body: fc.constantFrom<Statement>({ kind: 'break' }, { kind: 'blank' }) }),
    node<Statement>({ kind: 'block', body }),
  );
  const types = fc.oneof(
    { maxDepth: 3, depthIdentifier: 'wild' },
    plainType,
    type.map((inner): IrType => ({ kind: 'optional', inner })),
    type.map((element): IrType => ({ kind: 'set', element })),
    node<IrType>({ kind: 'list', element: type }),
    node<IrType>({ kind: 'map', key: maybe(type), value: type }),
    node<IrType>({ kind: 'channel', element: type, direction: fc.constantFrom('both', 'send', 'receive') }),
    fc.constantFrom<IrType>(
      { kind: 'datetime' },
      { kind: 'bigint' },
      { kind: 'any' },
      { kind: 'list', element: { kind: 'named', name: 'byte' } },
    ),
    node<IrType>({
      kind: 'shape',
      form: 'struct',
      members: few(
        fc.oneof<fc.Arbitrary<TypeMember>[]>(
          node({
            kind: 'property',
            name,
            type,
            tag: maybe(fc.string({ unit: 'binary', maxLength: 5 })),
            doc,
            trailing: maybe(comment, 4),
            blank: yes,
          }),
          node({ kind: 'comment', text: comment, blank: yes }),
        ),
      ),
    }),
  );
  return { expression, type: types, statement, body: few(fc.oneof({ weight: 3, arbitrary: beside }, { weight: 1, arbitrary: loose })) };
});

const { expression, type, body } = tied;
const field = node<FieldNode>({ name, type, optional: fc.boolean(), key: text, tag: maybe(text), doc });
const wildDeclaration = fc.oneof<fc.Arbitrary<Declaration>[]>(
  body.map((inner): Declaration => ({ kind: 'entry', body: inner })),
  node({ kind: 'record', name, form: fc.constantFrom('interface', 'class', 'model'), fields: few(field), doc, exported: yes }),
  node({ kind: 'type', name, type, alias: fc.boolean(), doc }),
  node({ kind: 'function', name, parameters: fc.constant([]), body, doc, receiver: maybe(node<Parameter>({ name, type })), exported: yes }),
  node({
    kind: 'statements',
    body: few(
      fc.oneof<fc.Arbitrary<Statement>[]>(
        node({
          kind: 'let',
          names: few(name, 1, 2),
          value: expression,
          type: maybe(type),
          form: maybe(fc.constantFrom('var', 'constant')),
          trailing: maybe(comment, 4),
        }),
        node({ kind: 'declare', name, type: maybe(type) }),
        fc.constant({ kind: 'blank' }),
        comment.map((each): Statement => ({ kind: 'comment', text: each })),
      ),
    ),
    grouped: yes,
    doc,
  }).map((drawn) => drawn as Declaration),
  declared,
);

/** A file that was built, or read and then changed. */
export const wildModule: fc.Arbitrary<ModuleNode> = fc
  .tuple(goModule, few(wildDeclaration), fc.boolean(), doc, maybe(few(comment, 1)))
  .map(([module, added, built, text, header]): ModuleNode => {
    const { language, ...rest } = module;
    return {
      ...(built ? rest : { ...rest, language: 'go' as const }),
      ...(text === undefined ? {} : { doc: text }),
      ...(header ? { header } : {}),
      declarations: [...module.declarations, ...added],
    };
  });
