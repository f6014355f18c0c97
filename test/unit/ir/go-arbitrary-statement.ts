import fc from 'fast-check';
import { when } from '#domain/ir/build';
import type { Declaration, Expression, Pattern, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import { assigning, expressionArbitraries } from './go-arbitrary-expression.ts';
import { typeArbitraries } from './go-arbitrary-type.ts';
import { doc, few, label, maybe, name, node, note, remark, text, yes } from './go-words.ts';

/** Random statements in the normal form of Go. */

/** Without empty lines at the ends or twice, and comments that follow each other. */
export function tidied(drawn: Statement[]): Statement[] {
  const made: Statement[] = [];
  for (const statement of drawn) {
    const before = made.at(-1);
    if (
      statement.kind === 'blank'
        ? before === undefined || before.kind === 'blank'
        : statement.kind === 'comment' && before?.kind === 'comment'
    )
      continue;
    made.push(statement);
  }
  while (made.at(-1)?.kind === 'blank') made.pop();
  return made;
}

const nameOf = (each: string): Expression => ({ kind: 'name', name: each });
type GoNodes = {
  expression: Expression;
  type: IrType;
  statement: Statement;
  simple: Statement;
  choice: Statement;
  body: Statement[];
};

const tied = fc.letrec<GoNodes>((tie) => {
  const [expression, type, simple, body] = [tie('expression'), tie('type'), tie('simple'), tie('body')];
  const shapes = typeArbitraries(type, expression);
  const { result, parameters, struct, structural } = shapes;
  const { expression: whole, place, call } = expressionArbitraries({ expression, type, struct, structural, result, parameters, body });
  const values = few(expression, 2, 3).map((items): Expression => ({ kind: 'tuple', items }));
  const oneOrMore = fc.oneof({ weight: 3, arbitrary: expression }, { weight: 1, arbitrary: values });
  const receive = expression.map((operand): Expression => ({ kind: 'unary', operator: 'receive', operand }));
  const short = (value: fc.Arbitrary<Expression>): fc.Arbitrary<Statement> => node({ kind: 'let', names: few(name, 1), value });
  const targets = few(place, 2, 3).map(
    (all): Pattern => ({
      kind: 'listPattern',
      items: all.map((target): Pattern => (target.kind === 'name' ? target : { kind: 'place', target })),
      form: 'tuple',
    }),
  );
  const assign = node<Statement>({ kind: 'assign', target: place, operator: maybe(assigning), value: expression });
  const assignParts = (value: fc.Arbitrary<Expression>): fc.Arbitrary<Statement> => node({ kind: 'assignParts', pattern: targets, value });
  const step = node<Statement>({ kind: 'assign', target: place, operator: fc.constantFrom('+', '-'), value: { kind: 'number', value: 1 } });
  const run = fc.oneof(call, receive).map((value): Statement => ({ kind: 'expression', value }));
  const send = node<Statement>({ kind: 'send', channel: expression, value: expression });
  const simples = fc.oneof(short(oneOrMore), assign, assignParts(oneOrMore), step, run, send);

  // An `if` alone in its braces has an empty line behind it, which tells it from `else if`.
  const chained = fc.tuple(tie('choice'), yes).map(([inner, braces]): Statement[] => (braces ? [inner, { kind: 'blank' }] : [inner]));
  const chosen = fc
    .tuple(maybe(simple, 4), expression, body, maybe(fc.oneof(body, chained)))
    .map(([before, condition, inner, otherwise]): Statement => ({ ...when(condition, inner, otherwise), ...(before ? { before } : {}) }));
  const assigned = fc.constantFrom('assigned' as const, undefined);
  const own = name;
  const each = fc.oneof<fc.Arbitrary<Statement>[]>(
    node({ kind: 'each', name: fc.constant('_'), over: 'keys', source: expression, body }),
    node({ kind: 'each', name: own, over: 'keys', declares: assigned, source: expression, body }),
    node({ kind: 'each', name, declares: assigned, source: expression, body }),
    node({ kind: 'each', name, over: 'pairs', key: own, declares: assigned, source: expression, body }),
    node({
      kind: 'each',
      name: '',
      pattern: fc.tuple(name, expression, fc.boolean()).map(([first, object, swapped]): Pattern => {
        const items: Pattern[] = [
          { kind: 'name', name: first },
          { kind: 'place', target: { kind: 'member', object, name: 'a' } },
        ];
        return { kind: 'listPattern', items: swapped ? items.reverse() : items, form: 'tuple' };
      }),
      over: 'pairs',
      declares: 'assigned',
      source: expression,
      body,
    }),
  );
  const limit = fc.oneof<fc.Arbitrary<Expression>[]>(
    fc.nat(9).map((value): Expression => ({ kind: 'number', value })),
    fc.constantFrom<Expression>(nameOf('n'), { kind: 'call', callee: nameOf('len'), args: [nameOf('n')] }),
  );
  // Nothing in it can change `i` or `n`, else it would be a loop of three parts.
  const still = few(
    name.map((each): Statement => ({ kind: 'expression', value: { kind: 'call', callee: nameOf(each), args: [nameOf('i')] } })),
  );
  const count = node<Statement>({ kind: 'count', name: 'i', from: expression, to: limit, body: still });
  const clause = fc.tuple(maybe(simple), maybe(expression), maybe(simples), body).map(([start, condition, update, inner]): Statement => {
    if (!start && !update) return { kind: 'loop', ...(condition ? { condition } : {}), body: inner };
    return { kind: 'for', start: start ? [start] : [], ...(condition ? { condition } : {}), update: update ? [update] : [], body: inner };
  });
  const loop = node<Statement>({ kind: 'loop', condition: maybe(expression), body });
  const comments = maybe(
    remark.map((each) => [each]),
    5,
  );
  /** Cases, behind some of which an empty line stands; one of them is the default. */
  const cases = <Case extends { body: Statement[]; fallthrough?: boolean }>(drawn: fc.Arbitrary<Case>): fc.Arbitrary<Case[]> =>
    fc.tuple(few(drawn), fc.boolean()).map(([all, gap]) =>
      all.map((each, at): Case => {
        const filled = each.body.length > 0 || each.fallthrough;
        return gap && filled && at < all.length - 1 ? { ...each, body: [...each.body, { kind: 'blank' }] } : each;
      }),
    );
  type Switch = Extract<Statement, { kind: 'switch' }>;
  const valueCase = fc.oneof(
    node<Switch['cases'][number]>({ values: few(expression, 1), body, fallthrough: yes, comments }),
    node<Switch['cases'][number]>({ values: [], isDefault: true, body, comments }),
  );
  const switched = node<Statement>({ kind: 'switch', before: maybe(simple, 4), subject: maybe(expression), cases: cases(valueCase) });
  type TypeSwitch = Extract<Statement, { kind: 'typeSwitch' }>;
  const typeCase = fc.oneof(
    node<TypeSwitch['cases'][number]>({ types: few(fc.option(type, { freq: 4 }), 1, 2), body, comments }),
    node<TypeSwitch['cases'][number]>({ types: [], isDefault: true, body, comments }),
  );
  const typed = node<Statement>({
    kind: 'typeSwitch',
    before: maybe(simple, 4),
    name: maybe(own),
    subject: expression,
    cases: cases(typeCase),
  });
  type Select = Extract<Statement, { kind: 'select' }>;
  const pair = fc.tuple(place, place).map(
    ([first, second]): Pattern => ({
      kind: 'listPattern',
      items: [first, second].map((target): Pattern => (target.kind === 'name' ? target : { kind: 'place', target })),
      form: 'tuple',
    }),
  );
  const communication = fc.oneof(
    send,
    receive.map((value): Statement => ({ kind: 'expression', value })),
    node<Statement>({ kind: 'let', names: few(name, 1, 2), value: receive }),
    node<Statement>({ kind: 'assignParts', pattern: pair, value: receive }),
    node<Statement>({ kind: 'assign', target: place, value: receive }),
  );
  const selectCase = node<Select['cases'][number]>({ communication: maybe(communication, 4), body, comments });
  const selected = cases(selectCase).map((all): Statement => (all.length === 0 ? { kind: 'forever' } : { kind: 'select', cases: all }));
  const variable = fc.oneof(
    node<Statement>({ kind: 'let', names: few(name, 1), type: maybe(type), value: oneOrMore, form: 'var' }),
    node<Statement>({ kind: 'let', names: few(name, 1), type: maybe(type), value: oneOrMore, form: 'constant' }),
    node<Statement>({ kind: 'declare', name, type }),
  );
  const local = declarationOf(shapes.typeParameters, type).map((declaration): Statement => ({ kind: 'declaration', declaration }));
  const go = fc.oneof(node<Statement>({ kind: 'defer', call }), node<Statement>({ kind: 'spawn', call }));
  const jump = fc.oneof(
    node<Statement>({ kind: 'break', label: maybe(label) }),
    node<Statement>({ kind: 'continue', label: maybe(label) }),
    node<Statement>({ kind: 'goto', label }),
  );
  const beside = (statement: fc.Arbitrary<Statement>): fc.Arbitrary<Statement> =>
    fc
      .tuple(statement, maybe(note, 6))
      .map(([drawn, trailing]) => (trailing === undefined || drawn.kind === 'labelled' ? drawn : { ...drawn, trailing }));
  return {
    expression: whole,
    type: shapes.type,
    simple: simples,
    choice: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'go' },
      expression.map((condition): Statement => when(condition, [])),
      chosen,
    ),
    body: few(
      fc.oneof(
        { weight: 6, arbitrary: tie('statement') },
        { weight: 1, arbitrary: fc.constant<Statement>({ kind: 'blank' }) },
        { weight: 1, arbitrary: remark.map((each): Statement => ({ kind: 'comment', text: each })) },
      ),
    ).map(tidied),
    statement: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'go', withCrossShrink: true },
      beside(node<Statement>({ kind: 'return', values: few(expression) })),
      beside(simples),
      beside(variable),
      beside(jump),
      beside(go),
      beside(chosen),
      beside(each),
      beside(count),
      beside(clause),
      beside(loop),
      beside(switched),
      beside(typed),
      beside(selected),
      beside(local),
      beside(node<Statement>({ kind: 'block', body })),
      beside(
        // The parser knows no label in front of another that stands alone.
        node<Statement>({
          kind: 'labelled',
          label,
          body: fc.oneof(
            tie('statement').map(
              ({ trailing: _, ...inner }) =>
                (inner.kind === 'labelled' && inner.body.kind === 'blank' ? when(nameOf('a'), []) : inner) as Statement,
            ),
            fc.constant<Statement>({ kind: 'blank' }),
          ),
        }),
      ),
    ),
  };
});

