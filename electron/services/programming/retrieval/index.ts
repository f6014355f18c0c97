import type { Instruction } from '../instructions/instruction.ts';
import type { Reader } from '../reading/reader.ts';
import { createReader } from '../reading/reader.ts';
import { pairs } from './pairs.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Where a value of a slot stands in an example, by the tokens around it. */
export interface Mark {
  slot: string;
  before: readonly string[];
  behind: readonly string[];
}

interface Example {
  kind: string;
  counts: ReadonlyMap<string, number>;
  length: number;
  marks: readonly Mark[];
}

/** The examples of all kinds, and how rare each token of them is. */
export interface ExampleBank {
  examples: readonly Example[];
  rarity: ReadonlyMap<string, number>;
  meanLength: number;
}

/** How like the examples of its kind a request is, and where these say that values stand. */
export interface Recalled {
  /** From 0 up to 1 for a request that is one of the examples. */
  likeness: number;
  /** How much there is that is alike: a request of one word may be like everything. */
  evidence: number;
  /** How likely the value between two places of the whole request is that of the slot, from 0 to 1. */
  fits(slot: string, start: number, end: number): number;
}

const window = 4;
const nothing = (): number => 0;

/** The examples of the kinds that there are: those written for them, and each kind's own. */
export function exampleBank(instructions: readonly Instruction[]): ExampleBank {
  const kinds = new Set(instructions.map(({ kind }) => kind));
  const own = instructions.flatMap(({ kind, example, title }) =>
    [example.en, example.zh, title.en, title.zh].map((text) => exampleOf(kind, text)),
  );
  const written = Object.entries(pairs).flatMap(([kind, texts]) => (kinds.has(kind) ? texts.map((text) => exampleOf(kind, text)) : []));
  const examples = [...own, ...written];
  const frequency = new Map<string, Set<string>>();
  for (const { kind, counts } of examples)
    for (const token of counts.keys()) frequency.set(token, (frequency.get(token) ?? new Set<string>()).add(kind));
  // What many kinds speak of says little: the inverse is that of kinds, not of examples.
  const rarity = new Map([...frequency].map(([token, of]) => [token, Math.log(1 + (kinds.size - of.size + 0.5) / (of.size + 0.5))]));
  const meanLength = examples.reduce((sum, { length }) => sum + length, 0) / Math.max(1, examples.length);
  return { examples, rarity, meanLength };
}

/** An example whose values are marked: `at most {capacity=500} of them`. */
function exampleOf(kind: string, marked: string): Example {
  const places: { slot: string; start: number; end: number }[] = [];
  let text = '';
  let at = 0;
  for (const match of marked.matchAll(/\{(\w+)=([^{}]*)\}/g)) {
    text += marked.slice(at, match.index);
    places.push({ slot: match[1] ?? '', start: text.length, end: text.length + (match[2] ?? '').length });
    text += match[2] ?? '';
    at = match.index + match[0].length;
  }
  const { whole } = createReader(text + marked.slice(at));
  // Literals become one character: places hold only where there are none, and examples with marks have none.
  const tokens = tokensOf(whole);
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token.text, (counts.get(token.text) ?? 0) + 1);
  return { kind, counts, length: tokens.length, marks: places.map(({ slot, start, end }) => ({ slot, ...around(tokens, start, end) })) };
}

function around(tokens: readonly Token[], start: number, end: number): { before: string[]; behind: string[] } {
  const before = tokens.filter((token) => token.end <= start).slice(-window);
  const behind = tokens.filter((token) => token.start >= end).slice(0, window);
  return { before: before.reverse().map(({ text }) => text), behind: behind.map(({ text }) => text) };
}

/** Okapi BM25 with its usual constants, as a share of what the request would get against itself. */
function likenessOf(
  request: ReadonlyMap<string, number>,
  { counts, length }: Example,
  { rarity, meanLength }: ExampleBank,
): { likeness: number; evidence: number } {
  let sum = 0;
  let most = 0;
  for (const token of request.keys()) {
    const weight = rarity.get(token) ?? 0;
    const count = counts.get(token) ?? 0;
    // Against itself, a token that nobody knows says that something else is meant, but only a little.
    most += (rarity.has(token) ? weight : 1) * 1.1;
    sum += (weight * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / meanLength));
  }
  return { likeness: most === 0 ? 0 : Math.min(1, sum / most), evidence: sum };
}

/** What the examples say of a request: for each kind how like its nearest examples it is, and where its values stand. */
export function recall(reader: Reader, bank: ExampleBank): ReadonlyMap<string, Recalled> {
  const tokens = tokensOf(reader.whole.slice(0, 2000));
  const counts = new Map<string, number>();
  for (const { text } of tokens) counts.set(text, (counts.get(text) ?? 0) + 1);
  const nearest = new Map<string, { likeness: number; evidence: number; marks: Mark[] }>();
  for (const example of bank.examples) {
    const here = likenessOf(counts, example, bank);
    const found = nearest.get(example.kind) ?? { likeness: 0, evidence: 0, marks: [] };
    const { likeness, evidence } = here.likeness > found.likeness ? here : found;
    nearest.set(example.kind, { likeness, evidence, marks: found.marks });
    found.marks.push(...example.marks);
  }
  return new Map(
    [...nearest].map(([kind, { likeness, evidence, marks }]) => [
      kind,
      {
        likeness,
        evidence,
        fits: marks.length === 0 ? nothing : (slot, start, end) => alignment(marks, slot, around(tokens, start, end), bank),
      },
    ]),
  );
}

/** How well the surroundings of a value agree with those of the slot's values in the examples: the nearer a token, the more it counts. */
function alignment(marks: readonly Mark[], slot: string, here: { before: string[]; behind: string[] }, bank: ExampleBank): number {
  let best = 0;
  for (const mark of marks) {
    if (mark.slot !== slot) continue;
    const before = agreement(mark.before, here.before, bank);
    const behind = agreement(mark.behind, here.behind, bank);
    const most = before.most + behind.most;
    // One side alone may be at the border of the sentence.
    if (most > 0) best = Math.max(best, (before.found + behind.found) / most);
  }
  return best;
}

function agreement(wanted: readonly string[], here: readonly string[], { rarity }: ExampleBank): { found: number; most: number } {
  let found = 0;
  let most = 0;
  for (const [at, token] of wanted.entries()) {
    const weight = (0.3 + (rarity.get(token) ?? 0)) / (1 + at);
    most += weight;
    const place = here.indexOf(token);
    if (place >= 0) found += weight / (1 + Math.abs(place - at) / 2);
  }
  return { found, most };
}
