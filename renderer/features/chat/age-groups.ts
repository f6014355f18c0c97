/** When something was last touched, as headings of a list. */
export type AgeGroup = 'today' | 'yesterday' | 'week' | 'earlier';

/** `now` and `at` in milliseconds since the epoch; days are those of the user's own clock. */
export function ageGroup(at: number, now: number): AgeGroup {
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  const today = midnight.getTime();
  if (at >= today) return 'today';
  midnight.setDate(midnight.getDate() - 1);
  if (at >= midnight.getTime()) return 'yesterday';
  midnight.setDate(midnight.getDate() - 6);
  return at >= midnight.getTime() ? 'week' : 'earlier';
}
