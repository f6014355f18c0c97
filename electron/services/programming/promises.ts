import type { CodePromise } from '#domain/promises';
import type { Instruction } from './instructions/instruction.ts';

/** What code made from a plan promises. A plan that its kind does not know any more promises nothing. */
export function promisesOf(plan: unknown, instructions: readonly Instruction[]): CodePromise[] {
  const instruction = instructions.find((each) => each.kind === (plan as { kind?: unknown } | null)?.kind);
  const checked = instruction?.schema.safeParse(plan);
  if (!instruction || !checked?.success) return [];
  const language = checked.data.language.value;
  const contract = instruction.contract?.(checked.data) ?? null;
  const calls = instruction.calls?.(checked.data) ?? null;
  return [
    ...(contract === null ? [] : [{ form: 'service' as const, language, contract }]),
    ...(calls === null ? [] : [{ form: 'function' as const, language, ...calls }]),
  ];
}
