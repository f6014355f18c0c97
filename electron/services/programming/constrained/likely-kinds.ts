import type { Instruction } from '../instructions/instruction.ts';
import type { Reader } from '../reading/reader.ts';

/** Pairs of characters of each word; of Chinese text too, where a pair is about a word. */
function pairsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu))
    for (let at = 0; at + 2 <= word.length; at += 1) found.add(word.slice(at, at + 2));
  return found;
}

/** Twice the share that both have (Dice's coefficient). */
function alike(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let both = 0;
  for (const pair of left) if (right.has(pair)) both += 1;
  return (2 * both) / Math.max(1, left.size + right.size);
}

/** The kinds that a request is most likely of: by the words that ask for them, and where these say nothing by likeness to their examples. */
export function likelyKinds(text: string, reader: Reader, instructions: readonly Instruction[], most: number): Instruction[] {
  const pairs = pairsOf(text.slice(0, 2000));
  const scored = instructions.map((instruction) => {
    const { title, example } = instruction;
    const likeness = Math.max(alike(pairs, pairsOf(`${title.en} ${example.en}`)), alike(pairs, pairsOf(`${title.zh} ${example.zh}`)));
    return { instruction, score: instruction.score(reader) + likeness };
  });
  return scored
    .sort((left, right) => right.score - left.score)
    .slice(0, most)
    .map(({ instruction }) => instruction);
}
