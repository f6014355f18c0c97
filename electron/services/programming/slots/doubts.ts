import type { Words } from '../instructions/instruction.ts';
import type { Slot } from '../plan.ts';
import type { Reader } from '../reading/reader.ts';
import { durationWords } from './durations.ts';
import { phrasePattern } from './phrases.ts';
import type { Phrases, SlotType } from './slot-types.ts';
import { valueAt } from './values.ts';

interface Described {
  type: SlotType;
  title: Words;
  cues?: Phrases;
}

const behind = String.raw`(?:\s|[:：=]|\b(?:of|to|is|are|be|at)\b|为|是|到)*`;
const amount = String.raw`(-?\d{1,15}(?:\.\d{1,6})?)(?![\w.])`;

/**
 * Numbers that the words give to a slot beside its value: one that it cannot take, or a second one. Neither the default nor the first of two
 * is what was asked for. Read of what is left when the values have been taken.
 */
export function doubtsOf(
  reader: Reader,
  slots: Readonly<Record<string, Described>>,
  found: ReadonlyMap<string, Slot<unknown>>,
): { name: string; question: Words }[] {
  return Object.entries(slots).flatMap(([name, { type, title, cues }]) => {
    if (type.type === 'duration' && cues) return secondDuration(reader, name, { type, title, cues }, found.get(name)?.value);
    if (type.type !== 'integer' || !cues) return [];
    const units = type.unit ? `|(?<![\\w.])${amount}\\s*${phrasePattern(type.unit)}` : '';
    const match = reader.see(new RegExp(`${phrasePattern(cues)}${behind}${amount}${units}`, 'i'));
    // The groups of the phrases are not ours: the number is what they end with or begin with.
    const given = match ? /-?\d+(?:\.\d+)?/.exec(match[0].replace(/^[^\d-]+/, ''))?.[0] : undefined;
    if (given === undefined) return [];
    const value = found.get(name)?.value;
    if (value === undefined) return [{ name, question: outside(title, given, type) }];
    if (value === Number(given)) return [];
    const isSecond = reader.whole.indexOf(given) < reader.whole.indexOf(String(value));
    return [{ name, question: isSecond ? twice(title, given, String(value)) : twice(title, String(value), given) }];
  });
}

/** A length of time that the slot's own words lead to although it has another: "expires after 5 minutes, lifetime 10 minutes". */
function secondDuration(
  reader: Reader,
  name: string,
  { type, title, cues }: Required<Described>,
  value: unknown,
): { name: string; question: Words }[] {
  if (typeof value !== 'number') return [];
  for (const match of reader.text.matchAll(new RegExp(phrasePattern(cues) + behind, 'gi'))) {
    const second = valueAt(reader, reader.text, match.index + match[0].length, type)?.value;
    if (typeof second !== 'number' || second === value) continue;
    const [first, other] = [durationWords(value), durationWords(second)];
    return [{ name, question: { en: twice(title, first.en, other.en).en, zh: twice(title, first.zh, other.zh).zh } }];
  }
  return [];
}

const outside = (title: Words, given: string, { minimum, maximum }: { minimum: number; maximum: number }): Words => ({
  en: `The ${title.en} cannot be ${given}: it is a whole number from ${minimum} to ${maximum}.`,
  zh: `${title.zh}不能是 ${given}：应为 ${minimum} 到 ${maximum} 之间的整数。`,
});

const twice = (title: Words, first: string, second: string): Words => ({
  en: `The ${title.en} is given twice: ${first} and ${second}. Which one is it?`,
  zh: `${title.zh}出现了两次：${first} 和 ${second}。应该是哪一个？`,
});
