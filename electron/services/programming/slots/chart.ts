import { chineseCount, englishCount } from '../reading/counts.ts';
import { literalClass } from '../reading/literals.ts';
import type { Reader } from '../reading/reader.ts';
import { phrasePattern } from './phrases.ts';
import type { Phrases, SlotType } from './slot-types.ts';
import { valueAt } from './values.ts';

/** A reading of a stretch of the request as the value of one slot. */
export interface Edge {
  slot: string;
  value: unknown;
  start: number;
  end: number;
  weight: number;
}

export interface ChartSlot {
  name: string;
  type: SlotType;
  /** Words in front of or behind the value that tell which slot it belongs to. */
  cues: Phrases;
  weakCues: Phrases;
}

const filler = String.raw`(?:\s|[:：=]|\b(?:of|to|is|are|be|at|for|the|an?|about|than|in|with|from|being|up|most|per|shall|should|must|will|may)\b|为|是|在|于|有|到|的|包括|包含|分别)*`;
const loose = String.raw`(?:(?:\s+(?!\d|and\b|or\b|with\b)[a-z]+){1,2}\s+|\s*[\u4e00-\u9fff]{1,2}?\s*)(?!one\b)(?=[\da-z零一二两三四五六七八九十百千半])`;
const limit = 200;
/** How well a value must fit the examples of its slot where no cue leads to it. */
const likeExample = 0.4;

/** How likely the value between two places is that of a slot, from 0 to 1, by the examples of the kind. */
export type Fits = (slot: string, start: number, end: number) => number;
export const noExample: Fits = () => 0;

/** Where a number may start. `一个缓存` is an article, not a count. */
const countAt = new RegExp(
  String.raw`(?<![\w.]|half\s)(?=\d|an?\s|half\s|twice\b|thrice\b|${englishCount})|(?!一个|一次(?=[只跑处执运最]))(?=半|${chineseCount})`,
  'gi',
);

