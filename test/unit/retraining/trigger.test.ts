import { describe, expect, it } from 'vitest';
import { judge, triggerSettingsSchema } from '#domain/retraining';

const settings = triggerSettingsSchema.parse({});

/** Mulberry32: a seeded generator, so that the figures below are the same on every machine. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Rule = (newestFirst: readonly number[]) => boolean;
const ours: Rule = (scores) => judge(settings, { scores, sinceLast: null }).verdict === 'below-threshold';
const naive: Rule = (scores) =>
  scores.length >= settings.window && scores.slice(0, settings.window).reduce((a, b) => a + b, 0) / settings.window < settings.threshold;

/** Number of votes after which the rule fires; null when never. Good with the probability that `quality` gives for each vote. */
function firesAfter(rule: Rule, votes: number, quality: (vote: number) => number, seed: number, from = 0): number | null {
  const next = random(seed);
  const newest: number[] = [];
  for (let vote = 0; vote < votes; vote++) {
    newest.unshift(next() < quality(vote) ? 1 : 0);
    newest.length = Math.min(newest.length, settings.window);
    if (vote >= from && rule(newest)) return vote + 1;
  }
  return null;
}

const runs = (count: number, run: (seed: number) => number | null): (number | null)[] =>
  Array.from({ length: count }, (_, seed) => run(1000 + seed * 7919));
const share = (results: (number | null)[]): number => results.filter((result) => result !== null).length / results.length;
const median = (results: (number | null)[]): number =>
  [...results].map((result) => result ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)[Math.floor(results.length / 2)] as number;

describe('the trigger over simulated votes', () => {
  it('hardly ever fires in 1,000 votes on a model that is good 70 % of the time, where the mean alone nearly always does', () => {
    const alarms = share(runs(400, (seed) => firesAfter(ours, 1000, () => 0.7, seed)));
    const naiveAlarms = share(runs(400, (seed) => firesAfter(naive, 1000, () => 0.7, seed)));
    expect({ alarms, naiveAlarms }).toEqual({
      alarms: expect.toSatisfy((value: number) => value <= 0.065),
      naiveAlarms: expect.toSatisfy((value: number) => value >= 0.9),
    });
  });
  it.each([
    [0.5, 75],
    [0.4, 45],
  ])('sees a fall from 70 % to %d within a median of %d votes, and misses none of 200', (quality, within) => {
    const results = runs(200, (seed) => firesAfter(ours, 1200, (vote) => (vote < 200 ? 0.7 : quality), seed, 200));
    expect(share(results)).toBe(1);
    expect(median(results) - 200).toBeLessThanOrEqual(within);
  });
});

describe('the trigger', () => {
  const scores = (count: number, score: number): number[] => Array.from({ length: count }, () => score);
  it.each([
    ['too-few', [], null],
    ['too-few', scores(19, 0), null],
    ['below-threshold', scores(20, 0), null],
    ['cooling-down', scores(50, 0), 49],
    ['below-threshold', scores(50, 0), 50],
    ['healthy', scores(50, 0.5), null],
    ['below-threshold', scores(50, 0.25), null],
    ['healthy', scores(50, 1), 500],
  ] as const)('says %s', (verdict, recent, sinceLast) => {
    expect(judge(settings, { scores: recent, sinceLast }).verdict).toBe(verdict);
  });
  it('looks at the newest answers of the window only', () => {
    expect(judge(settings, { scores: [...scores(50, 1), ...scores(500, 0)], sinceLast: null })).toMatchObject({
      scored: 50,
      mean: 1,
      verdict: 'healthy',
    });
  });
  it('has no mean while there are no votes', () => {
    expect(judge(settings, { scores: [], sinceLast: null })).toMatchObject({ scored: 0, mean: null, low: null, high: null });
  });
  it('does not fire when the upper end equals the threshold', () => {
    const { high } = judge(settings, { scores: scores(50, 0.5), sinceLast: null });
    expect(judge({ ...settings, threshold: high as number }, { scores: scores(50, 0.5), sinceLast: null }).verdict).toBe('healthy');
  });
});
