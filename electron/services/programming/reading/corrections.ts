import { englishCount } from './counts.ts';
import type { TrackedText } from './tracked-text.ts';

/** Words with which people take back what they have just said. */
const pause = String.raw`[\s,，.。:：;；…—–-]*`;
const interjection = '(?:oh|ah|uh|er|um|oops|sorry|wait|hmm|well|哦|噢|啊|呃|等等|抱歉)';
const retraction = String.raw`(?:(?:no|nope)(?=\s*[,，.:;—-]|\s+(?:wait|sorry|make|i\s+mean|actually|call|name)\b|\s+\d)|(?:oops|sorry|wait)(?=\s*[,，:—-])|rather(?!\s+than)|actually|i\s+meant?|make\s+(?:it|that)|scratch\s+that|correction|不对|[哦噢啊]?不(?=\s*[,，])|不，|错了|说错了|应该是|改成|更正)(?![A-Za-z])`;
const markerOf = (words: string): string => `${pause}(?:${interjection}${pause}){0,3}(?:${words}${pause}(?:是)?){1,3}`;
const marker = markerOf(retraction);
// "Make it fast" gives no other name.
const strictMarker = markerOf(retraction.replace(String.raw`|make\s+(?:it|that)`, ''));
const number = String.raw`(?<![\w.])(\d[\d,_]*(?:\.\d+)?|${englishCount})`;
const between = String.raw`((?:\s*[A-Za-z%\u4e00-\u9fff]+){0,2}?)`;
const again = String.raw`(?:[A-Za-z]+\s+|[\u4e00-\u9fff]{1,6}\s*){0,3}?`;
const numbers = new RegExp(`${number}${between}${marker}${again}${number}(?=(\\s*[A-Za-z\\u4e00-\\u9fff]*))`, 'gi');

const called = '(?:called|named|call it|name it|名为|叫做?|命名为)';
const naming = `(${called}\\s*)`;
const names = new RegExp(`${naming}([A-Za-z_][\\w-]*)${strictMarker}(?:(?:it|${called})\\s*)?([A-Za-z_][\\w-]*)`, 'gi');

const isUnit = /^\s*(?:ms|millis\w*|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|毫秒|秒|分|小时|天|周)/i;

/** What was corrected is as if it had been said right at once: "3, no, 5 retries", "called Foo, sorry, Bar", 容量 10，哦不，20. */
export function applyCorrections(text: TrackedText): TrackedText {
  if (!/\b(?:no|nope|sorry|wait|oops|rather|actually|meant?|make|scratch|correction)\b|不|错了|应该是|改成|更正/i.test(text.text))
    return text;
  return text
    .replace(numbers, (...[, first, unit, second, next]: string[]) => {
      // The unit that was said with the first number holds for the second where that has none.
      const own = (unit ?? '').trim();
      const follows = (next ?? '').trim();
      return own === '' || follows.toLowerCase() === own.toLowerCase() || isUnit.test(next ?? '') || first === undefined
        ? (second ?? '')
        : `${second}${unit}`;
    })
    .replace(names, (...[, lead, , last]: string[]) => `${lead}${last}`);
}
