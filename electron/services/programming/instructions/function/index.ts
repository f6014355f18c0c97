import { type Instruction, weigh } from '../instruction.ts';
import { callsOf } from './calls.ts';
import { functionCues } from './lexicon.ts';
import { lowerFunction } from './lower.ts';
import { readFunction } from './reading.ts';
import { type FunctionPlan, functionSchema } from './schema.ts';

/** A function with typed parameters; its body where it is one of the known operations or a formula, else one that fails loudly. */
const functionKind: Instruction<FunctionPlan> = {
  kind: 'function',
  order: 2,
  title: { en: 'Function', zh: '函数' },
  example: {
    en: 'Write a function average(numbers: number[]) that returns the average',
    zh: '写一个函数 average，参数 numbers 是数字列表，返回平均值',
  },
  schema: functionSchema,
  score: (reader) =>
    weigh(functionCues, reader) + (reader.literals('code').some(({ value }) => /\w\s?(?:=\s?)?\([^()]{0,400}\)/.test(value)) ? 2.5 : 0),
  read: readFunction,
  lower: lowerFunction,
  calls: callsOf,
  describe: (plan) => [
    { name: 'name', slot: plan.name },
    ...plan.parameters.map((each) => ({
      name: `parameter ${each.name}`,
      slot: { value: each.type + (each.optional ? '?' : ''), source: each.typeSource },
    })),
    ...(plan.result ? [{ name: 'result', slot: plan.result }] : []),
    ...(plan.operation ? [{ name: 'operation', slot: plan.operation }] : []),
    ...(plan.formula ? [{ name: 'formula', slot: plan.formula }] : []),
    ...(plan.examples ? [{ name: 'examples', slot: plan.examples }] : []),
  ],
  summary(plan) {
    const made = `\`${plan.name.value}(${plan.parameters.map((each) => each.name).join(', ')})\``;
    return {
      made: { en: `the function ${made}`, zh: `函数 ${made}` },
      facts: plan.formula ? { en: `it returns \`${plan.formula.value}\``, zh: `返回 \`${plan.formula.value}\`` } : null,
    };
  },
  suggestion: () => ({
    en: 'Write a function average(numbers: number[]) that returns the average',
    zh: '写一个函数 average，参数 numbers 是数字列表，返回平均值',
  }),
};

export default functionKind;
