const units: Record<string, number> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
);
const tens: Record<string, number> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, at) => [word, 20 + 10 * at]),
);
const scales: Record<string, number> = { hundred: 100, thousand: 1000, million: 1_000_000 };
const whole: Record<string, number> = {
  other: 2,
  couple: 2,
  once: 1,
  twice: 2,
  thrice: 3,
  dozen: 12,
  'half a dozen': 6,
  'a couple': 2,
  'a couple of': 2,
};
const chineseDigits: Record<string, number> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const chineseScales: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 };

const word = `(?:${[...Object.keys(units), ...Object.keys(tens), ...Object.keys(scales)].sort((left, right) => right.length - left.length).join('|')})`;
/** Numbers in English words: `five`, `twenty-five`, `two hundred and fifty`, `a thousand`. */
export const englishCount = String.raw`(?:half a dozen|a couple of|(?:a\s+)?dozen|(?:a\s+(?=hundred|thousand|million))?${word}(?:(?:\s+and\s+|\s+|-)${word}){0,6})(?![A-Za-z])`;
/** Numbers in Chinese words: 五, 十五, 两百五十, 一万. */
export const chineseCount =
  '(?<![零〇一二两三四五六七八九十百千万亿第])(?!一[下些种套段样般直起旦定会点])[零〇一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]{0,11}';

/** A count in figures or words: `12`, `twenty-five`, 一百二十. Null where it is none. */
export function countOf(text: string | undefined): number | null {
  const plain = text?.trim().toLowerCase();
  if (!plain) return null;
  if (/^\d+$/.test(plain)) return Number(plain);
  const idiom = whole[plain.replace(/^a (?=dozen)/, '')];
  if (idiom !== undefined) return idiom;
  return /^[a-z]/.test(plain) ? english(plain.replace(/^a\s+/, '').split(/[\s-]+/)) : chinese(plain);
}

function english(words: readonly string[]): number | null {
  let total = 0;
  let part = 0;
  for (const each of words) {
    const scale = scales[each];
    const value = units[each] ?? tens[each];
    if (each === 'and') continue;
    if (value !== undefined) part += value;
    else if (scale === 100) part = Math.max(1, part) * 100;
    else if (scale !== undefined) {
      total += Math.max(1, part) * scale;
      part = 0;
    } else return null;
  }
  return total + part;
}

function chinese(text: string): number | null {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of text) {
    const scale = chineseScales[character];
    const value = chineseDigits[character];
    if (value !== undefined) digit = value;
    else if (scale === undefined) return null;
    else if (scale >= 10_000) {
      total = (total + section + digit) * scale;
      section = 0;
      digit = 0;
    } else {
      section += Math.max(1, digit) * scale;
      digit = 0;
    }
  }
  return total + section + digit;
}
