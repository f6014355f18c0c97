import { z } from 'zod';
import { givenNameSchema, type TypedName, typedNameSchema } from '../plan.ts';
import { literalClass } from '../reading/literals.ts';
import { createReader, type Reader } from '../reading/reader.ts';
import { takeTypedNames } from '../reading/typed-names.ts';
import { phrasePattern } from './phrases.ts';
import { type Draw, sampleSlot } from './sample.ts';
import type { Phrases, SlotType } from './slot-types.ts';
import { goesOn, isNextClause } from './values.ts';

/** A name with fields of its own: a variant of a union, an event with its payload. */
export interface FieldGroup {
  name: string;
  fields: TypedName[];
}

const groupSchema = z.object({ name: givenNameSchema, fields: z.array(typedNameSchema).max(60) });

const name = `(${literalClass.code}|${literalClass.text}|(?<![A-Za-z0-9_])[A-Za-z_]\\w*(?:-\\w+)*|[\\u4e00-\\u9fff]{1,8}?(?=[\\s(（{、，,;；:：]|$))`;
const gap =
  /(?:\s*(?:[,，、;；|&]|\n\s*[-*]?|(?<=\s)(?:and|or|plus)(?=\s)|和|以及|及|与|要么是?|或者?是?)\s*)+(?:(?:and|or|either|an?|the)\s+)*/iy;
const opening: Record<string, string> = { '(': ')', '（': '）', '{': '}', '[': ']' };
const worded = /\s*(?:\b(?:with|having|has|holding|carrying|containing)\b\s*(?:an?\s+|the\s+)?(?:fields?\s+)?|带有?|含有?|包含|有)\s*/iy;

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Fields of a stretch of the request, which is read by itself. */
function fieldsOf(reader: Reader, text: string): TypedName[] {
  return takeTypedNames(createReader(reader.plain(text)), 0);
}

/** Where the bracket that opens at `at` closes; -1 where it does not. */
function closingOf(text: string, at: number): number {
  const open = text.charAt(at);
  let depth = 0;
  for (let position = at; position < text.length && position < at + 2000; position += 1) {
    const character = text.charAt(position);
    if (character === open) depth += 1;
    else if (character === opening[open]) {
      depth -= 1;
      if (depth === 0) return position;
    }
  }
  return -1;
}

const namePattern = new RegExp(name, 'y');
const nextGroup = new RegExp(
  `(?:[,，、;；|\\n]|\\band\\b|\\bor\\b|和|以及|与|要么|或)\\s*(?:and\\s+)?(?:an?\\s+)?${name}\\s*(?:[(（{]|with\\b|having\\b|has\\b|带|含|有)|(?<=[)）])\\s*[:：]|[;；。\\n]|\\.\\s|\\.$|$`,
  'i',
);

/** The groups that start at `start`, and where they end. */
function groupsAt(reader: Reader, start: number): { value: FieldGroup[]; end: number } {
  const { text } = reader;
  const found: FieldGroup[] = [];
  let end = start;
  let position =
    start +
    (sticky(
      /\s*(?:(?:are|is|like|such as|called|有|是|为|包括)(?![A-Za-z]))?\s*[:：]?\s*(?:[-*]\s+)?(?:(?:an?|the|either)\s+)*/iy,
      text,
      start,
    )?.[0].length ?? 0);
  while (found.length < 60) {
    const match = sticky(namePattern, text, position);
    const own = match?.[1] ? reader.plain(match[1]).trim() : '';
    if (!match || !givenNameSchema.safeParse(own).success || isNextClause(own, found[0]?.name) || goesOn.test(own)) break;
    position += match[0].length;
    let fields: TypedName[] = [];
    const bracket = sticky(/\s*[:：]?\s*(?=[(（{])/y, text, position);
    const words = bracket ? null : sticky(worded, text, position);
    if (bracket) {
      const open = position + bracket[0].length;
      const close = closingOf(text, open);
      if (close < 0) break;
      fields = fieldsOf(reader, text.slice(open + 1, close));
      position = close + 1;
    } else if (words) {
      const from = position + words[0].length;
      const until = from + (nextGroup.exec(text.slice(from))?.index ?? text.length - from);
      fields = fieldsOf(reader, text.slice(from, until));
      position = until;
    }
    found.push({ name: own, fields });
    end = position;
    const between = sticky(gap, text, position);
    if (!between) break;
    position += between[0].length;
  }
  return { value: found, end };
}

/** A slot of groups that stand behind one of the cues: "events: userCreated (id: integer), orderPaid (total: number)". */
export function groupsSlot(cues: Phrases, least: number): Extract<SlotType, { type: 'custom' }> {
  const schema = z
    .array(groupSchema)
    .min(least)
    .max(60)
    .refine((groups) => new Set(groups.map((each) => each.name)).size === groups.length, 'Two of them have the same name.');
  return {
    type: 'custom',
    schema,
    read(reader) {
      for (const match of reader.text.matchAll(new RegExp(phrasePattern(cues), 'gi'))) {
        const found = groupsAt(reader, match.index + match[0].length);
        if (schema.safeParse(found.value).success && found.value.length >= least && found.value.length > 0)
          return { value: found.value, start: match.index, end: found.end };
      }
      // Behind the colon of the sentence, where no word leads to them.
      for (const match of reader.text.matchAll(/[:：](?![^（(]*[)）])/g)) {
        const found = groupsAt(reader, match.index + 1);
        if (found.value.length >= Math.max(2, least) && schema.safeParse(found.value).success)
          return { value: found.value, start: match.index, end: found.end };
      }
      return null;
    },
    sample: (draw: Draw) => {
      const names = sampleSlot({ type: 'names', least: Math.max(1, least) }, draw) as string[];
      return names.map((each): FieldGroup => ({ name: each, fields: sampleSlot({ type: 'fields', least: 0 }, draw) as TypedName[] }));
    },
  };
}
