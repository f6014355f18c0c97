import type { TypedName } from '../plan.ts';
import { notNames } from '../reading/given-name.ts';
import type { Reader } from '../reading/reader.ts';
import { typeFromName } from '../reading/type-words.ts';

/** The name in front of the noun that would lead to it: "add a retries parameter". It is taken; none or one. */
export function namesAhead(reader: Reader, noun: number): { value: TypedName; start: number; end: number }[] {
  const match = /\b(?:an?|the|new|optional|another)\s+([A-Za-z_]\w*)\s+$/i.exec(reader.text.slice(0, noun));
  const name = match?.[1];
  if (!match || name === undefined || (notNames.has(name.toLowerCase()) && name !== 'timeout')) return [];
  const end = match.index + match[0].trimEnd().length;
  reader.takeRange(match.index, end);
  const optional = /\boptional\b/i.test(match[0]);
  return [{ value: { name, type: typeFromName(name), optional, typeSource: 'assumed', default: null }, start: end - name.length, end }];
}
