import { chineseCount, countOf, englishCount } from '../reading/counts.ts';
import { literalClass } from '../reading/literals.ts';
import type { Reader } from '../reading/reader.ts';
import { phrasePattern } from './phrases.ts';
import type { SlotType } from './slot-types.ts';

export interface FoundValue {
  value: unknown;
  start: number;
  end: number;
  /** Readings of the same place that end earlier: a list may stop before a word that begins something else. */
  shorter?: FoundValue[];
}

const milliseconds: [RegExp, number][] = [
  [/^(?:ms|millis|milliseconds?|毫秒)$/i, 1],
  [/^(?:s|secs?|seconds?|秒钟?)$/i, 1000],
  [/^(?:m|mins?|minutes?|分钟?)$/i, 60_000],
  [/^(?:h|hrs?|hours?|个?小时|个?钟头)$/i, 3_600_000],
  [/^(?:d|days?|天|日)$/i, 86_400_000],
  [/^(?:w|weeks?|周|个?星期)$/i, 604_800_000],
];
const units =
  'milliseconds?|millis|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|毫秒|秒钟?|分钟?|个?小时|个?钟头|天|周|个?星期|[smhdw]';
const count = String.raw`\d{1,9}(?:\.\d{1,3})?|${englishCount}|half an?|an?|${chineseCount}|半个?`;
const durationPattern = new RegExp(String.raw`(?<![\w.])(${count})\s*-?\s*(${units})(?![A-Za-z0-9_])`, 'giy');

const unitAlone = new RegExp(`()(${units})(?![A-Za-z0-9_])`, 'iy');

/** A unit behind "per" and the like is one of it: `per minute`, `every second`, 每秒. */
function oneOf(text: string, at: number): RegExpExecArray | null {
  if (!/(?:\b(?:per|each|every)|\/|每)\s*$/i.test(text.slice(Math.max(0, at - 12), at))) return null;
  unitAlone.lastIndex = at;
  return unitAlone.exec(text);
}

function duration(text: string, at: number): FoundValue | null {
  durationPattern.lastIndex = at;
  const match = durationPattern.exec(text) ?? oneOf(text, at);
  if (!match) return null;
  const [whole, amount = '', unit = ''] = match;
  const factor = milliseconds.find(([pattern]) => pattern.test(unit))?.[1];
  const number =
    amount === ''
      ? 1
      : /^半/.test(amount) || /^half/i.test(amount)
        ? 0.5
        : /^an?$/i.test(amount)
          ? 1
          : /^\d/.test(amount)
            ? Number(amount)
            : countOf(amount);
  if (factor === undefined || number === null) return null;
  return { value: Math.round(number * factor), start: at, end: at + whole.length };
}

const integerPattern = new RegExp(
  String.raw`(?<![\w.]|(?:^|[\s(（:：=])-)(\d{1,12}(?:[,_]\d{3})*(?:\.\d{1,3}(?=\s?[kKmM万]))?)(k|m(?![a-z])|\s?(?:万|千|百)|\s(?:thousand|million|hundred)(?![a-z]))?(?!\w|\.\d|[,_]\d)|(?<![A-Za-z0-9_])${englishCount}|(?<![A-Za-z0-9_])(?:twice|thrice)(?![A-Za-z])|${chineseCount}`,
  'iy',
);
const timeBehind = new RegExp(String.raw`^(?:\s*-?\s*(?!\w(?!\w))|(?=\w))(?:${units})(?![A-Za-z0-9_])`, 'i');
const multiples: Record<string, number> = {
  k: 1000,
  m: 1_000_000,
  hundred: 100,
  thousand: 1000,
  million: 1_000_000,
  百: 100,
  千: 1000,
  万: 10_000,
};

function integer(text: string, at: number, slot: Extract<SlotType, { type: 'integer' }>): FoundValue | null {
  integerPattern.lastIndex = at;
  const match = integerPattern.exec(text);
  if (!match) return null;
  const value = match[1]
    ? Number(match[1].replace(/[,_]/g, '')) * (multiples[(match[2] ?? '').trim().toLowerCase()] ?? 1)
    : countOf(match[0]);
  if (value === null || !Number.isInteger(value) || value < slot.minimum || value > slot.maximum) return null;
  let end = at + match[0].length;
  const unit = slot.unit ? new RegExp(`\\s*(?:个|条|项)?\\s*${phrasePattern(slot.unit)}`, 'iy') : null;
  if (unit) {
    unit.lastIndex = end;
    end += unit.exec(text)?.[0].length ?? 0;
  }
  // `3 seconds` is a length of time, whatever stands in front of it.
  if (end === at + match[0].length && timeBehind.test(text.slice(end, end + 20))) return null;
  return { value, start: at, end };
}

