import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedbackBody } from '#domain/feedback';
import { wilson95 } from '#domain/interval';
import { foldFeedback, isVote, noFeedback, possibleScores, scoreOfVote } from '#domain/score';

const fold = (...bodies: FeedbackBody[]) =>
  bodies.reduce((state, body, at) => foldFeedback(state, { seq: at + 1, at: 1000 + at, body }), noFeedback);

describe('the score of a vote', () => {
  it.each([
    [{ kind: 'stars', stars: 1 }, 0],
    [{ kind: 'stars', stars: 2 }, 0.25],
    [{ kind: 'stars', stars: 3 }, 0.5],
    [{ kind: 'stars', stars: 4 }, 0.75],
    [{ kind: 'stars', stars: 5 }, 1],
    [{ kind: 'thumb', up: true }, 1],
    [{ kind: 'thumb', up: false }, 0],
    [{ kind: 'report', reason: 'harmful' }, 0],
    [{ kind: 'vote-cleared' }, null],
    [{ kind: 'dwell', ms: 4000 }, null],
    [{ kind: 'comment', text: 'bad' }, null],
  ] as [FeedbackBody, number | null][])('of %j is %s', (body, score) => {
    expect(scoreOfVote(body)).toBe(score);
  });
});

describe('the feedback of an answer', () => {
  it('has no score, not zero, while nobody voted', () => {
    expect(
      fold({ kind: 'dwell', ms: 9 }, { kind: 'copied', characters: 3 }, { kind: 'retried' }, { kind: 'tags', tags: ['wrong'] }).score,
    ).toBeNull();
  });
  it('counts the last vote only', () => {
    expect(fold({ kind: 'stars', stars: 5 }, { kind: 'thumb', up: false })).toMatchObject({
      score: 0,
      stars: null,
      thumb: false,
      votedSeq: 2,
      votedAt: 1001,
    });
    expect(fold({ kind: 'thumb', up: false }, { kind: 'stars', stars: 4 })).toMatchObject({ score: 0.75, stars: 4, thumb: null });
  });
  it('has no score after the vote was taken back, and keeps tags, comment and correction', () => {
    const state = fold(
      { kind: 'tags', tags: ['slow'] },
      { kind: 'comment', text: 'c' },
      { kind: 'correction', text: 'x' },
      { kind: 'report', reason: '' },
      { kind: 'vote-cleared' },
    );
    expect(state).toEqual({ ...noFeedback, tags: ['slow'], comment: 'c', correction: 'x' });
  });
  it('stays reported when stars follow, until the votes are cleared', () => {
    expect(fold({ kind: 'report', reason: 'r' }, { kind: 'stars', stars: 5 })).toMatchObject({ reported: true, score: 1 });
  });
  it('forgets a correction that is withdrawn with an empty text', () => {
    expect(fold({ kind: 'correction', text: 'x' }, { kind: 'correction', text: '' }).correction).toBeNull();
  });
  it('keeps each tag once, in one order', () => {
    expect(fold({ kind: 'tags', tags: ['wrong', 'slow', 'wrong'] }).tags).toEqual(['slow', 'wrong']);
  });
  it('has the score of the last vote after any events', () => {
    const body = fc.oneof(
      fc.integer({ min: 1, max: 5 }).map((stars): FeedbackBody => ({ kind: 'stars', stars })),
      fc.boolean().map((up): FeedbackBody => ({ kind: 'thumb', up })),
      fc.constantFrom<FeedbackBody>(
        { kind: 'report', reason: '' },
        { kind: 'vote-cleared' },
        { kind: 'retried' },
        { kind: 'undone' },
        { kind: 'dwell', ms: 1 },
      ),
    );
    fc.assert(
      fc.property(fc.array(body), (bodies) => {
        const last = bodies.filter(isVote).at(-1);
        const { score } = fold(...bodies);
        expect(score).toBe(last === undefined ? null : scoreOfVote(last));
        if (score !== null) expect(possibleScores).toContain(score);
      }),
    );
  });
});

describe("Wilson's 95 % interval", () => {
  it.each([
    [0, 10],
    [5, 10],
    [10, 10],
    [35, 50],
    [12.25, 50],
    [700, 1000],
  ])('of %d in %d ends where the mean is 1.96 standard errors of the end away', (sum, n) => {
    const mean = sum / n;
    const { low, high } = wilson95(sum, n);
    for (const end of [low, high].filter((value) => value !== mean))
      expect(Math.abs(mean - end) / Math.sqrt((end * (1 - end)) / n)).toBeCloseTo(1.959964, 5);
  });
  it('of none and of all in ten ends at 0 and 1', () => {
    expect(wilson95(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.27753, 4) });
    expect(wilson95(10, 10)).toEqual({ low: expect.closeTo(0.72247, 4), high: 1 });
  });
  it('says nothing about no votes', () => {
    expect(wilson95(0, 0)).toEqual({ low: 0, high: 1 });
  });
  it('holds the mean, lies in 0..1, and narrows with more of the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<number[]>(...possibleScores), { minLength: 1, maxLength: 200 }), (scores) => {
        const sum = scores.reduce((total, score) => total + score, 0);
        const { low, high } = wilson95(sum, scores.length);
        const twice = wilson95(2 * sum, 2 * scores.length);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(sum / scores.length);
        expect(high).toBeGreaterThanOrEqual(sum / scores.length);
        expect(twice.high - twice.low).toBeLessThan(high - low);
      }),
    );
  });
});
