import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkedPlan } from '../../../../electron/services/programming/constrained/checked-plan.ts';
import { literal } from '../../../../electron/services/programming/constrained/gbnf.ts';
import { integersBetween, numbersBetween } from '../../../../electron/services/programming/constrained/number-grammar.ts';
import { patternGrammar } from '../../../../electron/services/programming/constrained/pattern-grammar.ts';
import { isWritable, planDraft } from '../../../../electron/services/programming/constrained/plan-draft.ts';
import { jsonGrammar } from '../../../../electron/services/programming/constrained/schema-grammar.ts';
import { instructions } from '../../../../electron/services/programming/instructions.node.ts';
import { createGrammarDraw } from '../../../support/gbnf.ts';

const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
const textsOf = (rule: string, count: number, seed: number): string[] => {
  const draw = createGrammarDraw(`root ::= ${rule}`, seeded(seed));
  return Array.from({ length: count }, draw);
};

// A check that no grammar can say is narrowed beside it, by `.meta({ writable: '…' })`; `.meta({ writable: false })` keeps models away.
test.each(instructions.filter(isWritable).map(({ kind }) => [kind]))(
  'what the grammar of %s lets be written is a plan that its kind takes, of no more than the promised bytes',
  (kind) => {
    const instruction = instructions.find((each) => each.kind === kind);
    if (!instruction) throw new Error(kind);
    const draft = planDraft(instruction);
    for (const room of [6000, 2500]) {
      const grammar = jsonGrammar([draft.schema], room);
      expect(grammar?.longest).toBeLessThanOrEqual(room);
      const draw = createGrammarDraw(grammar?.grammar ?? '', seeded(7));
      for (let round = 0; round < 60; round += 1) {
        const text = draw();
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(grammar?.longest ?? 0);
        const checked = checkedPlan(
          instruction,
          draft.toPlan(JSON.parse(text), () => 'assumed'),
        );
        expect(checked, `${JSON.stringify(checked).slice(0, 200)} ${text}`).toHaveProperty('plan.kind', kind);
        expect(JSON.stringify(checked)).not.toContain('"source":"words"');
      }
    }
  },
);

test('a plan is the same after it was written as a draft, but for where its values came from', () => {
  for (const instruction of instructions) {
    const sample = instruction.sample?.({ random: seeded(3), name: () => 'orderTotal', text: () => 'a text' });
    if (!sample) continue;
    const bare = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (key, each) => (key === 'span' ? undefined : key === 'source' || key.endsWith('Source') ? 'assumed' : each)),
      );
    const draftOf = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(draftOf);
      if (typeof value !== 'object' || value === null) return value;
      if ('value' in value && 'source' in value) return draftOf(value.value);
      return Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => !name.endsWith('Source'))
          .map(([name, each]) => [name, draftOf(each)]),
      );
    };
    expect(
      planDraft(instruction).toPlan(draftOf(sample), () => 'assumed'),
      instruction.kind,
    ).toEqual(bare(sample));
  }
});

test('what a list says twice, or what contradicts what it said before, is left out; what cannot be mended is a fault in words', () => {
  const machine = instructions.find(({ kind }) => kind === 'state-machine');
  if (!machine) throw new Error('state-machine');
  const step = (from: string, to: string, event: string) => ({ from, to, event });
  const plan = (transitions: unknown[]) =>
    planDraft(machine).toPlan(
      { kind: 'state-machine', language: 'go', slots: { initial: null, transitions, name: 'Door', states: null } },
      () => 'words',
    );
  const mended = checkedPlan(machine, plan([step('open', 'shut', 'close'), step('open', 'gone', 'close'), step('shut', 'open', 'push')]));
  expect(mended).toHaveProperty('plan.slots.transitions.value', [step('open', 'shut', 'close'), step('shut', 'open', 'push')]);
  for (const wrong of [plan([]), plan([step('a b', 'c', 'd')]), null, 'text', {}, { kind: 'state-machine' }])
    expect(checkedPlan(machine, wrong)).toEqual({ fault: expect.stringMatching(/\S/) });
});

test('the grammar of whole numbers between two bounds writes these numbers and no others', () => {
  fc.assert(
    fc.property(fc.integer({ min: -3000, max: 3000 }), fc.nat(5000), (least, width) => {
      for (const text of textsOf(integersBetween(least, least + width).text, 20, least + width)) {
        expect(String(Number(text))).toBe(text);
        expect(Number(text)).toBeGreaterThanOrEqual(least);
        expect(Number(text)).toBeLessThanOrEqual(least + width);
      }
    }),
    { numRuns: 100 },
  );
  const all = new Set(textsOf(integersBetween(-12, 105).text, 20_000, 1));
  expect(all.size).toBe(118);
});

test('numbers with places behind the point stay between their bounds', () => {
  for (const text of textsOf(numbersBetween(0, 3600, { least: false, most: true }).text, 500, 5)) {
    expect(Number(text)).toBeGreaterThan(0);
    expect(Number(text)).toBeLessThanOrEqual(3600);
  }
});

test.each([
  ['^(string|integer)(\\[\\]){0,2}$'],
  ['^[\\p{L}_][\\p{L}\\p{N}_-]{0,63}$'],
  ['^a+b*?[^a-z\\s]?\\d{2,}$'],
  ['^x\\.y[\\]\\-z]|[\\w.]{3}$'],
])('what is written for the pattern %s matches it and needs no escape in JSON', (pattern) => {
  const piece = patternGrammar(pattern, 9);
  for (const text of textsOf(piece?.text ?? '', 300, 11)) {
    expect(text).toMatch(new RegExp(pattern, 'u'));
    expect(JSON.stringify(text)).toBe(`"${text}"`);
  }
});

test.each(['a(?!b)', '(?<=a)b', '\\bword', '(a)\\1', 'a{2', '[a', '"', '[\\\\]'])(
  'a pattern with %s is left to the check of the value',
  (pattern) => {
    expect(patternGrammar(pattern, 9)).toBeNull();
  },
);

test('texts in a grammar are escaped, so that no schema can add rules', () => {
  const hostile = '"\\\n]root ::= "x"\u0007\u{1f600}';
  expect(textsOf(literal(hostile).text, 1, 1)).toEqual([hostile]);
  expect(jsonGrammar([{ type: 'object', properties: { [hostile]: { const: hostile } } }], 500)?.grammar.split('\n')).toHaveLength(3);
});

test('what needs more room than there is has no grammar', () => {
  expect(jsonGrammar([{ type: 'string', minLength: 400 }], 300)).toBeNull();
});
