import { type Instruction, weigh } from '../instruction.ts';
import { cronCues } from './lexicon.ts';
import { lowerCronTask } from './lower.ts';
import { readCronTask } from './reading.ts';
import { type CronTaskPlan, cronTaskSchema } from './schema.ts';

/** A task at fixed times, with the standard library's timers alone. */
const cronTask: Instruction<CronTaskPlan> = {
  kind: 'cron-task',
  order: 5,
  title: { en: 'Scheduled task', zh: '定时任务' },
  example: { en: 'Schedule a task called cleanup that runs every day at 03:30', zh: '添加一个定时任务 cleanup，每天 3:30 执行' },
  schema: cronTaskSchema,
  score: (reader) => weigh(cronCues, reader),
  read: readCronTask,
  lower: lowerCronTask,
  describe: (plan) => [
    { name: 'name', slot: plan.name },
    { name: 'schedule', slot: plan.schedule },
    ...(plan.message ? [{ name: 'message', slot: plan.message }] : []),
  ],
  summary: (plan) => ({
    made: { en: `the task \`${plan.name.value}\``, zh: `定时任务 \`${plan.name.value}\`` },
    facts: {
      en: `it runs on the schedule \`${plan.schedule.value}\` in local time`,
      zh: `按本地时间的 \`${plan.schedule.value}\` 运行`,
    },
  }),
  suggestion: () => ({
    en: 'Schedule a task called heartbeat that runs every 5 minutes and prints "alive"',
    zh: '添加一个定时任务 heartbeat，每 5 分钟执行一次，打印 "alive"',
  }),
};

export default cronTask;
