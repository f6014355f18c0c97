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
  /** SHA-256 of the exact prompt; null where there was none. */
  promptHash: z.string().nullable(),
  seed: z.int(),
});
export type RepairRound = z.infer<typeof repairRoundSchema>;
