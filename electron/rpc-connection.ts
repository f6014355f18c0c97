import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import { typedDecodingErrors } from './router-errors.ts';

/** A frame as both doors deliver it: JSON text, or JSON and bytes. */
export type Frame = string | ArrayBuffer | Uint8Array;

/** One end of a message channel of any kind: a WebSocket, or Electron's MessagePortMain. */
export interface Connection {
  send(frame: Frame): void;
  /** Called when the other side broke the protocol: what it sends is no longer to be trusted. */
  fail(error: unknown): void;
}

export interface ServedConnection {
  receive(frame: Frame): Promise<void>;
  /** Aborts every call that is still running. */
  close(): void;
}

/** Calls in flight that one connection may have. A page needs a few dozen; more is a loop in it, or worse. */
const callsPerConnection = 2000;

/**
 * Serves a router over message channels. oRPC's own adapters for WebSockets and ports leave the promise of a frame that cannot be
 * read unhandled, and with it the host would end; here the connection ends instead.
 */
export function createConnectionHandler(router: object): (connection: Connection) => ServedConnection {
  const handler = new RPCHandler(router as AnyRouter, { interceptors: [typedDecodingErrors] });
  return (connection) => {
    let running = 0;
    let open = true;
    const peer = {
      send: (frame: Frame) => {
        if (open) connection.send(frame);
      },
      addEventListener: () => {},
    };
    const close = () => {
      if (!open) return;
      open = false;
      handler.close(peer as never);
    };
    return {
      close,
      async receive(frame) {
        if (!open) return;
        running += 1;
        try {
          if (running > callsPerConnection) throw new Error(`more than ${callsPerConnection} calls at once`);
          await handler.message(peer as never, frame as string);
        } catch (error) {
          if (!open) return;
          close();
          connection.fail(error);
        } finally {
          running -= 1;
        }
      },
    };
  };
}
