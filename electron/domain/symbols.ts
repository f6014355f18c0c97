import { z } from 'zod';
import { targetLanguageSchema } from './programming.ts';

export const symbolKinds = [
  'function',
  'method',
  'class',
  'interface',
  'type',
  'enum',
  'namespace',
  'constant',
  'variable',
  'field',
] as const;
export const symbolKindSchema = z.enum(symbolKinds);
export type SymbolKind = z.infer<typeof symbolKindSchema>;

/** A declaration as the index has it. */
export const foundSymbolSchema = z.object({
  path: z.string(),
  language: targetLanguageSchema,
  name: z.string(),
  kind: symbolKindSchema,
  exported: z.boolean(),
  /** The class or type it belongs to; '' at the top level. */
  container: z.string(),
  signature: z.string(),
  /** First line of its documentation. */
  doc: z.string(),
  /** UTF-16 units of the file, and the line counted from 1. */
  start: z.number().int(),
  end: z.number().int(),
  line: z.number().int(),
});
export type FoundSymbol = z.infer<typeof foundSymbolSchema>;

/** How many files were read anew, left as they are, taken out, and not readable as source. */
export const symbolIndexResultSchema = z.object({
  files: z.number().int(),
  indexed: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  skipped: z.number().int(),
  truncated: z.boolean(),
});
export type SymbolIndexResult = z.infer<typeof symbolIndexResultSchema>;

/** What one source declares, imports and mentions. Plain data: it crosses between threads. */
export interface FileSymbols {
  declarations: Omit<FoundSymbol, 'path' | 'language'>[];
  imports: string[];
  /** How often each name is written. */
  names: Record<string, number>;
  /** Habits, counted: `name.function.camelCase`, `error.throw`. */
  habits: Record<string, number>;
}

/** Letters as they are compared in searches. */
export const foldName = (name: string): string => name.normalize('NFKC').toLowerCase();

/** The words of a signature, each once: what look-ups by words compare. */
export const signatureWords = (signature: string): string[] => [
  ...new Set(
    foldName(signature)
      .split(/[^\p{L}\p{N}\p{M}_$]+/u)
      .filter((word) => word !== ''),
  ),
];

const initialOf = (word: string): string => String.fromCodePoint(word.codePointAt(0) ?? 0);

/** The letters that words of a name begin with, folded, each once: `readFile_2` has r, f and 2. */
export function nameInitials(name: string): string[] {
  const words = name
    .normalize('NFKC')
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{L})(\p{N})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u);
  return [...new Set([initialOf(name), ...words].map((word) => initialOf(foldName(word))))].filter((letter) => letter !== '\0');
}

/** The set of a folded name's letters as 32 bits: a bit each for a to z, one for digits, five for all others. */
export function letterSet(folded: string): number {
  let set = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    const bit = code >= 97 && code <= 122 ? code - 97 : code >= 48 && code <= 57 ? 26 : 27 + (code % 5);
    set |= 1 << bit;
  }
  return set >>> 0;
}
