import { nameWords } from '#domain/ir/names';
import type { Change } from '../instruction.ts';
import type { CronField } from './schedule.ts';
import type { CronTaskPlan } from './schema.ts';

export const phrase = (task: string): string => nameWords(task).join(' ') || task;

export interface Parts {
  plan: CronTaskPlan;
  fields: CronField[];
  task: string;
  due: string;
  start: string;
  /** The task exists in the file already and is only scheduled. */
  existing: boolean;
}

export type Made = Pick<Change, 'imports' | 'declarations' | 'entry'>;
