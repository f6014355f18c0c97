import fc from 'fast-check';
import { when } from '#domain/ir/build';
import type { ClassMember, Declaration, Expression, FieldNode, FunctionNode, ModuleNode, Statement } from '#domain/ir/nodes';
import { inBraces, item, parameters, expression as plainExpression, target } from './python-arbitrary-expression.ts';
import { pythonModule } from './python-arbitrary-module.ts';
import { classNode, functionNode, isText, statement as plainStatement } from './python-arbitrary-statement.ts';
import { always, few, maybe, name, pythonType, some, text, yes } from './python-arbitrary-type.ts';

/** Whatever the printer of Python takes: nodes that the reader never makes, and bodies that nobody has tidied. */

const comment = fc.oneof(fc.string({ maxLength: 9 }), fc.constantFrom('two\nlines', '  ', '\u200b', '#', '"""'));
const doc = maybe(fc.oneof(text, fc.constantFrom('', ' ', 'a\n', 'a\n  \nb', '\\', '\r\n')));
/** As a value even the odd ones are read. */
const knownType = pythonType.filter((type) => !JSON.stringify(type).includes('"opaque"'));
/** Text that no reader makes a node of. */
const opaque = fc
  .constantFrom('f"\\N{EM DASH}"', 'f"\\N{EM DASH}{a}"')
  .map((source): Expression => ({ kind: 'opaque', language: 'python', text: source, reason: 'a test' }));

const tied = fc.letrec((tie) => {
  const wild = tie('expression') as fc.Arbitrary<Expression>;
  const sugar: fc.Arbitrary<Expression> = fc.oneof(
    opaque,
    fc.record({ kind: always('string'), value: text, source: fc.oneof(text, fc.constantFrom("'a' 'b'", '"', '"a" + b', "'''x'''")) }),
    fc.record({ kind: always('string'), value: text, form: fc.constantFrom('raw', 'bytes', 'lines', 'rune') }),
    fc.record({ kind: always('number'), value: fc.oneof(fc.integer(), fc.double()), source: fc.constantFrom('0x', '1_0', '1;x', '1e5') }),
    fc.record({
      kind: always('number'),
      value: fc.oneof(fc.integer(), fc.double()),
      form: fc.constantFrom('integer', 'float', 'bigint', 'imaginary'),
    }),
    fc.record({ kind: always('new'), callee: wild, args: few(item) }),
    fc.record({ kind: always('cast'), operand: wild, type: pythonType }),
    fc.record({ kind: fc.constantFrom('nonNull', 'constant'), operand: wild }),
    knownType.map((type): Expression => ({ kind: 'typeValue', type })),
    fc.record({ kind: always('instantiation'), callee: wild, types: few(pythonType) }),
    fc.record({
      kind: always('record'),
      type: fc.constant({ kind: 'named' as const, name: 'Item' }),
      fields: few(fc.record({ name, value: wild })),
    }),
    fc.record({
      kind: always('pathPattern'),
      pieces: few(fc.oneof(fc.record({ literal: text }), fc.constant({ capture: 'segment' as const }))),
    }),
    fc.record({ kind: always('call'), callee: wild, args: few(wild, 1), spreadLast: always(true) }),
    fc.record({
      kind: always('binary'),
      operator: fc.constantFrom('coalesce', 'clearBits', 'is', 'isNot', '==', '**', 'and', '^', '&'),
      left: wild,
      right: fc.oneof(wild, fc.constant<Expression>({ kind: 'null' })),
    }),
    fc.record({ kind: always('comparison'), first: wild, rest: few(fc.record({ operator: fc.constantFrom('is', '<'), right: wild }), 1) }),
    fc.record({ kind: always('unary'), operator: fc.constantFrom('address', 'dereference', 'negate', 'not'), operand: wild }),
    fc.record({ kind: always('tuple'), items: few(item) }),
    fc.record({ kind: always('set'), items: few(item) }),
    some<Extract<Expression, { kind: 'yield' }>>({ kind: always('yield'), operand: maybe(wild), delegate: always(undefined) } as never),
    few(wild, 1).map((values): Expression => ({ kind: 'lambda', parameters: [], body: [{ kind: 'return', values }] })),
    few(fc.oneof(text, wild.map(inBraces)), 0, 4).map((parts): Expression => ({ kind: 'template', parts })),
    few(fc.oneof(text, wild.map(inBraces)), 1, 4).map((parts): Expression => ({ kind: 'template', parts, form: 'adjacent' })),
    few(fc.oneof(text, wild.map(inBraces)), 0, 4).map((parts): Expression => ({ kind: 'template', parts, form: 'raw' })),
  ) as fc.Arbitrary<Expression>;
  const holder: fc.Arbitrary<Expression> = fc.oneof(
    fc.record({ kind: always('member'), object: wild, name }),
    fc.record({ kind: always('index'), object: wild, index: wild }),
    fc.record({ kind: always('slice'), object: wild, from: wild, to: wild }),
    fc.record({ kind: always('call'), callee: wild, args: few(wild), named: few(fc.record({ name, value: wild }), 1) }),
    fc.record({ kind: always('conditional'), condition: wild, yes: wild, no: wild }),
    fc.record({ kind: fc.constantFrom('list', 'tupleLiteral', 'set'), items: few(wild) }),
    fc.record({ kind: always('dictionary'), entries: few(fc.record({ key: fc.oneof(text, wild), value: wild })) }),
    fc.record({ kind: always('await'), operand: wild }),
    fc.record({
      kind: always('comprehension'),
      form: fc.constantFrom('list', 'generator'),
      item: wild,
      clauses: fc.tuple(fc.record({ kind: always('for'), target, source: wild }), fc.record({ kind: always('if'), condition: wild })),
    }),
  ) as fc.Arbitrary<Expression>;
  return { expression: fc.oneof({ maxDepth: 3, depthSize: 'small' }, plainExpression, sugar, holder) };
});
const expression = tied['expression'] as fc.Arbitrary<Expression>;

