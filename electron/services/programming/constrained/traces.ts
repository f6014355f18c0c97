import { chineseCount, countOf, englishCount } from '../reading/counts.ts';

/** Milliseconds, seconds, minutes, hours, days and what else a number in words may be multiplied by. */
const units = [1, 60, 3600, 86_400, 604_800, 1000, 60_000, 3_600_000, 86_400_000, 604_800_000, 1_000_000, 0.001];
const spokenNumbers = new RegExp(String.raw`\d[\d_,]*(?:\.\d+)?|(?<![a-z])${englishCount}|${chineseCount}|[a-z]+`, 'g');
/** Names that are mortar of a sentence wherever they stand. */
const mortar = new Set(
  'a an the i it is in of to or and for with on at by as be do get set add new use my me you one that this'.split(' '),
);

/** Whether values stand in the words of a request: what does not was made up by whoever wrote them. */
export function createTraces(request: string): (value: unknown) => boolean {
  const plain = request.normalize('NFKC').toLowerCase();
  const words = new Set(plain.match(/[\p{L}_][\p{L}\p{N}_-]*/gu));
  const joined = new Set([...words].map(tight));
  const numbers = new Set([...plain.matchAll(spokenNumbers)].flatMap(([text]) => numberOf(text)));

  const isNumber = (value: number): boolean => [...numbers].some((each) => units.some((unit) => Math.abs(each * unit - value) < 1e-9));
  const isText = (value: string): boolean => {
    const wanted = value.normalize('NFKC').toLowerCase().trim();
    if (wanted === '' || mortar.has(wanted)) return false;
    if (words.has(wanted) || joined.has(tight(wanted))) return true;
    // A name of several words: `order cache` may have become orderCache.
    const parts = value.split(/[\s_-]+|(?<=\p{Ll})(?=\p{Lu})/u).filter((part) => part !== '');
    if (parts.length > 1 && parts.length <= 6 && plain.includes(parts.join(' ').toLowerCase())) return true;
    // Texts, routes and words of languages that set no blanks; letters inside a word of another say nothing.
    return wanted.length > 1 && /\W/.test(wanted) && plain.includes(wanted);
  };
  const traced = (value: unknown): boolean => {
    if (value === null || typeof value === 'boolean') return false;
    if (typeof value === 'number') return isNumber(value);
    if (typeof value === 'string') return isText(value);
    if (Array.isArray(value)) return value.length > 0 && value.every(holds);
    return Object.values(value as object).every(holds);
  };
  /** Inside a list or an object what says nothing by itself goes along with what does. */
  const holds = (value: unknown): boolean => value === null || typeof value === 'boolean' || isEmpty(value) || traced(value);
  return traced;
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const tight = (text: string): string => text.replace(/[\s_-]/g, '');

function numberOf(text: string): number[] {
  const count = countOf(text);
  if (count !== null) return [count];
  const value = Number(text.replace(/[_,]/g, ''));
  return Number.isFinite(value) ? [value] : [];
}