const nameAt = new RegExp(
  `\\s*(${literalClass.code}|${literalClass.text}|[A-Za-z_]\\w*(?:-\\w+)*|[\\u4e00-\\u9fff]{1,8}?(?=$|[\\s、，,;；。)）]|和|以及|与))`,
  'y',
);
const between = /\s*(?:,\s*and|,\s*or|[,，、;；/|]|(?<=\s)(?:and|or|then)(?=\s)|->|=>|→|和|以及|及|与|或)\s*/iy;

const bareRow = /^(?:[ \t]+[A-Za-z_]\w*){2,20}(?=[ \t]*(?:$|[-–—,，.。;；\n]|\b(?:named|called)\b|[\u4e00-\u9fff]))/i;
const mortar = new Set(
  'and or in as with for to of the a an that which is are be called named please on at by from it this type enum'.split(' '),
);

/** Words with which a sentence goes on behind a list. */
export const goesOn =
  /^(?:shall|should|must|will|let|call|name|please|so|me|us|you|them|it|anything|everything|nothing|others?|else|all|my|our|this|that)$/;

/** A Chinese word behind names in Latin letters is the next clause. */
export const isNextClause = (word: string, first: string | undefined): boolean =>
  first !== undefined && /^[\u4e00-\u9fff]/.test(word) && /^[A-Za-z_]/.test(first);

/** Names in a row; a name that is no identifier ends it. */
function names(reader: Reader, text: string, at: number): FoundValue | null {
  const found: string[] = [];
  const ends: number[] = [];
  let end = at;
  const lead = /\s*[:：（({[]?\s*/y;
  lead.lastIndex = at;
  let position = at + (lead.exec(text)?.[0].length ?? 0);
  while (found.length < 60) {
    nameAt.lastIndex = position;
    const match = nameAt.exec(text);
    const plain = match?.[1] ? reader.plain(match[1]).trim() : '';
    if (!match || !/^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u.test(plain) || isNextClause(plain, found[0]) || goesOn.test(plain)) break;
    found.push(plain);
    position += match[0].length;
    end = position;
    ends.push(end);
    between.lastIndex = position;
    const gap = between.exec(text);
    if (!gap) break;
    position += gap[0].length;
  }
  // `red amber green`: names with nothing but blanks between them, as far as the clause goes.
  if (found.length === 1) {
    const rest = bareRow.exec(text.slice(end));
    const more = rest?.[0].trim().split(/\s+/) ?? [];
    if (rest && more.length >= 2 && !more.some((each) => mortar.has(each.toLowerCase()))) {
      found.push(...more);
      end += rest[0].length;
    }
  }
  const close = /\s*[)）}\]]/y;
  close.lastIndex = end;
  if (found.length > 0) end += close.exec(text)?.[0].length ?? 0;
  if (found.length === 0) return null;
  const shorter = ends.slice(0, -1).map((stop, last) => ({ value: [...new Set(found.slice(0, last + 1))], start: at, end: stop }));
  return { value: [...new Set(found)], start: at, end, shorter };
}

/** The value of a slot that starts at `at`; null where there is none. */
export function valueAt(reader: Reader, text: string, at: number, slot: SlotType): FoundValue | null {
  switch (slot.type) {
    case 'duration': {
      const found = duration(text, at);
      return found && (found.value as number) >= slot.minimum && (found.value as number) <= slot.maximum ? found : null;
    }
    case 'integer':
      return integer(text, at, slot);
    case 'names': {
      const found = names(reader, text, at);
      const enough = (each: FoundValue): boolean => (each.value as string[]).length >= slot.least;
      return found && enough(found) ? { ...found, shorter: found.shorter?.filter(enough) ?? [] } : null;
    }
    case 'text':
      return literalAt(reader, text, at, 'text');
    case 'url':
      return literalAt(reader, text, at, 'url');
    default:
      return null;
  }
}

function literalAt(reader: Reader, text: string, at: number, kind: 'text' | 'url'): FoundValue | null {
  const pattern = new RegExp(`\\s*(${kind === 'text' ? `${literalClass.text}|${literalClass.code}` : literalClass.url})`, 'y');
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  const literal = match?.[1] ? reader.literal(match[1]) : undefined;
  return match && literal && typeof literal.value === 'string' ? { value: literal.value, start: at, end: at + match[0].length } : null;
}

/** The longest row of names of what is left, for a list that must be there and to which no word leads; of two at least. */
export function longestRow(reader: Reader, slot: Extract<SlotType, { type: 'names' }>): FoundValue | null {
  let best: FoundValue | null = null;
  for (const { index } of reader.text.matchAll(/(?<![\w-])[A-Za-z_]\w*(?=\s*(?:[,，、|/]|\s(?:and|or)\s|和|与|或))/g)) {
    const found = names(reader, reader.text, index);
    const size = (found?.value as string[] | undefined)?.length ?? 0;
    if (found && size >= Math.max(2, slot.least) && size > ((best?.value as string[] | undefined)?.length ?? 0)) best = found;
  }
  return best && !(best.value as string[]).some((each) => mortar.has(each.toLowerCase())) ? best : null;
}
