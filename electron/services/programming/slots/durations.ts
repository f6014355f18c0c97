import { binary, name, number } from '#domain/ir/build';
import type { Expression } from '#domain/ir/nodes';
import type { Words } from '../instructions/instruction.ts';

const units: [number, string, string, string][] = [
  [86_400_000, 'day', '天', 'Hour'],
  [3_600_000, 'hour', '小时', 'Hour'],
  [60_000, 'minute', '分钟', 'Minute'],
  [1000, 'second', '秒', 'Second'],
  [1, 'millisecond', '毫秒', 'Millisecond'],
];

/** The largest unit in which a length of time is a whole number. */
function inUnits(milliseconds: number): { count: number; unit: [number, string, string, string] } {
  const unit = units.find(([length]) => milliseconds >= length && milliseconds % length === 0) ?? (units.at(-1) as (typeof units)[number]);
  return { count: milliseconds / unit[0], unit };
}

/** A length of time in milliseconds as people say it: "10 seconds", "1 minute". */
export function durationWords(milliseconds: number): Words {
  const { count, unit } = inUnits(milliseconds);
  return { en: `${count} ${unit[1]}${count === 1 ? '' : 's'}`, zh: `${count} ${unit[2]}` };
}

/** What stands behind "per" and 每: "minute", "10 seconds". */
export function perDuration(milliseconds: number): Words {
  const { count, unit } = inUnits(milliseconds);
  return count === 1 ? { en: unit[1], zh: unit[2] } : durationWords(milliseconds);
}

/** A length of time in milliseconds as Go writes it: `time.Minute`, `10 * time.Second`. */
export function goDuration(milliseconds: number): Expression {
  const { count, unit } = inUnits(milliseconds);
  const hours = unit[1] === 'day' ? count * 24 : count;
  const constant = name(`time.${unit[3]}`);
  return hours === 1 ? constant : binary(number(hours), '*', constant);
}
