import { z } from 'zod';
import { sentenceSchema } from './sentences.ts';

/** What is asked of code before it is trusted: it parses, is laid out as its formatter would, compiles, has consistent types, passes tests. */
export const checkNameSchema = z.enum(['parses', 'formats', 'compiles', 'types', 'tests']);
export type CheckName = z.infer<typeof checkNameSchema>;

/** `notChecked` is neither good nor bad: something that the check needs is not there. */
export const checkStatusSchema = z.enum(['passed', 'failed', 'notChecked']);

export const findingSchema = z.object({
  path: z.string(),
  /** Counted from 1. */
  line: z.int(),
  column: z.int().nullable(),
  message: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;

export const checkSchema = z.object({
  name: checkNameSchema,
  /** The language whose files were checked; `text` where none is known. */
  language: z.string(),
  status: checkStatusSchema,
  /** Why it was not checked, as a sentence with its code. Null for one that was. */
  reason: z.object({ message: z.string(), sentence: sentenceSchema }).nullable(),
  /** What is wrong, in the order of the tool, at most 50. */
  findings: z.array(findingSchema),
  /** The tool that checked, with its version: "go 1.26.8". Null where none ran. */
  tool: z.string().nullable(),
  durationMs: z.number(),
});
export type Check = z.infer<typeof checkSchema>;

/** The checks of a proposal at one of its revisions. */
export const checkReportSchema = z.object({ revision: z.int(), checks: z.array(checkSchema) });
export type CheckReport = z.infer<typeof checkReportSchema>;

/** What is known of the checks while they run; the last one has nothing in `running`. */
export interface CheckProgress extends CheckReport {
  running: { name: CheckName; language: string }[];
}
