import { diffArrays } from 'diff';

/** A run of lines that differ: 0-based, half open on both sides. One side may be empty. */
export interface Region {
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
}

/**
 * Edits Myers' algorithm may spend on a stretch without a unique common line. Its time grows with the square of this; a stretch that
 * needs more is shown as replaced as a whole, which is still correct.
 */
const editBudget = 400;

/**
 * Where two lists of lines differ, in order. Lines that occur once on both sides are anchors (patience diff); Myers' algorithm runs
 * between them only. So the time stays near n log n, also for texts that have little in common.
 */
export function changedRegions(before: readonly string[], after: readonly string[]): Region[] {
  return inOneGo(comparing(before, after));
}

/** Runs work that can pause to its end. */
export function inOneGo<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Lines that are worked on between two pauses: well under a millisecond. */
const linesBetweenPauses = 1000;

/** The same as `changedRegions`, with pauses: ten thousand lines would hold a thread for a twentieth of a second. */
export function* comparing(before: readonly string[], after: readonly string[]): Generator<void, Region[]> {
  const codes = new Map<string, number>();
  const a = yield* encode(before, codes);
  const b = yield* encode(after, codes);
  const regions: Region[] = [];
  // A list instead of recursion: a hostile text could nest deeper than the stack. Popped from the end, so pushed in reverse.
  const work: Region[] = [{ oldStart: 0, oldEnd: a.length, newStart: 0, newEnd: b.length }];
  for (let item = work.pop(); item !== undefined; item = work.pop()) {
    const range = trim(a, b, item);
    if (range.oldStart === range.oldEnd && range.newStart === range.newEnd) continue;
    if (range.oldStart === range.oldEnd || range.newStart === range.newEnd) {
      add(regions, range);
      continue;
    }
    yield;
    const anchors = yield* anchorsOf(a, b, range);
    if (anchors.length === 0) {
      for (const region of myers(a, b, range)) add(regions, region);
      continue;
    }
    const parts: Region[] = [];
    let { oldStart, newStart } = range;
    for (const [oldIndex, newIndex] of anchors) {
      parts.push({ oldStart, oldEnd: oldIndex, newStart, newEnd: newIndex });
      oldStart = oldIndex + 1;
      newStart = newIndex + 1;
    }
    parts.push({ oldStart, oldEnd: range.oldEnd, newStart, newEnd: range.newEnd });
    for (const part of parts.reverse()) work.push(part);
  }
  return regions;
}

/** Numbers instead of lines: equal lines have equal numbers. */
function* encode(lines: readonly string[], codes: Map<string, number>): Generator<void, number[]> {
  const encoded: number[] = [];
  for (const line of lines) {
    if (encoded.length % linesBetweenPauses === 0) yield;
    const known = codes.get(line) ?? codes.size;
    if (known === codes.size) codes.set(line, known);
    encoded.push(known);
  }
  return encoded;
}

function trim(a: readonly number[], b: readonly number[], range: Region): Region {
  let { oldStart, oldEnd, newStart, newEnd } = range;
  while (oldStart < oldEnd && newStart < newEnd && a[oldStart] === b[newStart]) {
    oldStart++;
    newStart++;
  }
  while (oldStart < oldEnd && newStart < newEnd && a[oldEnd - 1] === b[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  return { oldStart, oldEnd, newStart, newEnd };
}

/** Adds a region, joined to the last one when nothing lies between them. */
function add(regions: Region[], region: Region): void {
  const last = regions.at(-1);
  if (last !== undefined && last.oldEnd === region.oldStart && last.newEnd === region.newStart) {
    last.oldEnd = region.oldEnd;
    last.newEnd = region.newEnd;
  } else regions.push({ ...region });
}

/** Pairs of equal lines that are unique on both sides of the range, the longest list that rises on both. */
function* anchorsOf(a: readonly number[], b: readonly number[], range: Region): Generator<void, [number, number][]> {
  const inOld = yield* placesOnce(a, range.oldStart, range.oldEnd);
  const inNew = yield* placesOnce(b, range.newStart, range.newEnd);
  const pairs: [number, number][] = [];
  let seen = 0;
  for (const [code, oldIndex] of inOld) {
    if (seen++ % linesBetweenPauses === 0) yield;
    const newIndex = inNew.get(code);
    if (oldIndex >= 0 && newIndex !== undefined && newIndex >= 0) pairs.push([oldIndex, newIndex]);
  }
  return yield* longestRise(pairs);
}

/** Where each line stands, -1 when it stands more than once. In order of first appearance. */
function* placesOnce(codes: readonly number[], start: number, end: number): Generator<void, Map<number, number>> {
  const places = new Map<number, number>();
  for (let index = start; index < end; index++) {
    if ((index - start) % linesBetweenPauses === 0) yield;
    const code = codes[index] as number;
    places.set(code, places.has(code) ? -1 : index);
  }
  return places;
}

/** Longest increasing subsequence by the second member (patience sorting, n log n). The pairs come ordered by the first. */
function* longestRise(pairs: readonly [number, number][]): Generator<void, [number, number][]> {
  const tops: number[] = [];
  const previous = new Array<number>(pairs.length).fill(-1);
  for (const [index, pair] of pairs.entries()) {
    if (index % linesBetweenPauses === 0) yield;
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] as number] as [number, number])[1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[index] = tops[low - 1] as number;
    tops[low] = index;
  }
  const rise: [number, number][] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = previous[index] as number) rise.push(pairs[index] as [number, number]);
  return rise.reverse();
}

function myers(a: readonly number[], b: readonly number[], range: Region): Region[] {
  const changes = diffArrays(a.slice(range.oldStart, range.oldEnd), b.slice(range.newStart, range.newEnd), { maxEditLength: editBudget });
  if (changes === undefined) return [range];
  const regions: Region[] = [];
  let { oldStart, newStart } = range;
  for (const change of changes) {
    const oldEnd = oldStart + (change.added ? 0 : change.count);
    const newEnd = newStart + (change.removed ? 0 : change.count);
    if (change.added || change.removed) add(regions, { oldStart, oldEnd, newStart, newEnd });
    oldStart = oldEnd;
    newStart = newEnd;
  }
  return regions;
}
