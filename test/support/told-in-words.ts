import { numbersIn } from './spoken-numbers.ts';

const tight = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '');
/** Values that say which of a few things is meant are not literals; these are the words of plans for them. */
const isChoice = (value: string): boolean => /^[a-z]+(?:-[a-z]+)*$/.test(value);
/** Milliseconds and seconds, and what they are counted in. */
const units = [1, 1000, 60, 60_000, 3600, 3_600_000, 86_400, 86_400_000, 604_800, 604_800_000, 0.001, 1024, 1_048_576];

/** Whether each literal of a value stands in the request in some form in which people write it. */
export function isTold(value: unknown, request: string): boolean {
  const words = tight(request);
  const numbers = numbersIn(request);
  const told = (each: unknown): boolean => {
    if (typeof each === 'number') return numbers.some((number) => units.some((unit) => Math.abs(number * unit - Math.abs(each)) < 1e-6));
    if (typeof each === 'string')
      return (
        words.includes(tight(each)) ||
        isChoice(each) ||
        /^[A-Z]+$/.test(each) ||
        // Routes and addresses in one form of parameters, times as five fields.
        words.includes(tight(each.replace(/\{(\w+)\}/g, ':$1'))) ||
        tight(each)
          .split(/[/:{}<>*]+/)
          .every((part) => words.includes(part) || part.split(/[,\s]+/).every((piece) => told(Number(piece)))) ||
        isSchedule(each) ||
        // Lines from one to another.
        (/^\d+-\d+$/.test(each) && each.split('-').every((piece) => told(Number(piece))))
      );
    if (each === null || typeof each !== 'object') return true;
    // Names of types are made of the keys of the document that was pasted.
    if ('key' in each) return told(each.key);
    const sources = each as Record<string, unknown>;
    // A value inside of another that says by itself that no words gave it.
    return Object.entries(each)
      .filter(([name]) => (sources[`${name}Source`] ?? 'words') === 'words')
      .every(([name, inner]) => (name === 'types' ? isTold(keysOf(inner), request) : told(inner)));
  };
  return told(value);
}

const keysOf = (types: unknown): string[] =>
  (types as { fields?: { key: string }[] }[]).flatMap(({ fields = [] }) => fields.map(({ key }) => key));
const isSchedule = (text: string): boolean => /^(?:[\d*/,-]+ ){4}[\d*/,-]+$/.test(text);
