import { z } from 'zod';

/** One field of a cron expression: the values it stands for; null for `*`. */
export type CronField = number[] | null;

const ranges: [number, number][] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const days = 'sun mon tue wed thu fri sat'.split(' ');

function numberOf(text: string, position: number): number {
  const named = position === 3 ? months.indexOf(text.toLowerCase()) + 1 : position === 4 ? days.indexOf(text.toLowerCase()) : -1;
  if (named > 0 || (named === 0 && position === 4)) return named;
  return /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
}

/** The values of one field; undefined where it is not valid. `?` is read as `*`. */
export function parseField(text: string, position: number): CronField | undefined {
  const [low, high] = ranges[position] ?? [0, 0];
  if (text === '*' || text === '?') return null;
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', stepText] = part.split('/');
    const step = stepText === undefined ? 1 : /^\d{1,2}$/.test(stepText) ? Number(stepText) : 0;
    if (step < 1) return undefined;
    const [first = '', second] = range.split('-');
    const from = range === '*' ? low : numberOf(first, position);
    const to = range === '*' ? high : second !== undefined ? numberOf(second, position) : stepText !== undefined ? high : from;
    if (!(from >= low && to <= high && from <= to)) return undefined;
    for (let value = from; value <= to; value += step) values.add(position === 4 && value === 7 ? 0 : value);
  }
  return [...values].sort((left, right) => left - right);
}

/** The five fields of an expression; null where it is not valid. */
export function parseCron(expression: string): CronField[] | null {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== 5) return null;
  const fields = parts.map(parseField);
  return fields.some((field) => field === undefined) ? null : (fields as CronField[]);
}

export const cronSchema = z
  .string()
  .max(200)
  .refine((text) => parseCron(text) !== null, 'five fields of minute, hour, day, month and weekday')
  .meta({
    writable: String.raw`(\*|\*/([2-9]|[1-5][0-9])|[1-5]?[0-9]) (\*|1?[0-9]|2[0-3]) (\*|[1-9]|[12][0-9]|3[01]) (\*|[1-9]|1[0-2]) (\*|[0-6]|[0-2]-[3-6])`,
  });
