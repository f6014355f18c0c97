import type { PlanQuestion, PlanView, TargetLanguage } from '#domain/programming';
import type { AnyPlan, Instruction } from './instructions/instruction.ts';
import type { Slot } from './plan.ts';
import type { Locale } from './slot-names.ts';

const shown = (name: string, slot: Slot<unknown>): PlanView['slots'][number] => ({
  name,
  value: typeof slot.value === 'string' ? slot.value : JSON.stringify(slot.value),
  source: slot.source,
  ...(slot.span ? { span: slot.span } : {}),
});

/** A plan as it is shown: slot by slot, with where each value came from. */
export function planView(
  {
    instruction,
    plan,
    unused,
    locale,
    model,
  }: { instruction: Instruction; plan: AnyPlan; unused: string[]; locale: Locale; model?: string | undefined },
  language: TargetLanguage,
): PlanView {
  const slots = [{ name: 'language', slot: plan.language as Slot<unknown> }, ...instruction.describe(plan)];
  return {
    kind: plan.kind,
    title: instruction.title[locale],
    language,
    slots: slots.map(({ name, slot }) => shown(name, slot)),
    unusedWords: unused,
    questions: [],
    json: JSON.stringify(plan, null, 2),
    ...(model === undefined ? {} : { model }),
  };
}

/** A plan with gaps: what is known of it, and what is asked. */
export function unfinishedView(options: {
  instruction: Instruction;
  language: Slot<TargetLanguage>;
  known: Record<string, Slot<unknown>>;
  draft: AnyPlan;
  questions: PlanQuestion[];
  unusedWords: string[];
  locale: Locale;
}): PlanView {
  const { instruction, language, known, draft, questions, unusedWords, locale } = options;
  return {
    kind: instruction.kind,
    title: instruction.title[locale],
    language: language.value,
    slots: [shown('language', language), ...Object.entries(known).map(([name, slot]) => shown(name, slot))],
    unusedWords,
    questions,
    json: JSON.stringify(draft, null, 2),
  };
}
