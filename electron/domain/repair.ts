import { z } from 'zod';
import { checkNameSchema } from './checks.ts';

/** What was wrong with a change: checks that failed, with their first findings, and edits that found no place. */
const faultSchema = z.object({
  /** `edits` for edits that could not be read or placed. */
  check: checkNameSchema.or(z.literal('edits')),
  language: z.string().nullable(),
  /** How many there were. */
  count: z.int(),
  /** The first of them, as the tool said it, with its place. */
  first: z.string(),
});
export type Fault = z.infer<typeof faultSchema>;

/**
 * One attempt of a model to repair its own answer. repaired: nothing is wrong any more · better: less is wrong, and that is what is proposed ·
 * failed: nothing was won, the attempt is left out · nothing: it changed nothing · noRoom: the context does not hold report and files.
 */
export const repairRoundSchema = z.object({
  /** Counted from 1. */
  round: z.int(),
  faults: z.array(faultSchema),
  /** `running` while the model writes; where it stays so, the answer was stopped. */
  outcome: z.enum(['running', 'repaired', 'better', 'failed', 'nothing', 'noRoom']),
  /** The exact text that the model read, and its SHA-256; null where there was none. */
  prompt: z.string().nullable(),
  promptHash: z.string().nullable(),
  /** What the model wrote. */
  text: z.string(),
  seed: z.int(),
});
export type RepairRound = z.infer<typeof repairRoundSchema>;

/** All prompts of an answer: its own, and those of the rounds that repaired it. */
export const withRepairPrompts = (prompt: string, rounds: readonly RepairRound[] = []): string =>
  [prompt, ...rounds.flatMap((round) => (round.prompt === null ? [] : [round.prompt]))].join('\n\n════════\n\n');
