import { chineseCount, englishCount } from '../../reading/counts.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Cue } from '../instruction.ts';

export const cronCues: Cue[] = [
  { pattern: new RegExp(literalClass.cron), weight: 5 },
  { pattern: /\bcron(?:\s*job|\s*task)?\b|\bschedul(?:e|ed|er|ing)\b|\bperiodic(?:ally)?\b|\brecurring\b/i, weight: 3 },
  { pattern: /定时|计划任务|周期|调度/, weight: 4 },
  {
    pattern: new RegExp(
      `\\b(?:every|each)\\s+(?:${englishCount})[\\s-]+(?:minutes?|mins?|hours?)\\b|(?:每(?:隔)?|间?隔)\\s*${chineseCount}\\s*(?:个)?\\s*(?:分钟|小时)`,
      'i',
    ),
    weight: 3,
  },
  {
    pattern:
      /\b(?:every|each)\s+(?:\d+\s+|other\s+)?(?:(?:few\s+)?(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|night|morning|evening|weekday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?)\b|\b(?:hourly|daily|nightly|weekly|monthly)\b|\bweekdays\b|\bat midnight\b/i,
    weight: 3,
  },
  { pattern: /\b(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)days\b/i, weight: 3 },
  {
    pattern:
      /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b.*\bat\s+\d|\b(?:once|twice) (?:an|per) hour\b|半(?:个)?小时(?:跑|执行|运行)?一[次回]/i,
    weight: 3,
  },
  {
    pattern: /(?:每(?:隔)?|间?隔)\s*(?:\d+|[一二三四五六七八九十两半]+)?\s*(?:个)?\s*(?:分钟|小时|天|日|周|星期|月|晚|早|秒)|工作日/,
    weight: 4,
  },
  { pattern: /\b(?:job|task|background)\b|任务/i, weight: 1 },
  {
    pattern:
      /\b(?:runs?|call(?:s|ed)?|execut(?:e|es|ed)|invoked?|fires?|triggered|happens?)\b[^.。\n]{0,40}\b(?:every|each|hourly|daily|weekly|monthly|nightly)\b/i,
    weight: 2,
  },
];

export const cronNouns =
  '(?:cron|scheduled|background|periodic|recurring)?\\s*(?:job|task)s?|cron|func(?:tion)?|runs?|calls?|executes?|something|定时任务|计划任务|任务|运行|执行|调用|cron\\s*任务';
