import { chineseCount, countOf, englishCount } from '../../reading/counts.ts';
import type { Reader } from '../../reading/reader.ts';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const chineseDays: Record<string, number> = { 日: 0, 天: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 };
const number = `(\\d+|${chineseCount}|${englishCount}|other|couple of)`;

export interface Clock {
  hour: number;
  minute: number;
}

/** A time of the day in the words, taken: `at 3:30am`, `凌晨 2 点`, `midnight`. */
export function takeClock(reader: Reader): Clock | null {
  if (reader.take(/(?:\bat\s+)?\bmidnight\b|午夜|零点/i)) return { hour: 0, minute: 0 };
  const chinese = reader.take(
    new RegExp(
      `(凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚|夜里)?\\s*(?:的\\s*)?(?:${number}\\s*(?:点|时)(?:\\s*(?:(半|一刻|三刻)|(\\d{1,2}|[一二三四五六七八九十]+)\\s*分?|钟|整))?|(\\d{1,2}):(\\d{2}))`,
      'i',
    ),
  );
  if (chinese && (chinese[1] || chinese[2])) {
    const hour = chinese[5] ? Number(chinese[5]) : (countOf(chinese[2]) ?? 0);
    const minute = chinese[6]
      ? Number(chinese[6])
      : chinese[3]
        ? chinese[3] === '半'
          ? 30
          : chinese[3] === '一刻'
            ? 15
            : 45
        : (countOf(chinese[4]) ?? 0);
    const afternoon = /下午|傍晚|晚/.test(chinese[1] ?? '') || (chinese[1] === '中午' && hour < 11);
    return valid(afternoon && hour < 12 ? hour + 12 : hour === 12 && /凌晨|晚|夜/.test(chinese[1] ?? '') ? 0 : hour, minute);
  }
  if (chinese?.[5]) {
    const suffix = reader.take(/(?<=^\s*|\s)([ap])\.?m\.?(?![a-z])/i)?.[1];
    return valid(twelve(Number(chinese[5]), suffix), Number(chinese[6]));
  }
  const spoken = reader.take(
    new RegExp(
      `(?:\\bat\\s+)?\\b(?:(half|quarter)\\s+(past|to)|${number}\\s+(?:minutes?\\s+)?(past|to))\\s+(\\d{1,2}|${englishCount})(?:\\s*([ap])\\.?m\\b\\.?|\\s+in\\s+the\\s+(morning|afternoon|evening|night)|\\s+(at\\s+night))?`,
      'i',
    ),
  );
  if (spoken) {
    const minutes = spoken[1] ? (/half/i.test(spoken[1]) ? 30 : 15) : (countOf(spoken[3]) ?? 0);
    const given = countOf(spoken[5]) ?? 0;
    const afternoon = /^p|afternoon|evening|night/i.test(spoken[6] ?? spoken[7] ?? spoken[8] ?? '');
    const full = afternoon && given < 12 ? given + 12 : given;
    const isTo = /to/i.test(spoken[2] ?? spoken[4] ?? '');
    return isTo ? valid((full + 23) % 24, 60 - minutes) : valid(full, minutes);
  }
  const english =
    reader.take(/(?:\bat\s+)?\b(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\b\.?/i) ??
    reader.take(/\bat\s+(\d{1,2})(?:[:.](\d{2}))?(?:\s*(?:o'?clock|h))?(?!\s*(?:minutes|seconds|\d))/i);
  if (english) return valid(twelve(Number(english[1]), english[3]), Number(english[2] ?? 0));
  if (reader.take(/(?:\bat\s+)?\bnoon\b|正午|中午/i)) return { hour: 12, minute: 0 };
  return null;
}

const twelve = (hour: number, suffix: string | undefined): number => (!suffix ? hour : /p/i.test(suffix) ? (hour % 12) + 12 : hour % 12);
const valid = (hour: number, minute: number): Clock | null =>
  hour < 24 && minute < 60 ? { hour, minute } : hour === 24 ? { hour: 0, minute } : null;

/** The schedule in the words as a cron expression, taken; null where there is none or it cannot be said in five fields. */
export function takeSchedule(reader: Reader): { cron: string; assumedTime: boolean } | null {
  const each =
    reader.take(
      new RegExp(
        `(?:\\b(?:twice|once)\\s+an?\\s+hour[^\\w]*(?:i\\.?e\\.?|that is)?[^\\w]*)?\\b(?:every|each)\\s+(?:${number}\\s*-?\\s*)?(minutes?|mins?|hours?|hrs?|h|m)\\b`,
        'i',
      ),
    ) ?? reader.take(new RegExp(`(?:每(?:隔)?|间?隔)\\s*${number}?\\s*(?:个)?\\s*(分钟|小时|钟头|分)(?:\\s*(?:一次|执行一次|运行一次))?`));
  if (each) {
    const count = countOf(each[1]?.replace(/ of$/, '')) ?? 1;
    const hours = /^(?:h|小时|钟头)/i.test(each[2] ?? '');
    const fits = count >= 1 && (hours ? count < 24 && 24 % count === 0 : count < 60 && 60 % count === 0);
    if (!fits)
      return !hours && count === 60
        ? { cron: '0 * * * *', assumedTime: false }
        : hours && count === 24
          ? { cron: '0 0 * * *', assumedTime: true }
          : null;
    return {
      cron: hours ? `0 ${count === 1 ? '*' : `*/${count}`} * * *` : `${count === 1 ? '*' : `*/${count}`} * * * *`,
      assumedTime: false,
    };
  }
  if (
    reader.take(
      /每半(?:个)?小时(?:一次)?|半(?:个)?小时(?:跑|执行|运行)?一[次回]|\b(?:every|each)\s+half(?:\s+an)?[\s-]+hour\b|\btwice an hour\b/i,
    )
  )
    return { cron: '*/30 * * * *', assumedTime: false };
  if (reader.take(/\bhourly\b|\bonce (?:an|per|every) hour\b/i)) return { cron: '0 * * * *', assumedTime: false };

  const week = weekdaysIn(reader);
  const monthDay =
    reader.take(
      /(?:\b(?:on|every|each)\s+)?(?:the\s+)?\b(\d{1,2}|first)(?:st|nd|rd|th)?\s+(?:day\s+)?of\s+(?:the|each|every)\s+month\b/i,
    ) ?? reader.take(/每(?:个)?月\s*(?:的\s*)?(\d{1,2}|[一二三四五六七八九十]+)\s*(?:号|日)/);
  const monthly = monthDay ?? reader.take(/\b(?:monthly|(?:every|each) month|once a month)\b|每(?:个)?月(?:一次)?/i);
  const nightly = reader.see(/\b(?:nightly|(?:every|each) night)\b|每晚/i);
  const daily = reader.take(
    /\b(?:daily|nightly|(?:every|each)\s+(?:single\s+)?(?:day|night|morning|evening|afternoon)|once a day|per day)\b|每(?:一)?(?:天|日|(?=[晚早])|(?=凌晨))/i,
  );
  if (!week && !monthly && !daily) return null;
  const clock = takeClock(reader);
  const hour = clock ? (nightly && clock.hour > 0 && clock.hour < 12 && clock.hour > 5 ? clock.hour + 12 : clock.hour) : 0;
  const day = monthDay ? (monthDay[1]?.toLowerCase() === 'first' ? 1 : (countOf(monthDay[1]) ?? 1)) : monthly ? 1 : null;
  return { cron: `${clock?.minute ?? 0} ${hour} ${day ?? '*'} * ${week ?? '*'}`, assumedTime: clock === null };
}

function weekdaysIn(reader: Reader): string | null {
  if (
    reader.take(
      /\b(?:on\s+)?(?:(?:every|each)\s+)?(?:weekdays?|work(?:ing)?\s*days?|business days?)\b|\bmondays? (?:to|through|-|until) fridays?\b|(?:每个|每)?工作日|周一(?:到|至)周五/i,
    )
  )
    return '1-5';
  if (reader.take(/\b(?:on\s+)?(?:(?:every|each)\s+)?weekends?\b|(?:每个|每)?周末/i)) return '0,6';
  const found: number[] = [];
  for (let guard = 0; guard < 14; guard += 1) {
    const english = reader.take(/\b(?:on\s+)?(?:(?:every|each)\s+)?(?:and\s+)?(mon|tues|wednes|thurs|fri|satur|sun)days?\b/i);
    const chinese = english ? null : reader.take(/(?:每(?:个)?)?(?:周|星期|礼拜)([一二三四五六日天])/);
    if (!english && !chinese) break;
    found.push(english ? weekdays.indexOf((english[1] ?? '').slice(0, 3).toLowerCase()) : (chineseDays[chinese?.[1] ?? ''] ?? 0));
  }
  if (found.length > 0) return [...new Set(found)].sort((left, right) => left - right).join(',');
  return reader.take(/\b(?:weekly|(?:every|each) week|once a week)\b|每(?:个)?(?:周|星期)(?:一次)?/i) ? '1' : null;
}
