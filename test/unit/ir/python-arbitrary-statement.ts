import fc from 'fast-check';
import { when } from '#domain/ir/build';
import type { ClassMember, ClassNode, Declaration, Expression, FunctionNode, Pattern, Statement } from '#domain/ir/nodes';
import { assignmentOperator, expression, item, parameters, pattern, target, value } from './python-arbitrary-expression.ts';
import { importNode, typeAlias, typeParameters } from './python-arbitrary-line.ts';
import { always, few, maybe, name, pythonType, some, word, yes } from './python-arbitrary-type.ts';

/** Random statements, functions and classes in the normal form of Python. */
type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

const trailing = maybe(word);
const isPlace = (each: Pattern): boolean => each.kind === 'place' || each.kind === 'name';
const place: fc.Arbitrary<Expression> = target
  .filter(isPlace)
  .map((each) => (each.kind === 'place' ? each.target : (each as Extract<Expression, { kind: 'name' }>)));
/** A text alone in front of a body would be its documentation. */
export const isText = (each: Statement): boolean =>
  each.kind === 'expression' && each.value.kind === 'string' && each.value.form !== 'bytes';
const isQuiet = ({ kind }: Statement): boolean => kind === 'comment' || kind === 'blank';
const isPass = (each: Statement): boolean => each.kind === 'block' && each.trailing === undefined;
const isMessage = (each: Expression): boolean => each.kind !== 'spread' && !(each.kind === 'comprehension' && each.form === 'generator');

/** As a body is kept: no empty lines at its ends or side by side, and no `pass` that stands alone. */
export function asBody(statements: Statement[], documented = false): Statement[] {
  const loud = statements.filter((each) => !isQuiet(each));
  const kept = loud.length === 1 && loud.every(isPass) ? statements.filter(isQuiet) : statements;
  const first = kept.find((each) => !isQuiet(each));
  const body = documented && first && isText(first) ? kept.filter((each) => each !== first) : kept;
  const single = body.filter((each, at) => each.kind !== 'blank' || (at > 0 && body[at - 1]?.kind !== 'blank'));
  return single.at(-1)?.kind === 'blank' ? single.slice(0, -1) : single;
}

const doc = maybe(
  fc.oneof(
    fc.string({ minLength: 1, maxLength: 9 }),
    fc.constantFrom(
      'A word.',
      'A word.\n\nMore of it.\n',
      'ends with "',
      'a \\d pattern',
      '"""',
      'two\n  deeper\nlines',
      'tab\there',
      '日本\n',
    ),
  ),
);
const decorators = maybe(few(expression, 1, 2));
const catches = (body: fc.Arbitrary<Statement[]>): fc.Arbitrary<Of<'try'>['catches']> => {
  const types = fc.constantFrom<string[]>([], ['OSError'], ['a.Error', 'Exception']);
  const caught = fc.record({ types, name: fc.option(name), body });
  const grouped = fc.record({ types, name: fc.option(name), group: always(true), body });
  const typed = expression
    .filter(({ kind }) => kind !== 'name' && kind !== 'member' && kind !== 'tupleLiteral')
    .chain((each) => fc.record({ types: fc.constant([]), typed: always(each), name: fc.option(name), body }));
  const bare = fc.record({ types: fc.constant<string[]>([]), name: always(null), bare: always(true), body });
  const several = few(fc.oneof(caught, typed) as fc.Arbitrary<Of<'try'>['catches'][number]>, 1, 2);
  return fc.oneof(
    few(grouped, 1, 2),
    fc.tuple(several, few(bare, 0, 1)).map((both) => both.flat()),
  );
};
const resource = some<{ resource: Expression; name: string | null; pattern?: Pattern }>({
  resource: expression,
  name: always(null),
  pattern: maybe(target.filter(({ kind }) => kind !== 'name')),
} as never);
const namedResource = fc.record({ resource: expression, name });