const blocks = fc.letrec((tie) => {
  const inner = tie('statement') as fc.Arbitrary<Statement>;
  const body = few(inner, 0, 4);
  const otherwise = maybe(body);
  const statement: fc.Arbitrary<Statement> = fc.oneof(
    { maxDepth: 2 },
    plainStatement,
    fc.constantFrom<Statement>({ kind: 'blank' }, { kind: 'block', body: [] }),
    comment.map((note): Statement => ({ kind: 'comment', text: note })),
    fc
      .tuple(expression, maybe(comment))
      .map(([value, note]): Statement => ({ kind: 'expression', value, ...(note === undefined ? {} : { trailing: note }) })),
    fc.record({ kind: always('return'), values: few(expression) }),
    fc.record({ kind: always('let'), names: few(name, 1), value: expression }),
    fc.record({ kind: always('assign'), target: target.filter(({ kind }) => kind === 'name') as never, value: expression }),
    fc.record({ kind: always('destructure'), pattern: target, value: expression }),
    fc.record({ kind: always('declare'), name }),
    fc.record({ kind: always('raise'), message: expression }),
    fc.record({ kind: always('throw'), value: expression, cause: expression }),
    fc.record({ kind: always('defer'), call: expression }),
    fc.record({ kind: always('assert'), condition: expression, message: expression }),
    fc.record({ kind: always('count'), name, from: expression, to: expression, body }),
    fc.record({ kind: always('repeat'), body, condition: expression }),
    fc.record({ kind: always('block'), body }),
    fc.tuple(expression, body, otherwise).map(([condition, then, rest]) => when(condition, then, rest)),
    fc
      .tuple(expression, body, otherwise, fc.record({ kind: always('let'), names: fc.tuple(name), value: expression }))
      .map(([condition, then, rest, before]): Statement => ({ ...when(condition, then, rest), before }) as Statement),
    fc.record({ kind: always('loop'), condition: expression, body, otherwise: body }),
    fc.record({ kind: always('each'), name, source: expression, body }),
    fc.record({
      kind: always('try'),
      body,
      catches: few(fc.record({ types: fc.constant(['OSError']), name: fc.option(name), body, comments: few(comment) })),
      always: body,
    }),
    fc.record({ kind: always('with'), resource: expression, name: fc.option(name), body }),
  ) as fc.Arbitrary<Statement>;
  return { statement, body };
});
/** A text in front of a body would be its documentation. */
const body = (blocks['body'] as fc.Arbitrary<Statement[]>).map((inner) => {
  const first = inner.findIndex(({ kind }) => kind !== 'comment' && kind !== 'blank');
  return inner.filter((each, at) => !isText(each) && (at !== first || (each.kind !== 'expression' && each.kind !== 'defer')));
});
/** Definitions between other lines are declarations of their own. */
const lines = body.map((inner) => inner.filter(({ kind }) => kind !== 'define' && kind !== 'declaration'));

const wildFunction: fc.Arbitrary<FunctionNode> = some<FunctionNode>({
  kind: always('function'),
  name,
  parameters: parameters(expression, true),
  body,
  doc,
  accessor: fc.constantFrom('get', 'set', undefined),
  bodyless: yes,
  trailing: maybe(comment),
} as never);
const fields: fc.Arbitrary<FieldNode[]> = few(
  name.chain((each) => fc.record({ name: always(each), key: always(each), type: pythonType, optional: fc.boolean() })),
);
const member: fc.Arbitrary<ClassMember> = fc.oneof(
  wildFunction,
  fc.record({ kind: always('field'), name }),
  body.map((inner): ClassMember => ({ kind: 'code', body: inner })),
  comment.map((note): ClassMember => ({ kind: 'comment', text: note })),
);
const declaration: fc.Arbitrary<Declaration> = fc.oneof(
  wildFunction,
  functionNode,
  fc.tuple(classNode, few(member, 0, 4), doc).map(([node, members, note]): Declaration => ({ ...node, members, doc: note })),
  lines.map((inner): Declaration => ({ kind: 'statements', body: inner })),
  body.map((inner): Declaration => ({ kind: 'entry', body: inner })),
  fc.tuple(name, fields, doc).map(
    ([each, list, note]): Declaration => ({
      kind: 'record',
      name: each,
      form: 'class',
      fields: list,
      ...(note === undefined ? {} : { doc: note }),
    }),
  ),
  fc.record({ kind: always('type'), name, type: knownType, alias: always(true) }),
  fc.record({
    kind: always('interface'),
    name,
    members: few(
      fc.oneof(
        fc.record({ kind: always('property'), name, type: pythonType, optional: fc.boolean() }),
        fc.record({
          kind: always('method'),
          name,
          type: fc.record({ kind: always('function'), parameters: few(fc.record({ name, type: pythonType })), result: pythonType }),
        }),
        comment.map((note) => ({ kind: 'comment' as const, text: note })),
      ),
    ),
  }),
  fc.constant<Declaration>({ kind: 'opaque', language: 'python', text: 'match a:\n    case 1:\n        pass', reason: 'a test' }),
);

/** Modules that may be printed, whoever made them. */
export const wildModule: fc.Arbitrary<ModuleNode> = fc
  .tuple(pythonModule, few(declaration, 0, 4), doc, maybe(few(comment, 1, 2)))
  .map(([module, declarations, note, header]) => ({
    ...module,
    declarations,
    ...(note === undefined ? {} : { doc: note }),
    ...(header ? { header } : {}),
  }));
