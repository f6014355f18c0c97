import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { createConnectionHandler } from '../rpc-connection.ts';
import { maxBodyBytes, refuse } from './guard.ts';
import { notFound, type Refusal, refusalBody, unauthorized } from './refusal.ts';
import { secretPattern } from './secrets.ts';
import type { Session } from './session.ts';

/** Selected for every connection; the entry that carries the secret is never sent back. */
export const socketProtocol = 'autoglm';
export const secretProtocolPrefix = 'autoglm.secret.';
const maxSockets = 64;
/** Bytes that may wait for a page that does not read; a page that is so far behind reconnects and resumes by sequence number. */
const maxBufferedBytes = 64 * 1024 * 1024;

/** The WebSocket door: the contract over `/rpc`, with streams and cancellation. */
export interface SocketDoor {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** @param heartbeat Milliseconds between pings; a page that missed one is taken for gone, and its calls are aborted. */
export function createSocketDoor(router: object, options: { session: Session; port: () => number; heartbeat: number }): SocketDoor {
  const serve = createConnectionHandler(router);
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxBodyBytes,
    perMessageDeflate: false,
    handleProtocols: () => socketProtocol,
  });
  const alive = new WeakSet<WebSocket>();

  const connect = (socket: WebSocket) => {
    alive.add(socket);
    const served = serve({
      send: (frame) => {
        if (socket.bufferedAmount > maxBufferedBytes) socket.terminate();
        else socket.send(frame);
      },
      fail: () => socket.close(1002, 'The frame could not be read.'),
    });
    socket.on('pong', () => alive.add(socket));
    socket.on('message', (data: RawData, isBinary) => served.receive(isBinary ? (data as Buffer) : data.toString()));
    socket.on('close', () => served.close());
    // A frame that breaks the WebSocket protocol arrives here; ws closes the socket itself.
    socket.on('error', () => served.close());
  };

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, options.heartbeat);
  heartbeat.unref();

  return {
    upgrade(request, socket, head) {
      // Until ws has the socket, an error on it (a reset, say) would end the process.
      const onError = () => socket.destroy();
      socket.on('error', onError);
      const refusal = refuseUpgrade(request, options, server.clients.size);
      if (refusal !== null) return turnAway(socket, refusal);
      server.handleUpgrade(request, socket, head, (webSocket) => {
        socket.removeListener('error', onError);
        connect(webSocket);
      });
    },
    close() {
      clearInterval(heartbeat);
      for (const socket of server.clients) {
        socket.close(1001, 'The host is closing.');
        setTimeout(() => socket.terminate(), 250).unref();
      }
      server.close();
    },
  };
}

function refuseUpgrade(
  request: IncomingMessage,
  { session, port }: { session: Session; port: () => number },
  open: number,
): Refusal | null {
  const refusal = refuse(request, port());
  if (refusal !== null) return refusal;
  if (request.url !== '/rpc') return notFound;
  if (request.headers.upgrade?.toLowerCase() !== 'websocket')
    return { status: 400, code: 'BAD_REQUEST', message: 'Only WebSockets are served here.' };
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  const entry = offered.find((protocol) => protocol.startsWith(secretProtocolPrefix));
  const secret = entry?.slice(secretProtocolPrefix.length) ?? '';
  if (!offered.includes(socketProtocol) || !secretPattern.test(secret) || session.roleOf(secret) === null) return unauthorized;
  if (open >= maxSockets)
    return { status: 503, code: 'TOO_MANY_CONNECTIONS', message: `${maxSockets} pages are open already. Close some.` };
  return null;
}

function turnAway(socket: Duplex, refusal: Refusal): void {
  const body = refusalBody(refusal);
  const head = [
    `HTTP/1.1 ${refusal.status} Refused`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
