import { expect, test } from 'vitest';
import type { Programming } from '#services/programming';
import { ask } from '../bank.ts';

/** A request and the values that must be read from it, with a few checks more on the plan. */
export type Reading = readonly [text: string, slots: Record<string, unknown>];

/** Each request becomes a plan of the kind with these slots. */
export function readsAs(engine: Programming, kind: string, readings: readonly Reading[]): void {
  test.each(readings)('%s', async (text, wanted) => {
    const answer = await ask(engine, text);
    const plan = JSON.parse(answer.plan?.json ?? '{"kind":"nothing","slots":{}}') as {
      kind: string;
      slots: Record<string, { value: unknown }>;
    };
    const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, plan.slots[name]?.value]));
    expect({ kind: plan.kind, ...found }).toEqual({ kind, ...wanted });
  });
}

/** Each request is understood as far as the kind, and something is asked. */
export function asksFor(engine: Programming, requests: readonly (readonly [text: string, slot: string])[]): void {
  test.each(requests)('asks: %s', async (text, slot) => {
    const reading = await engine.plan({ text, language: null, files: null, attachments: [] }, new AbortController().signal);
    expect(JSON.stringify(reading)).toContain(`"slot":"${slot}"`);
  });
}
