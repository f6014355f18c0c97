/**
 * The session of a page in a browser. The one-time link leads to `/#s=<secret>`; the secret is kept for this tab in sessionStorage
 * and taken out of the address at once, so that it is in no history entry, bookmark or screenshot. A second tab of the same origin
 * asks the first one over a BroadcastChannel.
 */
const storageKey = 'autoglm.session';
const channelName = 'autoglm.session';
type SessionMessage = { type: 'ask' } | { type: 'secret'; secret: string };

export interface Session {
  /** The secret, or null when this tab has none and no other tab answered: the link must be made anew. */
  readonly secret: string | null;
  /** Forgets a secret that the host refused. */
  forget(): void;
  close(): void;
}

/** Reads the secret from the address or the tab's storage, or asks the other tabs (at most `waitMs`). */
export async function openSession(waitMs = 600): Promise<Session> {
  let secret = takeFromAddress() ?? sessionStorage.getItem(storageKey);
  const channel = new BroadcastChannel(channelName);
  if (!secret) secret = await askOtherTabs(channel, waitMs);
  if (secret) sessionStorage.setItem(storageKey, secret);
  channel.onmessage = (event: MessageEvent<SessionMessage>) => {
    if (event.data?.type === 'ask' && secret) channel.postMessage({ type: 'secret', secret } satisfies SessionMessage);
  };
  return {
    get secret() {
      return secret;
    },
    forget() {
      secret = null;
      sessionStorage.removeItem(storageKey);
    },
    close: () => channel.close(),
  };
}

function takeFromAddress(): string | null {
  const match = /^#s=([A-Za-z0-9_-]{16,})(?:&(.*))?$/.exec(location.hash);
  if (!match) return null;
  history.replaceState(null, '', `${location.pathname}${location.search}${match[2] ? `#${match[2]}` : ''}`);
  return match[1] ?? null;
}

function askOtherTabs(channel: BroadcastChannel, waitMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), waitMs);
    channel.onmessage = (event: MessageEvent<SessionMessage>) => {
      if (event.data?.type !== 'secret') return;
      clearTimeout(timer);
      resolve(event.data.secret);
    };
    channel.postMessage({ type: 'ask' } satisfies SessionMessage);
  });
}
