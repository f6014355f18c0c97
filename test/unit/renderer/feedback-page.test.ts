import { describe, expect, it } from 'vitest';
import { DwellClock, longestDwell } from '../../../renderer/features/feedback/attention.ts';
import { bucketTime, dayStart, labelIndices } from '../../../renderer/features/feedback/chart-scale.ts';

describe('the time of a bucket', () => {
  it.each([
    ['2026-11-23', new Date(2026, 10, 23)],
    ['2026-11', new Date(2026, 10, 1)],
    ['2026-W01', new Date(2025, 11, 29)],
    ['2026-W53', new Date(2026, 11, 28)],
    ['2024-W09', new Date(2024, 1, 26)],
  ])('%s begins when the calendar says', (key, date) => {
    expect(bucketTime(key)).toBe(date.getTime());
  });
  it('is no number for what is no bucket', () => {
    expect(bucketTime('soon')).toBeNaN();
  });
});

describe('labels of an axis', () => {
  it('are few, even, and hold the first and the last', () => {
    expect(labelIndices(10, 4)).toEqual([0, 3, 6, 9]);
    expect(labelIndices(3, 8)).toEqual([0, 1, 2]);
    expect(labelIndices(1, 5)).toEqual([0]);
    expect(labelIndices(0, 5)).toEqual([]);
  });
});

describe('days of the filter', () => {
  it('begin at local midnight, and the end is the day after', () => {
    expect(dayStart('2026-03-01')).toBe(new Date(2026, 2, 1).getTime());
    expect(dayStart('2026-02-28', 1)).toBe(new Date(2026, 2, 1).getTime());
    expect(dayStart('')).toBeUndefined();
  });
});

describe('how long an answer was seen', () => {
  it('adds up looks and leaves out glances', () => {
    const clock = new DwellClock();
    clock.see(true, 0);
    clock.see(false, 1500);
    expect(clock.take(1500)).toBeNull();
    clock.see(true, 5000);
    clock.see(false, 6000);
    expect(clock.take(9000)).toBe(2500);
    expect(clock.take(9000)).toBeNull();
  });
  it('goes on counting after it was told, and does not count somebody who left', () => {
    const clock = new DwellClock();
    clock.see(true, 0);
    expect(clock.take(3000)).toBe(3000);
    expect(clock.take(3000 + 10 * longestDwell)).toBe(longestDwell);
  });
});
