import { describe, expect, it } from 'vitest';
import { matchScore } from '../../../renderer/views/match-score.ts';

describe('what the palette finds', () => {
  it('is what holds the query, or whose words begin with its letters', () => {
    expect(matchScore('Go to the settings', 'sett')).not.toBeNull();
    expect(matchScore('Go to the settings', 'gts')).not.toBeNull();
    expect(matchScore('Go to the settings', 'go set')).not.toBeNull();
    expect(matchScore('前往设置', '设置')).not.toBeNull();
  });

  it('is not what merely has the letters somewhere', () => {
    expect(matchScore('Close the review', 'ser')).toBeNull();
    expect(matchScore('Settings', 'x')).toBeNull();
  });

  it('puts the text that holds the query first', () => {
    const whole = matchScore('Settings', 'set') ?? 0;
    const initials = matchScore('Show every test', 'set') ?? 0;
    expect(whole).toBeGreaterThan(initials);
  });

  it('answers soon for a long text made to go wrong', () => {
    expect(matchScore('a '.repeat(200), `${'a'.repeat(100)}b`)).toBeNull();
  });
});
