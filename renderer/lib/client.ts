import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#contract/index';
import { PageError } from './failure.ts';

/** The whole contract as typed calls: `await client.chat.send({ text })`. Streams are async iterables. */
export type Client = ContractRouterClient<Contract>;

/** connecting: first try · connected · lost: tries again by itself · refused: the secret is not (or no longer) good, nothing is tried. */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'refused';

export interface Connection {
  readonly client: Client;
  readonly state: ConnectionState;
  /** Calls `listener` with every change of state; returns how to stop. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Tries again now instead of after the back-off. */
  retry(): void;
  close(): void;
}

type Link = ClientLink<ClientContext>;
/** One carrier of calls with its end: a socket, or the port of the window. */
interface Carrier {
  link: Link;
  opened: Promise<'connected' | 'lost' | 'refused'>;
  closed: Promise<void>;
  close(): void;
}

/** How long a call waits for a connection before it fails with a sentence. */
const patienceMs = 8000;
const backOffMs = [250, 500, 1000, 2000, 4000, 8000];

/** Over the window's MessagePort. The port ends only with the window, so nothing is tried again. */
export function connectPort(port: MessagePort): Connection {
  return connect(() => {
    const link = new PortLink<ClientContext>({ port });
    port.start();
    const closed = new Promise<void>((resolve) => port.addEventListener('close', () => resolve()));
    return { link, opened: Promise.resolve('connected'), closed, close: () => port.close() };
  });
}

/**
 * Over a WebSocket; the subprotocols carry the session's secret, so that it is in no address. Connects again with back-off. `isRefused` tells a bad secret from a host that is away, because a browser hides why a socket did not open.
 */
export function connectSocket(url: string, protocols: string[], isRefused: () => Promise<boolean>): Connection {
  return connect(() => {
    const socket = new WebSocket(url, protocols);
    const link = new SocketLink<ClientContext>({ websocket: socket });
    const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
    const opened = new Promise<'connected' | 'lost' | 'refused'>((resolve) => {
      socket.addEventListener('open', () => resolve('connected'), { once: true });
      socket.addEventListener('close', async () => resolve((await isRefused().catch(() => false)) ? 'refused' : 'lost'), { once: true });
    });
    return { link, opened, closed, close: () => socket.close() };
  });
}

function connect(carry: () => Carrier): Connection {
  let state: ConnectionState = 'connecting';
  let carrier: Carrier | null = null;
  let failures = 0;
  let over = false;
  let wake: (() => void) | null = null;
  const listeners = new Set<(state: ConnectionState) => void>();

  const become = (next: ConnectionState) => {
    if (state === next) return;
    state = next;
    for (const listener of [...listeners]) listener(next);
  };

  const keepConnected = async () => {
    while (!over) {
      const current = carry();
      const result = await current.opened;
      if (over) return current.close();
      if (result === 'refused') return become('refused');
      if (result === 'connected') {
        failures = 0;
        carrier = current;
        become('connected');
        await current.closed;
        carrier = null;
        if (over) return;
      }
      become('lost');
      await pause(backOffMs[Math.min(failures++, backOffMs.length - 1)] ?? 8000);
    }
  };

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(done, ms);
      function done() {
        clearTimeout(timer);
        wake = null;
        resolve();
      }
      wake = done;
    });

  const waitForCarrier = (signal: AbortSignal | undefined) =>
    new Promise<Carrier>((resolve, reject) => {
      if (carrier) return resolve(carrier);
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        listeners.delete(check);
        signal?.removeEventListener('abort', aborted);
        settle();
      };
      const check = () => {
        const found = carrier;
        if (found) finish(() => resolve(found));
        else if (state === 'refused')
          finish(() => reject(new PageError('DISCONNECTED', 'This tab lost its link to the app. Run `autoglm open` for a new one.')));
      };
      const aborted = () => finish(() => reject(new DOMException('The request was cancelled.', 'AbortError')));
      const timer = setTimeout(
        () =>
          finish(() => reject(new PageError('DISCONNECTED', 'The app does not answer. Nothing was changed; try again when it is back.'))),
        patienceMs,
      );
      listeners.add(check);
      signal?.addEventListener('abort', aborted);
      if (signal?.aborted) aborted();
      else check();
    });

  const link: Link = {
    async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>) {
      const current = await waitForCarrier(options.signal);
      const lost = () =>
        new PageError('DISCONNECTED', 'The connection to the app broke before the answer came. Look whether it was done, then try again.');
      try {
        // Without the race a call would hang for ever when the carrier ends between sending and answering.
        return await Promise.race([current.link.call(path, input, options), current.closed.then(() => Promise.reject(lost()))]);
      } catch (error) {
        if (carrier !== current && !options.signal?.aborted) throw lost();
        throw error;
      }
    },
  };

  void keepConnected();
  return {
    client: createORPCClient<Client>(link),
    get state() {
      return state;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry: () => wake?.(),
    close() {
      over = true;
      wake?.();
      carrier?.close();
      listeners.clear();
    },
  };
}
