import { likeness } from './diff-words.ts';
import { reindent } from './indentation.ts';
import type { Region } from './line-diff.ts';
import { changedRegions } from './line-diff.ts';
import { lineText } from './lines.ts';
import type { MatchStrategy } from './review.ts';

/** How alike (0 to 1) a line of the file must be to a line it is taken for. */
const alike = 0.6;

/**
 * Carries the change from `search` to `replace` over to the lines of the file that were matched to `search`. What the edit does not
 * change keeps the file's own lines. Returns null when that cannot be done for certain: where file and `search` differ at a place
 * that the edit changes and the lines there are not alike, text the model never saw would be lost.
 */
export function mergeOnto(
  region: readonly string[],
  search: readonly string[],
  replace: readonly string[],
  ending: string,
  strategy: MatchStrategy,
): string[] | null {
  const keys = region.map(lineText);
  const place = strategy === 'exact' ? search.map((_, index) => index) : align(search, keys);
  const indented =
    strategy === 'exact'
      ? replace
      : reindent(
          replace,
          search,
          place.map((index) => (index < 0 ? null : (keys[index] as string))),
        );
  if (indented === null) return null;
  const out: string[] = [];
  let done = 0;
  for (const change of changedRegions(search, replace)) {
    const from = boundaryBefore(search, place, change.oldStart);
    const to = boundaryAfter(search, place, change.oldEnd, region.length);
    if (from === null || to === null || from < done || to < from) return null;
    if (!corresponds(search.slice(change.oldStart, change.oldEnd), keys.slice(from, to))) return null;
    out.push(...region.slice(done, from));
    for (const line of indented.slice(change.newStart, change.newEnd)) out.push(line + ending);
    done = to;
  }
  out.push(...region.slice(done));
  return out;
}

const isClose = (search: readonly string[], keys: readonly string[], region: Region): boolean =>
  search.slice(region.oldStart, region.oldEnd).every((line, index) => likeness(line, keys[region.newStart + index] as string) >= alike);

/** For every line of the search the index of its line in the file, -1 where it has none. */
function align(search: readonly string[], keys: readonly string[]): number[] {
  const trimmed = (line: string) => line.trim();
  const place = new Array<number>(search.length).fill(-1);
  let old = 0;
  let shift = 0;
  for (const region of [...changedRegions(search.map(trimmed), keys.map(trimmed)), null]) {
    for (; old < (region?.oldStart ?? search.length); old++) place[old] = old + shift;
    if (region === null) break;
    // As many lines on both sides, each close to its counterpart: the model remembered them almost right.
    if (region.oldEnd - region.oldStart === region.newEnd - region.newStart && isClose(search, keys, region))
      for (; old < region.oldEnd; old++) place[old] = old + shift;
    old = region.oldEnd;
    shift = region.newEnd - region.oldEnd;
  }
  return place;
}

/** Where in the file the change begins: behind the last line before it that was found; only blank lines may lie between. */
function boundaryBefore(search: readonly string[], place: readonly number[], start: number): number | null {
  let index = start - 1;
  for (; index >= 0 && place[index] === -1; index--) if (search[index]?.trim() !== '') return null;
  return index < 0 ? 0 : (place[index] as number) + 1;
}

function boundaryAfter(search: readonly string[], place: readonly number[], end: number, length: number): number | null {
  let index = end;
  for (; index < search.length && place[index] === -1; index++) if (search[index]?.trim() !== '') return null;
  return index >= search.length ? length : (place[index] as number);
}

/** True when the lines to be replaced are, one for one, those the edit speaks of, or close to them. Blank lines do not count. */
function corresponds(expected: readonly string[], found: readonly string[]): boolean {
  const a = expected.map((line) => line.trim()).filter((line) => line !== '');
  const b = found.map((line) => line.trim()).filter((line) => line !== '');
  return a.length === b.length && a.every((line, index) => line === b[index] || likeness(line, b[index] as string) >= alike);
}
