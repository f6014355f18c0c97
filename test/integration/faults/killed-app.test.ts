import { expect, it } from 'vitest';
import { killAtRandom } from '../../support/killing.ts';

it('keeps every promise when the app is killed at twenty random moments of its work', { timeout: 300_000 }, async () => {
  const aftermath = await killAtRandom(20);
  expect(aftermath).toMatchObject({ kills: 20, corruptStores: 0, halfApplied: 0, lostRatings: 0, brokenExports: 0, stuckAnswers: 0 });
  // Without these the kills would have missed what they were meant to hit.
  expect(aftermath.promised).toBeGreaterThan(20);
  expect(aftermath.changes).toBeGreaterThan(20);
  expect(aftermath.changesTakenBack).toBeGreaterThan(0);
  expect(aftermath.answersInterrupted).toBeGreaterThan(0);
});
