/** Start of a chart's bucket in milliseconds, local time: `2026-11-23`, `2026-W48` (ISO 8601), `2026-11`. NaN for anything else. */
export function bucketTime(key: string): number {
  const week = /^(\d{4})-W(\d{2})$/.exec(key);
  if (week) {
    // Week 1 is the week with 4 January in it.
    const fourth = new Date(Number(week[1]), 0, 4);
    return new Date(Number(week[1]), 0, 4 - ((fourth.getDay() + 6) % 7) + (Number(week[2]) - 1) * 7).getTime();
  }
  const day = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(key);
  return day ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3] ?? 1)).getTime() : Number.NaN;
}

/** Indices of at most `most` labels, evenly spread, the first and the last among them. */
export function labelIndices(count: number, most: number): number[] {
  if (count <= 0) return [];
  if (count === 1 || most <= 1) return [0];
  const steps = Math.min(count, most) - 1;
  return [...new Set(Array.from({ length: steps + 1 }, (_, index) => Math.round((index * (count - 1)) / steps)))];
}

/** Midnight that begins a `yyyy-mm-dd` of a date field in local time, `days` later; undefined for an empty field. */
export function dayStart(value: string, days = 0): number | undefined {
  const parts = /^(\d{4,6})-(\d{2})-(\d{2})$/.exec(value);
  if (!parts) return undefined;
  return new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + days).getTime();
}
