import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Clock } from '#domain/clock';
import { AppError } from '#domain/errors';
import { createStaticFiles } from '../page-files.ts';
import { commonHeaders, inertPolicy } from '../page-policy.ts';
import { createApi } from './api.ts';
import { maxHeaderBytes, refuse } from './guard.ts';
import { removeHostFile, writeHostFile } from './host-file.ts';
import { type Refusal, refusalBody } from './refusal.ts';
import { createRoutes } from './routes.ts';
import { createSession } from './session.ts';
import { createSocketDoor } from './web-socket.ts';

/** Not among the ports of LM Studio (1234), Jan (1337), GPT4All (4891), llama-swap (8012), llama-server (8080) or Ollama (11434). */
export const defaultPort = 7717;
const portsToTry = 20;
const maxConnections = 256;

export interface ServerOptions {
  /** The joined router (`joinRouter`). */
  app: { router: object };
  /** Where `host.json` is written. */
  dataDir: string;
  /** Folder of the built page. */
  pageDir: string;
  /** First port to try; 0 takes any free one. */
  port?: number;
  version?: string;
  clock?: Clock;
  /** Milliseconds that a client has to send all header lines. */
  headersTimeout?: number;
  /** Milliseconds between pings to an open page. */
  heartbeat?: number;
}

export interface RunningServer {
  /** A link that opens one browser once. */
  url: string;
  port: number;
  newLink(): string;
  /** Ends all connections, open streams too, and removes `host.json`. */
  close(): Promise<void>;
}

/**
 * Serves the app on 127.0.0.1: the page, its WebSocket and the HTTP API, all behind the guard.
 *
 * @throws AppError CONFLICT when none of the ports is free; WRITE_FAILED when the host file cannot be written.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const {
    app,
    dataDir,
    pageDir,
    version = '0.0.0',
    clock = { now: () => Date.now() },
    headersTimeout = 10_000,
    heartbeat = 30_000,
  } = options;
  const session = createSession(clock);
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    headersTimeout,
    requestTimeout: 60_000,
    keepAliveTimeout: 10_000,
    connectionsCheckingInterval: Math.min(2000, headersTimeout),
  });
  server.maxConnections = maxConnections;
  server.maxHeadersCount = 100;

  const port = await listen(server, options.port ?? defaultPort);
  const newLink = () => `http://127.0.0.1:${port}/open/${session.issueToken()}`;
  const routes = createRoutes({
    api: createApi(app.router, { version }),
    session,
    files: createStaticFiles(pageDir),
    port: () => port,
    newLink,
  });
  const listener = getRequestListener((request) => routes.fetch(request), { overrideGlobalObjects: false });
  const door = createSocketDoor(app.router, { session, port: () => port, heartbeat });

  server.on('request', (request, response) => {
    const refusal = refuse(request, port);
    if (refusal === null) void listener(request, response);
    else turnAway(request, response, refusal);
  });
  // Without a listener Node would invite the body before anybody has looked at the head.
  server.on('checkContinue', (request, response) =>
    turnAway(request, response, { status: 417, code: 'EXPECTATION_FAILED', message: 'Expect is not supported.' }),
  );
  server.on('upgrade', (request, socket, head) => door.upgrade(request, socket, head));

  server.on('error', (error) => process.stderr.write(`server: ${error.message}\n`));

  const close = async () => {
    door.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    setTimeout(() => server.closeAllConnections(), 300).unref();
    server.closeIdleConnections();
    await closed;
    await removeHostFile(dataDir, session.ownerSecret);
  };
  try {
    await writeHostFile(dataDir, { port, pid: process.pid, version, secret: session.ownerSecret });
  } catch (cause) {
    await close();
    throw new AppError('WRITE_FAILED', `The data folder ${dataDir} cannot be written. Choose another one with --data.`, { cause });
  }
  return { url: newLink(), port, newLink, close };
}

/** Answers without reading the rest of the request: the connection ends with the answer. */
function turnAway(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const body = refusalBody(refusal);
  const headers = {
    ...commonHeaders,
    'content-security-policy': inertPolicy,
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...refusal.headers,
  };
  response.writeHead(refusal.status, headers).end(body, () => request.destroy());
}

async function listen(server: Server, first: number): Promise<number> {
  for (let port = first; port < first + portsToTry && port <= 65_535; port += 1) {
    if (await tryPort(server, port)) return (server.address() as { port: number }).port;
  }
  throw new AppError('CONFLICT', `The ports ${first} to ${first + portsToTry - 1} are all taken. Choose another one with --port.`);
}

function tryPort(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(new AppError('INTERNAL', `The host cannot listen on 127.0.0.1: ${error.message}`, { cause: error }));
    };
    server.once('error', onError);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.removeListener('error', onError);
      resolve(true);
    });
  });
}
