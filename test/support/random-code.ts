import fc from 'fast-check';
import type { TargetLanguage } from '#domain/programming';
import type { LanguageLevels } from '#services/toolchains';
import type { EditResult } from '../../electron/services/programming/editing/edit-source.ts';
import { changesOf } from '../../electron/services/programming/editing/execute-edit.ts';
import { withEdits } from '../../electron/services/programming/editing/file-edits.ts';
import { findTarget } from '../../electron/services/programming/editing/find-target.ts';
import type { AnyPlan, EditInstruction, Instruction, Target } from '../../electron/services/programming/instructions/instruction.ts';
import { lowerFor, templatesFor } from '../../electron/services/programming/levels/adapt.ts';
import { newFileEdit } from '../../electron/services/programming/placing/compose.ts';
import { openWorkspace } from '../../electron/services/programming/placing/workspace.ts';
import type { Syntax } from '../../electron/services/programming/ports.ts';
import type { Draw } from '../../electron/services/programming/slots/sample.ts';
import type { Templates } from '../../electron/services/programming/templates/templates.ts';
import { hostileName, hostileText, plansOf } from '../unit/programming/random-plans.ts';

/** Random plans of a kind, the same for the same seed. */
export function randomPlans(instruction: Instruction, count: number, seed: number): AnyPlan[] {
  return fc.sample(plansOf(instruction) as fc.Arbitrary<AnyPlan>, { numRuns: count, seed }).map((drawn) => instruction.schema.parse(drawn));
}

/** A plan that needs no package of others: the framework is taken out of it, and so is a database whose driver is a package. */
export function standardOnly(plan: AnyPlan): AnyPlan {
  const { slots } = plan as { slots?: { dialect?: { value: string | null }; framework?: object } };
  if (slots?.dialect?.value === 'postgresql')
    return { ...plan, slots: { ...slots, dialect: { ...slots.dialect, value: null } } } as AnyPlan;
  if (slots?.framework) return { ...plan, slots: { ...slots, framework: { ...slots.framework, value: null } } } as AnyPlan;
  const framework = (plan as { framework?: { value: string | null } }).framework;
  return framework && /express|fast|flask|hono|gin/.test(framework.value ?? '')
    ? ({ ...plan, framework: { ...framework, value: null } } as AnyPlan)
    : plan;
}

/** Draws that are the same for the same seed; names and texts are hostile. */
export function drawsOf(seed: number): Draw {
  let state = seed >>> 0;
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const one = <Value>(values: fc.Arbitrary<Value>): Value =>
    fc.sample(values, { numRuns: 1, seed: Math.floor(random() * 2 ** 31) })[0] as Value;
  return { random, name: () => one(hostileName), text: () => one(hostileText) };
}

export const extensions: Record<TargetLanguage, string> = { typescript: 'ts', javascript: 'js', python: 'py', go: 'go' };

/** A random source in which a plan applies, and what the plan makes of it. */
export async function editRandomSource(
  instruction: EditInstruction,
  plan: AnyPlan,
  language: TargetLanguage,
  { syntax, templates }: { syntax: Syntax; templates: Templates },
): Promise<{ before: string; after: string; result: EditResult }> {
  const seed = [...JSON.stringify(plan)].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
  const before = instruction.sampleSource(plan, drawsOf(seed), language);
  const path = `sample.${extensions[language]}`;
  const workspace = await openWorkspace({
    list: () => Promise.resolve([path]),
    read: (asked) => Promise.resolve(asked === path ? before : null),
  });
  const found = await findTarget({
    place: { ...instruction.where(plan), file: path },
    language,
    named: [],
    attachments: [],
    workspace,
    syntax,
  });
  if (found.outcome !== 'found') throw new Error(`${JSON.stringify(found)}\n${before}`);
  const result = await instruction.edit(plan, found.source, templates);
  const changes = await changesOf(found.source, result);
  return { before, after: withEdits(before, changes[0]?.changed ?? []), result };
}

/** The code of a plan as a new file, and whether it stands on its own: a test needs what it tests. */
export async function codeOfPlan(
  instruction: Instruction,
  plan: AnyPlan,
  language: TargetLanguage,
  { syntax, templates }: { syntax: Syntax; templates: Templates },
  levels?: LanguageLevels,
): Promise<{ content: string; whole: boolean }> {
  if (instruction.edit)
    return {
      content: (
        await editRandomSource(instruction, plan, language, { syntax, templates: levels ? templatesFor(templates, levels) : templates })
      ).after,
      whole: true,
    };
  const target: Target = { language, view: null, framework: null, dependencies: new Set(), ...(levels && { levels }) };
  const change = await lowerFor(instruction, plan, target, templates);
  const edit = newFileEdit(change, language, 'new', 'main');
  if (edit.kind !== 'write') throw new Error('A new file is written whole.');
  return { content: edit.content, whole: change.test !== true };
}
