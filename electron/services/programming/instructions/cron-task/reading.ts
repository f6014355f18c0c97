import type { TargetLanguage } from '#domain/programming';
import { assumed, type Slot, words } from '../../plan.ts';
import { takeName } from '../../reading/given-name.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { takeSignature } from '../../reading/signature.ts';
import { askFor } from '../ask-for.ts';
import type { Missing } from '../instruction.ts';
import { cronNouns } from './lexicon.ts';
import { takeSchedule } from './phrases.ts';
import { parseCron } from './schedule.ts';
import type { CronTaskPlan } from './schema.ts';

const missingSchedule = {
  en: 'The schedule is missing or cannot be written with five cron fields: say, for example, every 5 minutes, every day at 03:30, or `0 9 * * 1`. Steps must divide the hour or the day.',
  zh: '缺少可用的时间安排，或它无法写成五段 cron 表达式。例如：每 5 分钟、每天 3:30，或 `0 9 * * 1`。间隔须能整除一小时或一天。',
};

export function readCronTask(reader: Reader, context: { language: Slot<TargetLanguage> }): CronTaskPlan | Missing {
  const stand = reader.take(
    new RegExp(
      `(?:\\b(?:with|the|on|at|schedule|cron|expression|of|and)\\b\\s*|cron|表达式|为|是|[:：]\\s*){0,12}(${literalClass.cron})`,
      'i',
    ),
  )?.[1];
  const literal = stand ? reader.literal(stand) : undefined;
  const given = literal?.kind === 'cron' && parseCron(literal.value) ? literal.value : null;
  const spoken = given ? null : takeSchedule(reader);
  const message = readMessage(reader);
  const name = takeSignature(reader)?.name ?? takeName(reader, cronNouns) ?? taskWord(reader);
  reader.take(
    /\b(?:that\s+|which\s+|is\s+|be\s+|to\s+be\s+){0,9}(?:runs?|running|executed?|executes|fires?|triggered|calls?)\b|(?:运行|执行|跑)(?:一次)?/i,
  );
  reader.take(/\b(?:(?:cron|scheduled|background|periodic|recurring)\s+)?(?:jobs?|tasks?)\b|定时任务|计划任务|任务/i);
  reader.take(/\bschedules?d?\b|\bscheduler\b|\bcron\b|\bperiodic\b|\bexpression\b|表达式|一次/i);
  const draft = {
    kind: 'cron-task' as const,
    language: context.language,
    name: name ? words(name) : assumed('scheduled_task'),
    message,
  };
  if (given) return { ...draft, schedule: words(given) };
  if (spoken) return { ...draft, schedule: { value: spoken.cron, source: spoken.assumedTime ? 'assumed' : 'words' } };
  return askFor(draft, [{ name: 'schedule', question: missingSchedule }]);
}

function readMessage(reader: Reader): CronTaskPlan['message'] {
  const match = reader.take(
    new RegExp(
      `\\b(?:that\\s+|and\\s+|to\\s+)?(?:prints?|logs?|outputs?|says?|writes?|with)\\b\\s*(?:(?:the\\s+)?(?:text|message)\\s*)?(${literalClass.text}|${literalClass.code})|(?:打印|输出|记录)(?:日志|消息)?\\s*(${literalClass.text}|${literalClass.code})`,
      'i',
    ),
  );
  const stand = match?.[1] ?? match?.[2];
  const literal = stand ? reader.literal(stand) : undefined;
  return literal ? words(String(literal.value)) : null;
}

/** A bare word where the sentence has a verb's object: `run cleanup every hour`, `执行 backup`. */
function taskWord(reader: Reader): string | null {
  const match =
    reader.take(/(?:^|[\s，,:：])([A-Za-z_]\w*)\s*[:：]/) ??
    reader.take(/(?<=[\u4e00-\u9fff，,:：]\s*)([A-Za-z_]\w*)(?=\s*(?:$|[，,。.]|[\u4e00-\u9fff]))/);
  const name = match?.[1] ?? null;
  return name && !/^(?:cron|go|python|typescript|javascript|job|task|ts|js|py)$/i.test(name) ? name : null;
}
