import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#domain/settings';
import { readSettings } from '../../../electron/services/settings/settings.ts';

const stored = (values: Record<string, string>) => readSettings(new Map(Object.entries(values)));

describe('settings out of the store', () => {
  it('are the defaults where nothing is stored', () => {
    expect(stored({})).toEqual(defaultSettings);
  });
  it('keep what is good beside what is not', () => {
    expect(
      stored({ theme: '"dark"', temperature: '99', language: 'no json', maxTokens: 'null', unknown: '1', trigger: '{"threshold":0.4}' }),
    ).toEqual({
      ...defaultSettings,
      theme: 'dark',
      trigger: { ...defaultSettings.trigger, threshold: 0.4 },
    });
  });
  it('are valid whatever is stored', () => {
    const text = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(defaultSettings), '__proto__', 'constructor'), text), (values) => {
        expect(Object.keys(stored(values)).sort()).toEqual(Object.keys(defaultSettings).sort());
      }),
    );
  });
});
