import fc from 'fast-check';
import { endsInJump } from '#domain/ir/jumps';
import type { Statement } from '#domain/ir/nodes';
import type { Language, Tied } from './script-arbitrary.ts';
import { assigning } from './script-expression-arbitrary.ts';
import { beside, block, few, maybe, node, note, plainName, yes } from './script-words.ts';

/** Random statements in the normal form of scripts. */

type Case = Extract<Statement, { kind: 'switch' }>['cases'][number];

const how = fc.constantFrom({}, { mutable: true }, { mutable: true, form: 'var' });

/** Blank lines stand between statements, one in a place; a block comment leads with no star, or it would be documentation. */
export const tidy = (body: Statement[]): Statement[] =>
  body.filter(({ kind }, at) => kind !== 'blank' || (at > 0 && at < body.length - 1 && body[at - 1]?.kind !== 'blank'));

export function statementArbitraries(tied: Tied, language: Language) {
  const types = language === 'typescript';
  const typed = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
    types ? maybe(arbitrary, 3) : fc.constant(undefined);
  const { expression, type, body, place } = tied;
  const then = body;
  const trailed = (statement: fc.Arbitrary<Statement>): fc.Arbitrary<Statement> => beside(statement, 'trailing', maybe(note, 5));
  const bound = fc.oneof(
    fc
      .tuple(plainName, expression, typed(type), how)
      .map(([own, value, kind, rest]) => ({ kind: 'let', names: [own], value, ...(kind ? { type: kind } : {}), ...rest })),
    fc
      .tuple(tied.bindingParts, expression, typed(type), how)
      .map(([pattern, value, kind, rest]) => ({ kind: 'destructure', pattern, value, ...(kind ? { type: kind } : {}), ...rest })),
  ) as fc.Arbitrary<Statement>;
  const declare = node<Statement>({ kind: 'declare', name: plainName, type: typed(type), form: fc.constantFrom('var', undefined) });
  const simple = expression.filter(({ kind }) => kind !== 'assignment').map((value): Statement => ({ kind: 'expression', value }));
  const value = expression.map((each): Statement => ({ kind: 'expression', value: each }));
  const start = fc.oneof(
    fc.constant<Statement[]>([]),
    value.map((each) => [each]),
    fc.array(node<Statement>({ kind: 'let', names: fc.tuple(plainName), value: expression, type: typed(type), mutable: true }), {
      minLength: 1,
      maxLength: 2,
    }),
    fc.array(node<Statement>({ kind: 'destructure', pattern: tied.bindingParts, value: expression }), { minLength: 1, maxLength: 2 }),
    fc.tuple(node<Statement>({ kind: 'declare', name: plainName, form: 'var' })),
  );
  const each = fc.oneof(
    node<object>({ name: plainName, declares: fc.constantFrom('let', 'var', 'assigned', undefined) }),
    node<object>({ name: '', pattern: tied.bindingParts, declares: fc.constantFrom('let', 'var', undefined) }),
    node<object>({ name: '', pattern: fc.oneof(tied.targetParts, tied.placed), declares: 'assigned' }),
  );
  /** A thrown error that `raise` can say is said so. */
  const thrown = expression.filter((one) => one.kind !== 'new' || one.callee.kind !== 'name' || !/Error|Exception/.test(one.callee.name));
  const condition = expression.filter((one) => one.kind !== 'boolean' || !one.value);
  const cases = fc
    .tuple(
      few(fc.tuple(fc.array(expression, { minLength: 1, maxLength: 2 }), body, yes, maybe(few(note, 1, 2), 5))),
      maybe(fc.tuple(fc.nat(3), body, yes), 2),
    )
    .map(([drawn, other]): Case[] => {
      const all = drawn.map(
        ([values, inner, falls, comments]): Case => caseOf({ values, body: inner, ...(comments ? { comments } : {}) }, falls),
      );
      if (other) all.splice(other[0], 0, caseOf({ values: [], isDefault: true, body: other[1] }, other[2]));
      // Comments in front of the next case belong to it.
      for (const one of all.slice(0, -1)) {
        const falls = one.fallthrough || endsInJump(one.body);
        while (falls && ['comment', 'blank'].includes(one.body.at(-1)?.kind ?? '')) one.body.pop();
      }
      // A case without statements shares those of the next one.
      return all.reduceRight<Case[]>((kept, one) => {
        const [next] = kept;
        const shares = one.body.length === 0 && one.fallthrough && !one.isDefault && next && !next.isDefault && !next.comments;
        if (!shares) kept.unshift(one);
        return kept;
      }, []);
    });
  const handler = node<object>({
    types: [],
    typed: types
      ? maybe(fc.constantFrom({ kind: 'typeValue', type: { kind: 'unknown' } }, { kind: 'typeValue', type: { kind: 'any' } }), 4)
      : undefined,
    name: fc.option(plainName, { freq: 4 }),
    body,
  }).map((drawn) => ((drawn as { name: string | null }).name === null ? { ...drawn, typed: undefined } : drawn));
  const loop = fc.oneof(
    node<Statement>({ kind: 'loop', condition: maybe(condition, 3), body }),
    node<Statement>({
      kind: 'for',
      start,
      condition: maybe(expression),
      update: fc.oneof(
        fc.constant([]),
        value.map((one) => [one]),
      ),
      body,
    }),
    fc
      .tuple(
        each,
        node<object>({ over: fc.constantFrom('keys', undefined), source: expression, body }),
        types ? yes : fc.constant(undefined),
      )
      .map(
        ([head, rest, waits]) => ({ kind: 'each', ...head, ...rest, ...(waits && !('over' in rest) ? { awaits: true } : {}) }) as Statement,
      ),
    node<Statement>({ kind: 'repeat', body, condition: expression }),
  );
  const statement = fc.oneof(
    { maxDepth: 4, depthIdentifier: 'script', withCrossShrink: true },
    fc.constantFrom<Statement>(
      { kind: 'return', values: [] },
      { kind: 'break' },
      { kind: 'continue' },
      { kind: 'break', label: 'a' },
      { kind: 'continue', label: 'outer' },
    ),
    trailed(simple),
    trailed(bound),
    trailed(declare),
    trailed(node<Statement>({ kind: 'assign', target: place, operator: maybe(assigning), value: expression })),
    trailed(node<Statement>({ kind: 'assignParts', pattern: tied.targetParts, value: expression })),
    trailed(node<Statement>({ kind: 'return', values: fc.tuple(expression) })),
    trailed(node<Statement>({ kind: 'if', condition: expression, then, otherwise: maybe(body) })),
    trailed(loop),
    node<Statement>({ kind: 'switch', subject: expression, cases }),
    trailed(
      node<Statement>({
        kind: 'raise',
        type: fc.constantFrom('TypeError', 'MyException', undefined),
        message: expression,
        cause: maybe(expression),
      }),
    ),
    trailed(node<Statement>({ kind: 'throw', value: thrown })),
    fc
      .tuple(fc.array(handler, { maxLength: 1 }), maybe(body), body)
      .map(
        ([catches, always, tried]) =>
          ({ kind: 'try', body: tried, catches, ...(always || catches.length === 0 ? { always: always ?? [] } : {}) }) as Statement,
      ),
    node<Statement>({ kind: 'labelled', label: plainName, body: loop }),
    trailed(node<Statement>({ kind: 'block', body })),
    node<Statement>({ kind: 'comment', text: note }),
    node<Statement>({ kind: 'comment', text: block, block: true }),
    fc.constantFrom<Statement>({ kind: 'blank' }, { kind: 'opaque', language, text: 'debugger;', reason: 'debugger statement' }),
    trailed(node<Statement>({ kind: 'define', function: tied.definition })),
    trailed(node<Statement>({ kind: 'declaration', declaration: tied.inner })),
  );
  return { statement, body: few(statement).map(tidy), bound, declare };
}

/** A case leaves the switch at its end; `fallthrough` where it does not, which nobody says of a case that jumps. */
function caseOf(drawn: Case, falls: true | undefined): Case {
  const last = drawn.body.findLastIndex(({ kind }) => kind !== 'comment' && kind !== 'blank');
  const leaving = drawn.body[last];
  const breaks = leaving?.kind === 'break' && leaving.label === undefined && !endsInJump(drawn.body.slice(0, last));
  const body = breaks ? drawn.body.toSpliced(last, 1) : drawn.body;
  if (breaks) return caseOf({ ...drawn, body }, falls);
  const kept = { ...drawn, body: tidy(body) };
  return falls && !endsInJump(kept.body) ? { ...kept, fallthrough: true } : kept;
}