const simple: fc.Arbitrary<Statement> = fc.oneof(
  some<Of<'assign'>>({ kind: always('assign'), target: place, value, also: maybe(few(place, 1, 2)), trailing } as never),
  some<Of<'assign'>>({ kind: always('assign'), target: place, operator: assignmentOperator, value, trailing } as never),
  some<Of<'assign'>>({ kind: always('assign'), target: place, type: pythonType, value, trailing } as never),
  some<Of<'declare'>>({ kind: always('declare'), name, type: pythonType, trailing } as never),
  some<Of<'assignParts'>>({
    kind: always('assignParts'),
    pattern: pattern.filter((each) => !isPlace(each)),
    value,
    also: maybe(few(pattern, 1, 2)),
    trailing,
  } as never),
  some<Of<'expression'>>({
    kind: always('expression'),
    value: expression,
    trailing,
  } as never),
  some<Of<'return'>>({
    kind: always('return'),
    values: fc.oneof(few(expression, 0, 1), few(expression, 2)),
    trailing,
  } as never),
  some<Of<'raise'>>({
    kind: always('raise'),
    type: fc.constantFrom('ValueError', 'a.Broken'),
    message: expression.filter(isMessage),
    cause: maybe(expression),
    trailing,
  } as never),
  some<Of<'throw'>>({
    kind: always('throw'),
    value: expression.filter(({ kind }) => kind !== 'call'),
    cause: maybe(expression),
    trailing,
  } as never),
  some<Of<'throw'>>({ kind: always('throw'), trailing } as never),
  some<Of<'assert'>>({ kind: always('assert'), condition: expression, message: maybe(expression), trailing } as never),
  some<Of<'delete'>>({ kind: always('delete'), targets: few(place, 1), trailing } as never),
  some<Of<'scope'>>({ kind: always('scope'), form: fc.constantFrom('global', 'nonlocal'), names: few(name, 1), trailing } as never),
  some<Statement>({ kind: fc.constantFrom('break', 'continue'), trailing } as never),
  fc.constant<Statement>({ kind: 'block', body: [] }),
  some<Of<'declaration'>>({
    kind: always('declaration'),
    declaration: fc.oneof(
      importNode.map((node): Declaration => ({ kind: 'import', import: node })),
      typeAlias,
    ),
    trailing,
  } as never),
  word.map((note): Statement => ({ kind: 'comment', text: note })),
  fc.constant<Statement>({ kind: 'blank' }),
  fc.constant<Statement>({
    kind: 'opaque',
    language: 'python',
    text: 'match a:\n    case [1, *_]:\n        """two\nlines"""',
    reason: 'a match statement',
  }),
);

const field: fc.Arbitrary<ClassMember> = fc.oneof(
  fc.record({ kind: always('field'), name, type: pythonType }),
  some<Extract<ClassMember, { kind: 'field' }>>({ kind: always('field'), name, type: maybe(pythonType), value } as never),
  word.map((note): ClassMember => ({ kind: 'comment', text: note })),
);

const asMethod = (node: FunctionNode): ClassMember => {
  const isMarked = node.parameters.some(({ only }) => only === 'position');
  return { ...node, receiver: { name: 'self', ...(isMarked ? { only: 'position' } : {}) } };
};

/** Statements of a class that are not members of their own kinds. */
const codeOf = (statement: fc.Arbitrary<Statement>): fc.Arbitrary<ClassMember> =>
  statement
    .filter(({ kind }) => kind === 'if' || kind === 'expression' || kind === 'delete' || kind === 'try')
    .map((each): ClassMember => ({ kind: 'code', body: [each] }));

/** Neighbouring statements are one member; a text in front of all would be the documentation. */
function asMembers(members: ClassMember[]): ClassMember[] {
  const result: ClassMember[] = [];
  for (const member of members) {
    const last = result.at(-1);
    const isDoc = member.kind === 'code' && member.body.some(isText) && result.every(({ kind }) => kind === 'comment');
    if (isDoc) continue;
    if (member.kind === 'code' && last?.kind === 'code') last.body.push(...member.body);
    else result.push(member.kind === 'code' ? { ...member, body: [...member.body] } : member);
  }
  return result;
}