/** Words that turn what stands behind them into its opposite: "without logging", 不要日志. */
const negation =
  /(?:\b(?:no|not|without|never|do not|don't|instead of|rather than)\s+(?:any\s+|an?\s+|the\s+|use\s+)?|(?:不要|不用|不需要|不必|无需|不带|不加)\s*)$/i;
const isNegated = (text: string, at: number): boolean => negation.test(text.slice(Math.max(0, at - 24), at));

/** All readings of all slots: a cue with its value behind it, a value with its cue behind it, and a value whose unit fits one slot alone. */
export function edgesOf(reader: Reader, slots: readonly ChartSlot[], fits: Fits = noExample): Edge[] {
  const { text } = reader;
  const edges: Edge[] = [];
  const add = (edge: Edge): void => {
    // Where examples agree with the cue, the reading is the surer.
    if (edges.length < limit) edges.push({ ...edge, weight: edge.weight + fits(edge.slot, edge.start, edge.end) });
  };
  for (const { name, type, cues } of slots) {
    if (type.type === 'choice') {
      for (const [value, phrases] of Object.entries(type.options))
        for (const match of text.matchAll(new RegExp(phrasePattern(phrases), 'gi')))
          if (!isNegated(text, match.index))
            add({ slot: name, value, start: match.index, end: match.index + match[0].length, weight: 2 + match[0].length / 100 });
      continue;
    }
    if (type.type === 'flag') {
      for (const match of text.matchAll(new RegExp(phrasePattern(type.words), 'gi')))
        if (!isNegated(text, match.index))
          add({ slot: name, value: true, start: match.index, end: match.index + match[0].length, weight: 2 });
      continue;
    }
    const cue = phrasePattern(cues, true);
    const cueAlone = new RegExp(`^${cue}$`, 'i');
    for (const match of text.matchAll(new RegExp(cue + filler, 'gi'))) {
      const found = valueAt(reader, text, match.index + match[0].length, type);
      // A word that leads to the value is not the value: "with the values low and high".
      if (!found || (type.type === 'names' && cueAlone.test(String((found.value as string[])[0])))) continue;
      for (const { value, end } of [...(found.shorter ?? []), found]) {
        const more = type.type === 'names' ? (value as string[]).length / 100 : 0;
        add({ slot: name, value, start: match.index, end, weight: 4 + more });
      }
    }
    // A word or two between: "keep the very last 200", 同时发六封.
    if (type.type === 'integer' || type.type === 'duration')
      for (const match of text.matchAll(new RegExp(cue + loose, 'gi'))) {
        const found = valueAt(reader, text, match.index + match[0].length, type);
        if (found) add({ slot: name, value: found.value, start: match.index, end: found.end, weight: 2.2 });
      }
    // An address says by itself what it is.
    if (type.type === 'url' && slots.filter((other) => other.type.type === 'url').length === 1)
      for (const match of text.matchAll(new RegExp(literalClass.url, 'g'))) {
        const found = valueAt(reader, text, match.index, type);
        if (found) add({ slot: name, value: found.value, start: found.start, end: found.end, weight: 1.5 });
      }
    if (type.type !== 'integer' && type.type !== 'duration') continue;
    const alone = slots.filter((other) => other.type.type === type.type).length === 1;
    const behind = new RegExp(`^(?:\\s|的|之?后|以?内|for|as|of|the|them|these|those|at|max|maximum)*${cue}`, 'i');
    for (const match of text.matchAll(countAt)) {
      const found = valueAt(reader, text, match.index, type);
      if (!found) continue;
      const cued = behind.exec(text.slice(found.end, found.end + 60));
      const unit =
        type.type === 'duration' || (type.unit && new RegExp(`${phrasePattern(type.unit)}$`, 'i').test(text.slice(found.start, found.end)));
      if (cued) add({ slot: name, value: found.value, start: found.start, end: found.end + cued[0].length, weight: 3 });
      else if (unit) add({ slot: name, value: found.value, start: found.start, end: found.end, weight: alone ? 2 : 1 });
      else if (type.type === 'integer' && type.bare && /\d/.test(text.charAt(match.index)))
        add({ slot: name, value: found.value, start: found.start, end: found.end, weight: 0.5 });
      else if (fits(name, found.start, found.end) >= likeExample)
        add({ slot: name, value: found.value, start: found.start, end: found.end, weight: 1 });
    }
  }
  return edges;
}

interface Path {
  filled: number;
  end: number;
  weight: number;
  edges: readonly Edge[];
}

const worth = (path: Path): number => path.weight;

/**
 * The readings that together say most: none overlap, each slot is filled once. A chart over the edges in the order of their ends, with the best few paths for
 * every set of filled slots.
 */
export function bestPath(edges: readonly Edge[], slots: readonly ChartSlot[]): readonly Edge[] {
  const bit = new Map(slots.map(({ name }, position) => [name, 1 << position]));
  let paths: Path[] = [{ filled: 0, end: 0, weight: 0, edges: [] }];
  for (const edge of [...edges].sort((left, right) => left.end - right.end || left.start - right.start)) {
    const own = bit.get(edge.slot) ?? 0;
    const grown = paths
      .filter((path) => path.end <= edge.start && (path.filled & own) === 0)
      .map((path) => ({ filled: path.filled | own, end: edge.end, weight: path.weight + edge.weight, edges: [...path.edges, edge] }));
    paths = pruned([...paths, ...grown]);
  }
  return paths.reduce((best, path) => (worth(path) > worth(best) ? path : best)).edges;
}

/** For every set of filled slots the paths that no other beats in both weight and end. */
function pruned(paths: readonly Path[]): Path[] {
  const kept = new Map<number, Path[]>();
  for (const path of [...paths].sort((left, right) => right.weight - left.weight || left.end - right.end)) {
    const same = kept.get(path.filled) ?? [];
    if (same.length < 4 && same.every((better) => better.end > path.end)) kept.set(path.filled, [...same, path]);
  }
  return [...kept.values()].flat();
}
