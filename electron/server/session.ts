import type { Clock } from '#domain/clock';
import { createOneTimeTokens } from './one-time-tokens.ts';
import { newSecret, sameSecret } from './secrets.ts';

/**
 * How a page proves itself, without a cookie (a browser sends the cookies of 127.0.0.1 to every port of it, whoever listens there):
 *
 * 1. `GET /open/<token>`, a top-level navigation, uses the link's token up and answers 303 to `/#s=<secret>`. A fragment is never
 *    sent to a server, not to this one either.
 * 2. The page keeps the secret in `sessionStorage` under `autoglm.session` (bound to this origin with its port, gone with the tab)
 *    and takes it out of the address with `history.replaceState`.
 * 3. HTTP: `Authorization: Bearer <secret>`. WebSocket: `new WebSocket('ws://' + location.host + '/rpc',
 *    ['autoglm', 'autoglm.secret.' + secret])`; the host selects `autoglm`, so that the secret is not sent back.
 * 4. A WebSocket that did not open does not tell why. `GET /api/about` with the bearer does: 401 means that the secret is not good
 *    (any more), a network error that the host is not there.
 * 5. A tab without a secret asks the others of its origin over `new BroadcastChannel('autoglm.session')`: `{ type: 'ask' }`, answered
 *    by `{ type: 'secret', secret }`. When nobody answers it says how to get a new link (`autoglm open`).
 * 6. A page whose secret is refused forgets it and goes on with step 5: the host was started anew, and a tab that came by the new
 *    link can help it.
 *
 * All secrets live in the host's memory and end with it: what a browser kept of one opens nothing later.
 */
export interface Session {
  /** A new token for a link. */
  issueToken(): string;
  /** Uses the link's token up. Returns the page's secret, or null for a token that opens nothing. */
  redeem(token: string): string | null;
  /** What a bearer may do: a page all that the app offers, the owner of the host file new links too. */
  roleOf(secret: string): 'page' | 'owner' | null;
  /** The secret that the host file carries for scripts and the command line of the same user. */
  readonly ownerSecret: string;
}

/** Milliseconds: an hour. Long enough to find the terminal again, short enough that a link in a log is worth nothing the day after. */
export const tokenLifetime = 60 * 60_000;
const unusedTokens = 64;

export function createSession(clock: Clock): Session {
  const tokens = createOneTimeTokens({ clock, lifetime: tokenLifetime, capacity: unusedTokens });
  const pageSecret = newSecret();
  const ownerSecret = newSecret();
  return {
    ownerSecret,
    issueToken: () => tokens.issue(),
    redeem: (token) => (tokens.redeem(token) ? pageSecret : null),
    roleOf(secret) {
      const owner = sameSecret(secret, ownerSecret);
      const page = sameSecret(secret, pageSecret);
      return owner ? 'owner' : page ? 'page' : null;
    },
  };
}
