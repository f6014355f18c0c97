import { all, binary, boolean, number } from '#domain/ir/build';
import type { Expression } from '#domain/ir/nodes';
import type { CronField } from './schedule.ts';

export interface Clock {
  minute: Expression;
  hour: Expression;
  day: Expression;
  month: Expression;
  weekday: Expression;
}

/** A field as a condition: equality, a step, a range, or a list of values. */
function fieldTest(value: Expression, field: number[], whole: [number, number], contains: (values: number[]) => Expression): Expression {
  const [first = 0] = field;
  const last = field.at(-1) ?? first;
  if (field.length === whole[1] - whole[0] + 1) return boolean(true);
  if (field.length === 1) return binary(value, '==', number(first));
  const step = (field[1] ?? first) - first;
  const even = field.every((each, at) => each === first + at * step);
  if (even && first === 0 && step > 1 && last + step > whole[1]) return binary(binary(value, '%', number(step)), '==', number(0));
  if (even && step === 1) return all(binary(value, '>=', number(first)), binary(value, '<=', number(last)));
  return contains(field);
}

/**
 * Whether the moment matches. Where both the day of the month and the weekday are restricted, either of them is enough: that is how
 * cron reads it.
 */
export function matchTest(fields: CronField[], clock: Clock, contains: (value: Expression, values: number[]) => Expression): Expression {
  const test = (position: number, value: Expression, whole: [number, number]): Expression | null => {
    const field = fields[position];
    return field ? fieldTest(value, field, whole, (values) => contains(value, values)) : null;
  };
  const day = test(2, clock.day, [1, 31]);
  const weekday = test(4, clock.weekday, [0, 6]);
  const either = day && weekday ? binary(day, 'or', weekday) : (day ?? weekday);
  const parts = [test(0, clock.minute, [0, 59]), test(1, clock.hour, [0, 23]), either, test(3, clock.month, [1, 12])].filter(
    (part): part is Expression => part !== null,
  );
  const [first, ...rest] = parts;
  return first ? all(first, ...rest) : boolean(true);
}
