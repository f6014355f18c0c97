import type { PromptMessage } from '#domain/prompts';
import type { AnyPlan, Instruction } from '../instructions/instruction.ts';
import { byDefault } from '../plan.ts';
import { createReader } from '../reading/reader.ts';
import { planDraft } from './plan-draft.ts';

/** A request beyond this, in characters, is cut for the model: its context is small, and an instruction is not that long. */
const longestRequest = 4_000;

/** What a model is told: what plans are, one example of each kind, and the request as data. */
export function planPrompt(request: string, instructions: readonly Instruction[], locale: 'en' | 'zh'): PromptMessage[] {
  const examples = instructions.flatMap((instruction) => {
    const plan = examplePlan(instruction, locale);
    return plan ? [`Request: ${instruction.example[locale]}\nPlan: ${JSON.stringify(planDraft(instruction).toDraft(plan))}`] : [];
  });
  return [
    {
      role: 'system',
      content: [
        'You read a request for code and write its plan as one line of JSON.',
        'Use only names, texts and numbers that stand in the request, spelt as they are there. Durations are in milliseconds.',
        `The kinds of plans: ${instructions.map(({ kind, title }) => `${kind} (${title.en}, ${title.zh})`).join('; ')}.`,
        ...examples,
      ].join('\n\n'),
    },
    { role: 'user', content: `Request: ${request.trim().slice(0, longestRequest)}\nPlan:` },
  ];
}

/** The plan of a kind's own example, as the rules read it. */
function examplePlan(instruction: Instruction, locale: 'en' | 'zh'): AnyPlan | null {
  const plan = instruction.read(createReader(instruction.example[locale]), { language: byDefault('typescript'), framework: null });
  const checked = instruction.schema.safeParse(plan);
  return checked.success ? checked.data : null;
}
