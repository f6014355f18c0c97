import fc from 'fast-check';
import type { TargetLanguage } from '#domain/programming';
import type { LanguageLevels } from '#services/toolchains';
import type { AnyPlan, Instruction, Target } from '../../electron/services/programming/instructions/instruction.ts';
import { lowerFor } from '../../electron/services/programming/levels/adapt.ts';
import { newFileEdit } from '../../electron/services/programming/placing/compose.ts';
import type { Templates } from '../../electron/services/programming/templates/templates.ts';
import { plansOf } from '../unit/programming/random-plans.ts';

/** Random plans of a kind, the same for the same seed. */
export function randomPlans(instruction: Instruction, count: number, seed: number): AnyPlan[] {
  return fc.sample(plansOf(instruction) as fc.Arbitrary<AnyPlan>, { numRuns: count, seed }).map((drawn) => instruction.schema.parse(drawn));
}

/** A plan that needs no package of others: the framework is taken out of it. */
export function standardOnly(plan: AnyPlan): AnyPlan {
  const framework = (plan as { framework?: { value: string | null } }).framework;
  return framework && /express|fast|flask/.test(framework.value ?? '')
    ? ({ ...plan, framework: { ...framework, value: null } } as AnyPlan)
    : plan;
}

/** The code of a plan as a new file, and whether it stands on its own: a test needs what it tests. */
export async function codeOfPlan(
  instruction: Instruction,
  plan: AnyPlan,
  language: TargetLanguage,
  templates: Templates,
  levels?: LanguageLevels,
): Promise<{ content: string; whole: boolean }> {
  const target: Target = { language, view: null, framework: null, dependencies: new Set(), ...(levels && { levels }) };
  const change = await lowerFor(instruction, plan, target, templates);
  const edit = newFileEdit(change, language, 'new', 'main');
  if (edit.kind !== 'write') throw new Error('A new file is written whole.');
  return { content: edit.content, whole: change.test !== true };
}
