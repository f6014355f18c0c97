/**
 * The session of a page in a browser; the host's side is described in electron/server/session.ts. The one-time link leads to
 * `/#s=<secret>`: it is taken out of the address at once, so that it is in no history entry, bookmark or screenshot, and this tab keeps
 * it in sessionStorage. A tab without a secret asks the other tabs of this origin.
 */
const storageKey = 'autoglm.session';
const channelName = 'autoglm.session';
type SessionMessage = { type: 'ask' } | { type: 'secret'; secret: string } | { type: 'here' };

export interface Session {
  readonly secret: string;
  /** Drops a secret that the host refused. The next `openSession` asks the other tabs. */
  forget(): void;
  close(): void;
}

/** True: good · false: refused. Throws when the host is not there. */
export async function isSecretGood(secret: string): Promise<boolean> {
  const answer = await fetch('/api/about', { headers: { authorization: `Bearer ${secret}` }, cache: 'no-store' });
  return answer.status !== 401;
}

/** Takes the link's secret or the tab's, or asks the other tabs (at most `waitMs`). Null: a new link is needed. */
export async function openSession(waitMs = 400): Promise<Session | null> {
  const channel = new BroadcastChannel(channelName);
  const secret = takeFromAddress() ?? sessionStorage.getItem(storageKey) ?? (await askOtherTabs(channel, waitMs));
  if (!secret) {
    channel.close();
    return null;
  }
  let kept: string | null = secret;
  sessionStorage.setItem(storageKey, secret);
  channel.onmessage = (event: MessageEvent<SessionMessage>) => {
    if (event.data?.type === 'ask' && kept) channel.postMessage({ type: 'secret', secret: kept } satisfies SessionMessage);
  };
  // A tab that asked while this one was loading, or was kept aside by the browser, had nobody to answer it.
  const tell = () => channel.postMessage({ type: 'here' } satisfies SessionMessage);
  addEventListener('pageshow', tell);
  tell();
  return {
    secret,
    forget() {
      kept = null;
      sessionStorage.removeItem(storageKey);
    },
    close() {
      removeEventListener('pageshow', tell);
      channel.close();
    },
  };
}

/** Runs `then` when another tab has opened its session: the time to ask again. Returns how to stop waiting. */
export function onOtherTab(then: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = (event: MessageEvent<SessionMessage>) => {
    if (event.data?.type === 'here') then();
  };
  return () => channel.close();
}

function takeFromAddress(): string | null {
  const match = /^#s=([A-Za-z0-9_-]{20,})$/.exec(location.hash);
  if (match) history.replaceState(null, '', `${location.pathname}${location.search}`);
  return match?.[1] ?? null;
}

function askOtherTabs(channel: BroadcastChannel, waitMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), waitMs);
    channel.onmessage = async (event: MessageEvent<SessionMessage>) => {
      if (event.data?.type !== 'secret') return;
      // A tab of an earlier start of the host may answer first, with a secret that is worth nothing now.
      const { secret } = event.data;
      if (!(await isSecretGood(secret).catch(() => false))) return;
      clearTimeout(timer);
      resolve(secret);
    };
    channel.postMessage({ type: 'ask' } satisfies SessionMessage);
  });
}
