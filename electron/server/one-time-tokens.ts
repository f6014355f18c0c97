import type { Clock } from '#domain/clock';
import { digest, newSecret, secretPattern } from './secrets.ts';

/** Tokens that are good for one use within a time. Only their digests are kept. */
export interface OneTimeTokens {
  issue(): string;
  /** True once for each issued token; false for one that is unknown, used or expired. */
  redeem(token: string): boolean;
}

/** @param lifetime Milliseconds. @param capacity Unused tokens at once; the oldest goes when there are more. */
export function createOneTimeTokens(options: { clock: Clock; lifetime: number; capacity: number }): OneTimeTokens {
  const expiries = new Map<string, number>();
  return {
    issue() {
      const token = newSecret();
      expiries.set(digest(token), options.clock.now() + options.lifetime);
      if (expiries.size > options.capacity) expiries.delete(expiries.keys().next().value as string);
      return token;
    },
    redeem(token) {
      if (!secretPattern.test(token)) return false;
      const key = digest(token);
      const expiry = expiries.get(key);
      return expiries.delete(key) && expiry !== undefined && options.clock.now() < expiry;
    },
  };
}