export const { expression, type, statement, body } = tied;
export const { signature, parameters, result, typeParameters } = typeArbitraries(type, expression);

type Entry = Extract<Declaration, { kind: 'constants' }>['entries'][number];

/** Types and groups of constants, which stand at the top and inside functions. */
function declarationOf(
  generic: ReturnType<typeof typeArbitraries>['typeParameters'],
  held: fc.Arbitrary<IrType>,
): fc.Arbitrary<Declaration> {
  const field = node<{ name: string; type: IrType; tag?: string; doc?: string }>({
    name,
    type: held,
    tag: maybe(fc.oneof(fc.constantFrom('json:"a"', 'json:"b,omitempty"', 'x:"y"'), text)),
    doc: maybe(remark, 4),
  });
  const record = node<Declaration>({
    kind: 'record',
    name,
    form: 'class',
    fields: few(field).map((all) =>
      all.map(({ tag = '', ...rest }) => {
        const key = /(?:^| )json:"([^",]*)/.exec(tag)?.[1];
        const isPlain = key !== undefined && key !== '' && tag === `json:"${key}"`;
        return { ...rest, optional: false, key: key || rest.name, ...(isPlain ? {} : { tag }) };
      }),
    ),
  });
  const isRecord = (each: IrType): boolean =>
    each.kind === 'shape' &&
    each.form === 'struct' &&
    each.members.every((member) => member.kind === 'property' && !member.blank && member.trailing === undefined);
  const other = node<Declaration>({ kind: 'type', name, typeParameters: maybe(generic, 3), type: held, alias: fc.boolean() }).filter(
    (each) => each.kind !== 'type' || each.alias || each.typeParameters !== undefined || !isRecord(each.type),
  );
  const entry = node<Entry>({
    names: few(name, 1, 2),
    type: maybe(held, 4),
    values: maybe(few(expression_(), 1, 2)),
    doc: maybe(remark, 4),
    trailing: maybe(note, 4),
    blank: yes,
  }).map((drawn) => {
    const { type: own, ...bare } = drawn;
    return drawn.values || !own ? drawn : bare;
  });
  const loose = node<Entry>({ names: [], doc, blank: yes });
  const constants = few(fc.oneof({ weight: 5, arbitrary: entry }, { weight: 1, arbitrary: loose })).map(
    (all): Declaration => ({
      kind: 'constants',
      entries: all.map((drawn, at): Entry => {
        const { blank, ...rest } = drawn;
        const before = all[at - 1];
        return before && (blank || before.names.length === 0) ? { ...rest, blank: true } : rest;
      }),
    }),
  );
  return fc.oneof(record, other, constants);
}

/** Values of constants: none with a body, so that the groups stay small. */
function expression_(): fc.Arbitrary<Expression> {
  return fc.oneof<fc.Arbitrary<Expression>[]>(
    name.map(nameOf),
    fc.nat(99).map((value): Expression => ({ kind: 'number', value })),
    node({
      kind: 'binary',
      operator: fc.constantFrom('<<', '+', '*'),
      left: fc.constant<Expression>({ kind: 'number', value: 1 }),
      right: name.map(nameOf),
    }),
  );
}

export const declared = declarationOf(typeParameters, type);
