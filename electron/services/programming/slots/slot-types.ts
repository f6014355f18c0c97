import { z } from 'zod';
import { givenNameSchema, typedNameSchema } from '../plan.ts';
import type { Reader } from '../reading/reader.ts';
import type { Draw } from './sample.ts';
import { dottedSymbolPattern, symbolPattern } from './symbols.ts';

/** Words of both languages that mean one thing. English ones are whole words; a blank stands for any space. */
export interface Phrases {
  en: readonly string[];
  zh: readonly string[];
}

/** What a slot can hold. From this one description follow its check, how it is read from words, its field in a form and its random values. */
export type SlotType =
  /** An identifier as the user gives it: "called orderCache". With `spoken` only where it is said to be the name, not where it stands beside the kind. */
  | { type: 'name'; spoken?: boolean }
  /** One of a few values, each with its words. */
  | { type: 'choice'; options: Readonly<Record<string, Phrases>> }
  /** True where one of the words occurs. */
  | { type: 'flag'; words: Phrases }
  /** With `bare` a number that no word belongs to is this slot: "limiter 100/min". */
  | { type: 'integer'; minimum: number; maximum: number; unit?: Phrases; bare?: boolean }
  /** A length of time in milliseconds. */
  | { type: 'duration'; minimum: number; maximum: number }
  /** Identifiers in a row: "red, green and blue". */
  | { type: 'names'; least: number }
  /** Names with types: "id: integer, email". */
  | { type: 'fields'; least: number; most?: number /** Random ones have defaults that fit. */; defaults?: boolean }
  /** What stands in quotes: a message, a header, a prefix. */
  | { type: 'text'; maximum: number }
  /** A name of the code that is there, or is to be: `getUser`; with `dotted` also `User.save`. */
  | { type: 'symbol'; dotted?: boolean /** Words in front of names that are something else. */; not?: Phrases }
  /** An address of the web. */
  | { type: 'url' }
  /** What only this kind has. `read` finds it in what nobody has taken yet, and takes nothing; or in what was attached. */
  | {
      type: 'custom';
      schema: z.ZodType;
      read(reader: Reader): { value: unknown; start: number; end: number } | null;
      sample(draw: Draw): unknown;
    };

export interface SlotValues {
  name: string;
  text: string;
  url: string;
  symbol: string;
  flag: boolean;
  integer: number;
  duration: number;
  names: string[];
  fields: z.infer<typeof typedNameSchema>[];
}

/** The strict check of a slot's value. */
export function schemaOf(slot: SlotType): z.ZodType {
  switch (slot.type) {
    case 'name':
      return givenNameSchema;
    case 'choice':
      return z.enum(Object.keys(slot.options) as [string, ...string[]]);
    case 'flag':
      return z.boolean();
    case 'integer':
      return z.number().int().min(slot.minimum).max(slot.maximum);
    case 'duration':
      return z.number().int().min(slot.minimum).max(slot.maximum).meta({ unit: 'milliseconds' });
    case 'text':
      return z.string().min(1).max(slot.maximum);
    case 'symbol':
      return z.string().regex(slot.dotted ? dottedSymbolPattern : symbolPattern);
    case 'url':
      return z.url({ protocol: /^https?$/ }).max(2000);
    case 'custom':
      return slot.schema;
    case 'names':
      return z.array(givenNameSchema).min(slot.least).max(60);
    case 'fields':
      return z
        .array(typedNameSchema)
        .min(slot.least)
        .max(slot.most ?? 60);
  }
}
