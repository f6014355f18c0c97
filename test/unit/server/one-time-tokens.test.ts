import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOneTimeTokens } from '../../../electron/server/one-time-tokens.ts';
import { createSession } from '../../../electron/server/session.ts';

test('a token is 256 random bits, and each is another', () => {
  const tokens = createOneTimeTokens({ clock: { now: () => 0 }, lifetime: 10, capacity: 2000 });
  const issued = new Set(Array.from({ length: 1000 }, () => tokens.issue()));
  expect(issued.size).toBe(1000);
  for (const token of issued) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

test('whatever happens in between, each token opens at most once, and never after its time', () => {
  type Step = { kind: 'issue' } | { kind: 'redeem'; which: number } | { kind: 'wait'; time: number } | { kind: 'guess'; token: string };
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ kind: fc.constant('issue' as const) }),
    fc.record({ kind: fc.constant('redeem' as const), which: fc.nat(20) }),
    fc.record({ kind: fc.constant('wait' as const), time: fc.nat(60) }),
    fc.record({ kind: fc.constant('guess' as const), token: fc.oneof(fc.string(), fc.base64String({ minLength: 40, maxLength: 44 })) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = 0;
      const capacity = 3;
      const tokens = createOneTimeTokens({ clock: { now: () => now }, lifetime: 100, capacity });
      const issued: { token: string; at: number; used: boolean }[] = [];
      for (const each of steps) {
        if (each.kind === 'wait') now += each.time;
        else if (each.kind === 'guess') expect(tokens.redeem(each.token)).toBe(false);
        else if (each.kind === 'issue') issued.push({ token: tokens.issue(), at: now, used: false });
        else {
          const entry = issued[each.which];
          if (entry === undefined) continue;
          const opened = tokens.redeem(entry.token);
          const younger = issued.slice(each.which + 1).length;
          if (opened) expect([entry.used, now < entry.at + 100]).toEqual([false, true]);
          else expect(entry.used || now >= entry.at + 100 || younger >= capacity).toBe(true);
          entry.used = true;
        }
      }
    }),
  );
});

test('a session tells the page from the owner, and knows nobody else', () => {
  const session = createSession({ now: () => 0 });
  const secret = session.redeem(session.issueToken()) as string;
  expect(session.roleOf(secret)).toBe('page');
  expect(session.roleOf(session.ownerSecret)).toBe('owner');
  expect(session.roleOf(session.issueToken())).toBeNull();
  fc.assert(fc.property(fc.string(), (guess) => session.roleOf(guess) === null));
  expect(createSession({ now: () => 0 }).roleOf(secret)).toBeNull();
});
