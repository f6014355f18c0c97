export interface Interval {
  low: number;
  high: number;
}

/** 97.5 % quantile of the standard normal distribution: two-sided 95 %. */
const z95 = 1.959963984540054;

/**
 * Wilson's 95 % score interval of a mean of `n` values in 0..1 that sum to `sum` (E. B. Wilson, 1927, J. Am. Stat. Assoc. 22:209–212;
 * without continuity correction). For fractional values the mean takes the place of the proportion: of all values in 0..1 with one
 * mean, zeros and ones vary most, so the interval is then, if anything, too wide. No values: 0..1.
 */
export function wilson95(sum: number, n: number): Interval {
  if (n <= 0) return { low: 0, high: 1 };
  const mean = Math.min(1, Math.max(0, sum / n));
  const z2 = z95 * z95;
  const centre = (mean + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z95 / (1 + z2 / n)) * Math.sqrt((mean * (1 - mean)) / n + z2 / (4 * n * n));
  // At the ends rounding would leave 1e-17 where the formula gives 0 or 1.
  return { low: mean === 0 ? 0 : Math.max(0, centre - half), high: mean === 1 ? 1 : Math.min(1, centre + half) };
}
