/**
 * The session of a page in a browser; the host's side is described in electron/server/session.ts. The one-time link leads to
 * `/#code=…`: the code is taken out of the address at once (so that it is in no history entry, bookmark or screenshot) and exchanged
 * for a secret, which this tab keeps in sessionStorage. A tab without a secret asks the other tabs of this origin.
 */
const storageKey = 'autoglm.session';
const channelName = 'autoglm.session';
type SessionMessage = { type: 'ask' } | { type: 'secret'; secret: string };

export interface Session {
  readonly secret: string;
  /** Drops a secret that the host refused. The next `openSession` asks the other tabs. */
  forget(): void;
  close(): void;
}

/** True: good · false: refused. Throws when the host is not there. */
export async function isSecretGood(secret: string): Promise<boolean> {
  const answer = await fetch('/session', { headers: { authorization: `Bearer ${secret}` }, cache: 'no-store' });
  return answer.status === 204;
}

/** Redeems the link's code, or takes the tab's secret, or asks the other tabs (at most `waitMs`). Null: a new link is needed. */
export async function openSession(waitMs = 400): Promise<Session | null> {
  const code = takeCode();
  const channel = new BroadcastChannel(channelName);
  const secret = (code ? await redeem(code) : null) ?? sessionStorage.getItem(storageKey) ?? (await askOtherTabs(channel, waitMs));
  if (!secret) {
    channel.close();
    return null;
  }
  let kept: string | null = secret;
  sessionStorage.setItem(storageKey, secret);
  channel.onmessage = (event: MessageEvent<SessionMessage>) => {
    if (event.data?.type === 'ask' && kept) channel.postMessage({ type: 'secret', secret: kept } satisfies SessionMessage);
  };
  return {
    secret,
    forget() {
      kept = null;
      sessionStorage.removeItem(storageKey);
    },
    close: () => channel.close(),
  };
}

function takeCode(): string | null {
  const match = /^#code=([A-Za-z0-9_-]+)$/.exec(location.hash);
  if (match) history.replaceState(null, '', `${location.pathname}${location.search}`);
  return match?.[1] ?? null;
}

async function redeem(code: string): Promise<string | null> {
  const answer = await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) });
  if (!answer.ok) return null;
  const body = (await answer.json()) as { secret?: unknown };
  return typeof body.secret === 'string' ? body.secret : null;
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
