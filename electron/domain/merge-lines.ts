import { changedRegions, type Region } from './line-diff.ts';

/**
 * Three-way merge of two lists that come from one base (diff3). Null where both sides changed the same place, or places with nothing
 * unchanged between them, in different ways. With `joinInsertions` two insertions at one place are both kept, those of `mine` first,
 * which is right for lists whose order means nothing, such as the names of an import.
 */
export function mergeLines(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  { joinInsertions = false } = {},
): string[] | null {
  const merged: string[] = [];
  let at = 0;
  for (const cluster of clustersOf(changedRegions(base, mine), changedRegions(base, theirs))) {
    merged.push(...base.slice(at, cluster.start));
    at = cluster.end;
    const own = sideOf(cluster, cluster.mine, mine);
    const other = sideOf(cluster, cluster.theirs, theirs);
    if (own === null || other === null || equal(own, other)) merged.push(...(own ?? other ?? []));
    else if (joinInsertions && cluster.start === cluster.end) merged.push(...own, ...other);
    else return null;
  }
  return [...merged, ...base.slice(at)];
}

/** Changes of both sides that overlap or touch, as one stretch of the base. */
interface Cluster {
  start: number;
  end: number;
  mine: Region[];
  theirs: Region[];
}

function clustersOf(mine: readonly Region[], theirs: readonly Region[]): Cluster[] {
  const all = [...mine.map((region) => ({ region, own: true })), ...theirs.map((region) => ({ region, own: false }))].sort(
    (left, right) => left.region.oldStart - right.region.oldStart || left.region.oldEnd - right.region.oldEnd,
  );
  const clusters: Cluster[] = [];
  for (const { region, own } of all) {
    let last = clusters.at(-1);
    if (!last || region.oldStart > last.end) {
      last = { start: region.oldStart, end: region.oldEnd, mine: [], theirs: [] };
      clusters.push(last);
    }
    last.end = Math.max(last.end, region.oldEnd);
    (own ? last.mine : last.theirs).push(region);
  }
  return clusters;
}

/** What a side has in place of the cluster's stretch of the base; null where it changed nothing there. */
function sideOf(cluster: Cluster, regions: readonly Region[], side: readonly string[]): readonly string[] | null {
  const [first] = regions;
  const last = regions.at(-1);
  if (!first || !last) return null;
  return side.slice(first.newStart - (first.oldStart - cluster.start), last.newEnd + (cluster.end - last.oldEnd));
}

const equal = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((line, index) => line === right[index]);