/** What makes a generator of a function. */
const yielding: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.oneof(
      some<Extract<Expression, { kind: 'yield' }>>({ kind: always('yield'), operand: maybe(value) } as never),
      fc.record({ kind: always('yield'), operand: expression, delegate: always(true) }),
    ),
    place,
  )
  .chain(([given, taking]) =>
    fc.constantFrom<Statement>(
      { kind: 'expression', value: given },
      { kind: 'assign', target: taking, value: given },
      { kind: 'assign', target: taking, operator: '+', value: given },
      { kind: 'return', values: [given] },
      { kind: 'expression', value: { kind: 'await', operand: given } },
      { kind: 'assert', condition: { kind: 'index', object: given, index: given } },
    ),
  );

interface Nested {
  statement: Statement;
  body: Statement[];
  function: FunctionNode;
  class: ClassNode;
}

const tied = fc.letrec<Nested>((tie) => {
  const body = tie('body') as fc.Arbitrary<Statement[]>;
  const functionNode = tie('function') as fc.Arbitrary<FunctionNode>;
  const classNode = tie('class') as fc.Arbitrary<ClassNode>;
  const otherwise = maybe(body);
  const block = body.map((each) => asBody(each));
  const compound: fc.Arbitrary<Statement> = fc.oneof(
    fc.tuple(expression, body, otherwise, trailing).map(
      ([condition, inner, rest, note]): Statement => ({
        ...when(condition, inner, rest),
        ...(note === undefined ? {} : { trailing: note }),
      }),
    ),
    some<Of<'each'>>({ kind: always('each'), name, source: value, body, awaits: yes, otherwise, trailing } as never),
    some<Of<'each'>>({
      kind: always('each'),
      name: always(''),
      pattern: pattern.filter(({ kind }) => kind !== 'name'),
      source: value,
      body,
      otherwise,
    } as never),
    some<Of<'loop'>>({
      kind: always('loop'),
      condition: maybe(expression.filter((each) => each.kind !== 'boolean')),
      body,
      otherwise,
      trailing,
    } as never),
    some<Of<'try'>>({ kind: always('try'), body, catches: catches(block), otherwise, always: otherwise, trailing } as never),
    some<Of<'try'>>({ kind: always('try'), body, catches: always([]), always: body, trailing } as never),
    fc.tuple(fc.oneof(resource, namedResource), maybe(few(fc.oneof(resource, namedResource), 1, 2)), yes, body, trailing).map(
      ([first, also, async, inner, note]): Statement => ({
        kind: 'with',
        ...first,
        ...(also ? { also } : {}),
        ...(async ? { async } : {}),
        body: inner,
        ...(note === undefined ? {} : { trailing: note }),
      }),
    ),
    functionNode.map((node): Statement => ({ kind: 'define', function: node })),
    classNode.map((declaration): Statement => ({ kind: 'declaration', declaration })),
  );
  return {
    statement: fc.oneof({ maxDepth: 2, withCrossShrink: true }, { weight: 3, arbitrary: simple }, compound),
    body: few(tie('statement') as fc.Arbitrary<Statement>).map((each) => asBody(each)),
    function: some<FunctionNode>({
      kind: always('function'),
      name,
      typeParameters,
      parameters: parameters(expression, true),
      result: maybe(pythonType.map((type) => (type.kind === 'nothing' ? { kind: 'void' as const } : type))),
      body: body.map((inner) => asBody(inner, true)),
      async: yes,
      doc,
      decorators,
      trailing,
    } as never).chain((node) => maybe(yielding).map((first) => (first ? { ...node, generator: true, body: [first, ...node.body] } : node))),
    class: some<ClassNode>({
      kind: always('class'),
      name,
      typeParameters,
      bases: few(item, 0, 2),
      named: maybe(few(fc.record({ name, value: expression }), 1, 1)),
      members: few(fc.oneof(functionNode.map(asMethod), field, functionNode, codeOf(tie('statement') as fc.Arbitrary<Statement>))).map(
        asMembers,
      ),
      doc,
      decorators,
      trailing,
    } as never),
  };
});

export const { statement, body, function: functionNode, class: classNode } = tied;
