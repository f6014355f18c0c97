import type { z } from 'zod';
import { saidError } from '#domain/errors';
import type { PlanFault } from '#domain/programming';
import { say } from '#domain/sentences';
import type { AnyPlan, Instruction } from './instructions/instruction.ts';

/** More faults than a form shows help nobody. */
const mostFaults = 50;
/** Printers go down with the values that they print: a deeper one would end in an overflow of the stack. */
const deepest = 100;

/** A plan that did not come from words, as its kind checks it. Throws BAD_INPUT, with every fault and its place as `data.faults`. */
export function checkPlan(plan: unknown, instructions: readonly Instruction[]): { instruction: Instruction; plan: AnyPlan } {
  const kind = (plan as { kind?: unknown } | null)?.kind;
  const instruction = instructions.find((each) => each.kind === kind);
  if (!instruction) {
    const name = typeof kind === 'string' ? kind.slice(0, 100) : '';
    throw saidError('BAD_INPUT', say('plan.noKind', { kind: name }), { data: { faults: [] } });
  }
  if (isDeeper(plan, deepest)) throw saidError('BAD_INPUT', say('plan.tooDeep', { limit: deepest }), { data: { faults: [] } });
  const checked = instruction.schema.safeParse(plan);
  if (checked.success) return { instruction, plan: checked.data };
  const faults = checked.error.issues.slice(0, mostFaults).map(faultOf);
  const { path = [], message = '' } = faults[0] ?? {};
  throw saidError('BAD_INPUT', say('plan.notValid', { place: path.join('.') || (kind as string), fault: message }), { data: { faults } });
}

function faultOf(issue: z.core.$ZodIssue): PlanFault {
  const { path, code, message } = issue;
  const fault: PlanFault = { path: path.map(String), code, message };
  if (issue.code === 'too_small') fault.minimum = Number(issue.minimum);
  if (issue.code === 'too_big') fault.maximum = Number(issue.maximum);
  return fault;
}

/** Level by level and not by recursion, because it is asked of anything. */
function isDeeper(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}
