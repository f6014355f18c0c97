import { z } from 'zod';
import { type Draw, pick } from '../../slots/sample.ts';

const column = z.string().min(1).max(100);
const value = z.string().min(1).max(200);
const textTests = ['equal', 'unequal', 'contains', 'starts', 'ends'] as const;
const numberTests = ['equal', 'unequal', 'over', 'least', 'under', 'most'] as const;

const lineTests = ['contains', 'starts', 'ends'] as const;
const lineConditionSchema = z.object({ test: z.enum(lineTests), value });
const conditionSchema = z.union([
  z.object({ field: column, test: z.enum(textTests), value }),
  z.object({ field: column, test: z.enum(numberTests), value: z.number().min(-1e15).max(1e15) }),
]);
export type LineCondition = z.infer<typeof lineConditionSchema>;
export type Condition = z.infer<typeof conditionSchema>;

const filtered = { filter: z.array(conditionSchema).max(10) };
const recordResult = z.union([
  /** Written to another file, with these fields alone where they are named. */
  z.object({ kind: z.literal('write'), pick: z.array(column).min(1).max(60).nullable() }),
  z.object({ kind: z.literal('count') }),
  z.object({ kind: z.literal('sum'), field: column }),
]);

/** What is done with a file; every part that its format has. */
export const jobSchema = z.union([
  z.object({
    format: z.literal('text'),
    filter: z.array(lineConditionSchema).max(10),
    replace: z.object({ from: value, to: z.string().max(200) }).nullable(),
    result: z.enum(['write', 'lines', 'words']),
  }),
  z.object({ format: z.literal('csv'), ...filtered, result: recordResult }),
  z.object({ format: z.literal('jsonl'), ...filtered, result: recordResult }),
]);
export type Job = z.infer<typeof jobSchema>;
export type TextJob = Extract<Job, { format: 'text' }>;
export type RecordJob = Exclude<Job, TextJob>;

const some = <Item>(draw: Draw, most: number, make: () => Item): Item[] =>
  Array.from({ length: Math.floor(draw.random() * (most + 1)) }, make);
const textOf = (draw: Draw): string => draw.text().slice(0, 200) || 'x';

export function sampleJob(draw: Draw): Job {
  const format = pick(draw, ['text', 'csv', 'jsonl'] as const);
  if (format === 'text')
    return {
      format,
      filter: some(draw, 2, () => ({ test: pick(draw, lineTests), value: textOf(draw) })),
      replace: draw.random() < 0.5 ? { from: textOf(draw), to: draw.text().slice(0, 200) } : null,
      result: pick(draw, ['write', 'lines', 'words'] as const),
    };
  const field = (): string => pick(draw, [draw.name(), draw.text().slice(0, 100) || 'x', 'amount']);
  const condition = (): Condition =>
    draw.random() < 0.5
      ? { field: field(), test: pick(draw, textTests), value: textOf(draw) }
      : { field: field(), test: pick(draw, numberTests), value: Math.floor(draw.random() * 400) / 4 - 20 };
  const result = pick(draw, [
    { kind: 'write' as const, pick: draw.random() < 0.5 ? [field(), ...some(draw, 2, field)] : null },
    { kind: 'count' as const },
    { kind: 'sum' as const, field: field() },
  ]);
  // Compilers refuse what can never hold: one field that equals two values.
  const filter = some(draw, 2, condition).filter((each, at, all) => all.findIndex((other) => other.field === each.field) === at);
  return { format, filter, result };
}
