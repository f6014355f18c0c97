import { parseEdits } from '#domain/edit-format';
import { blocksGrammar } from '#domain/edit-grammar';
import { AppError } from '#domain/errors';
import type { ModelEngine } from '#services-ports/inference';
import { checkedPlan } from '../../electron/services/programming/constrained/checked-plan.ts';
import { isWritable, planDraft } from '../../electron/services/programming/constrained/plan-draft.ts';
import { jsonGrammar } from '../../electron/services/programming/constrained/schema-grammar.ts';
import { instructions as all } from '../../electron/services/programming/instructions.node.ts';
import { ask, never, read, source } from './model-engine.ts';
import type { TinyModelOptions } from './tiny-model.ts';

/** Models of random weights that differ in everything that decides what they say. */
export const randomModels: readonly TinyModelOptions[] = [
  { name: 'plain', context: 4096, seed: 1 },
  { name: 'wide', context: 4096, seed: 2, width: 256, layers: 1, heads: 8, keyHeads: 2 },
  { name: 'deep', context: 4096, seed: 3, width: 64, layers: 6, heads: 2, type: 'Q8_0' },
  { name: 'tied', context: 4096, seed: 4, width: 96, heads: 6, tied: true },
  { name: 'many-words', context: 4096, seed: 5, vocabulary: 8192, type: 'Q8_0' },
];
const instructions = all.filter(isWritable);
const temperatures = [0, 0.4, 0.8, 1.2, 1.6, 2];

export type Outcome = { kind: string; temperature: number; text: string } & ({ valid: true } | { valid: false; fault: string });

const paths = ['src/server.ts', 'with space.py', 'cmd/main.go'];

/** What becomes of edits that one of these models writes as blocks: every one is for a named file or a new one. */
export async function generateBlocks(engine: ModelEngine, model: TinyModelOptions, count: number, firstSeed: number): Promise<Outcome[]> {
  await engine.load(source(model, 4096));
  const outcomes: Outcome[] = [];
  const grammar = blocksGrammar(paths, { blocks: 2, lines: 5, characters: 40 });
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const temperature = temperatures[seed % temperatures.length] as number;
    const { text } = await read(engine.generate(ask(`Change ${seed}`, { grammar, maxTokens: 3900, temperature, topP: 1, seed }), never));
    const { edits, problems } = parseEdits(text);
    const base = { kind: 'blocks', temperature, text };
    const strange = edits.find((edit) => edit.kind !== 'replace' || (edit.search !== '' && !paths.includes(edit.path)));
    const fault = problems[0]?.message ?? (strange ? `for ${strange.path}` : edits.length === 0 ? 'no edit' : null);
    outcomes.push(fault === null ? { ...base, valid: true } : { ...base, valid: false, fault });
  }
  return outcomes;
}

/** What becomes of plans that one of these models writes: kinds and temperatures in turn, every time with another seed. */
export async function generatePlans(engine: ModelEngine, model: TinyModelOptions, count: number, firstSeed: number): Promise<Outcome[]> {
  await engine.load(source(model, 4096));
  const outcomes: Outcome[] = [];
  for (let at = 0; at < count; at += 1) {
    const seed = firstSeed + at;
    const instruction = instructions[seed % instructions.length] as (typeof instructions)[number];
    const temperature = temperatures[(seed + Math.floor(seed / instructions.length)) % temperatures.length] as number;
    const draft = planDraft(instruction);
    const grammar = jsonGrammar([draft.schema], 2500);
    if (!grammar) throw new Error(`${instruction.kind} has no grammar`);
    const request = ask(`Write a ${instruction.kind}: ${seed}`, {
      ...{ grammar: grammar.grammar, maxTokens: grammar.longest + 1, temperature, topP: 1, seed },
    });
    const base = { kind: instruction.kind, temperature };
    try {
      const { text } = await read(engine.generate(request, never));
      const checked = checkedPlan(
        instruction,
        draft.toPlan(JSON.parse(text), () => 'assumed'),
      );
      outcomes.push('plan' in checked ? { ...base, text, valid: true } : { ...base, text, valid: false, fault: checked.fault });
    } catch (error) {
      if (!(error instanceof AppError) && !(error instanceof SyntaxError)) throw error;
      outcomes.push({ ...base, text: '', valid: false, fault: String(error) });
    }
  }
  return outcomes;
}
