import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { extractLiterals } from '../../electron/services/programming/reading/literals.ts';

/** A request of the bank with what has to be understood of it. */
const entrySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** The language of its words; mixed ones count as the one that carries the sentence. */
  words: z.enum(['en', 'zh']),
  /** `grammar`: kind and slots by their usual names. `free`: in the words of somebody who does not know what the engine knows. */
  style: z.enum(['grammar', 'free']),
  /** Null where the words could mean two kinds: then `ask` is `kind`. */
  kind: z.string().nullable(),
  text: z.string().min(1),
  /** A workspace of workspaces.json; null where no folder is open. */
  files: z.string().nullable().default(null),
  /** Every slot that the words give; all others must be as they are where nothing is said. */
  want: z.record(z.string(), z.unknown()).default({}),
  /** Slots that must be asked for: what is missing, contradicts itself, or can be read in two ways. */
  ask: z.array(z.string()).min(1).optional(),
});
export type Entry = z.infer<typeof entrySchema>;

export const halves = ['open', 'sealed'] as const;
export type Half = (typeof halves)[number];

/** The requests of one half; empty where that file is not there. Throws where an entry is not of the form. */
export function readHalf(half: Half): Entry[] {
  const file = new URL(`../fixtures/programming/understanding-${half}.json`, import.meta.url);
  return existsSync(file) ? z.array(entrySchema).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

const listWords = /^(?:string|str|text|int|integer|float|number|bool|boolean|date|datetime|optional|required)s?$/;

/**
 * The wording of a request: what stays when literals, names, numbers and how long its lists are do not count. Two requests of the same
 * wording test the same thing.
 */
export function templateOf({ text, want }: Entry): string {
  const own = [...new Set(wordsIn(want))].sort((left, right) => right.length - left.length);
  let plain = extractLiterals(text).text.text.replace(/[\ue000-\ue6ff]/g, ' § ');
  for (const word of own) plain = plain.replaceAll(word, ' § ');
  return plain
    .replace(/--?[A-Za-z][\w-]*|\b\w*[a-z][A-Z]\w*\b|\b\w+_\w+\b/g, ' § ')
    .replace(/\d+(?:[.:,]\d+)*/g, ' # ')
    .toLowerCase()
    .replace(/[a-z]+/g, (word) => (listWords.test(word) ? ' § ' : word))
    .replace(/[^\p{L}§#]+/gu, ' ')
    .replace(/§(?: (?:and |or |和 ?|、)?§)+/g, '§')
    .trim();
}

/** All names and texts of a value. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.match(/[\p{L}_][\p{L}\p{N}_-]+/gu) ?? [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(wordsIn) : [];
}
