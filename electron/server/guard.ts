import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';

/** Bytes that the body of a request, or one WebSocket message, may have. */
export const maxBodyBytes = 8 * 1024 * 1024;
/** Bytes of all header lines together; Node answers 431 above. */
export const maxHeaderBytes = 16 * 1024;
const maxTargetLength = 4096;
const methods = new Set(['GET', 'POST', 'PATCH', 'DELETE']);
/** Of these a second line is either a mistake or an attempt to show two readers two different values. */
const onceOnly = [
  'host',
  'origin',
  'authorization',
  'content-type',
  'content-length',
  'transfer-encoding',
  'sec-fetch-site',
  'sec-websocket-protocol',
];

export type GuardedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>;

/**
 * Stands before every route, also before the upgrade to a WebSocket, and decides by the head of the request alone. What it refuses
 * has no effect: no token is used up, no body is read.
 */
export function refuse(request: GuardedRequest, port: number): Refusal | null {
  return refuseForm(request) ?? refuseHost(request, port) ?? refuseOrigin(request) ?? refuseSite(request) ?? refuseBody(request);
}

function refuseForm({ method = '', url = '', rawHeaders }: GuardedRequest): Refusal | null {
  if (!methods.has(method)) {
    return {
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      message: 'Only GET, POST, PATCH and DELETE are served.',
      headers: { allow: [...methods].join(', ') },
    };
  }
  if (url.length > maxTargetLength)
    return { status: 414, code: 'URI_TOO_LONG', message: `An address may have ${maxTargetLength} characters.` };
  // Absolute targets, `*`, two slashes at the start and backslashes mean another host or path to some readers.
  if (!/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(url)) return badRequest('The address of the request is not one of this host.');
  const names = new Map<string, number>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] as string).toLowerCase();
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  const twice = onceOnly.find((name) => (names.get(name) ?? 0) > 1);
  return twice === undefined ? null : badRequest(`The header ${twice} was sent more than once.`);
}

/** A name that an attacker made resolve to 127.0.0.1 (DNS rebinding) shows in the Host header. */
function refuseHost({ headers }: GuardedRequest, port: number): Refusal | null {
  const ours = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (headers.host !== undefined && ours.includes(headers.host.toLowerCase())) return null;
  return { status: 421, code: 'WRONG_HOST', message: `This host answers only as 127.0.0.1:${port} or localhost:${port}.` };
}

/** Where a browser says which page asks, it must be a page that this host served under the very same name. */
function refuseOrigin({ headers }: GuardedRequest): Refusal | null {
  if (headers.origin === undefined || headers.origin.toLowerCase() === `http://${headers.host?.toLowerCase()}`) return null;
  return forbidden('Requests of other pages are refused.');
}

/**
 * Pages of other sites, and of other ports of this machine, may do one thing: lead a person here, by a link to what is the same for
 * everybody (the page itself holds no secret) or to a link's token. Never in a frame, never as a prefetch.
 */
function refuseSite({ method, url = '', headers }: GuardedRequest): Refusal | null {
  if (/prefetch|prerender|preview/i.test(`${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''} ${headers['x-purpose'] ?? ''}`)) {
    return forbidden('Nothing here may be fetched in advance.');
  }
  const site = headers['sec-fetch-site'];
  if (headers['sec-fetch-dest'] !== undefined && /frame|embed|object/.test(String(headers['sec-fetch-dest']))) {
    return forbidden('This page cannot be shown inside another.');
  }
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  const navigation = method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  const path = url.split('?', 1)[0] as string;
  if (navigation && (path === '/' || path.startsWith('/open/'))) return null;
  return forbidden('Requests of other sites are refused.');
}

/** A form of another site can send any text without asking first, but not JSON. */
function refuseBody({ method, headers }: GuardedRequest): Refusal | null {
  if (headers['transfer-encoding'] !== undefined) {
    return { status: 411, code: 'LENGTH_REQUIRED', message: 'A request must say how long its body is (Content-Length).' };
  }
  const length = Number(headers['content-length'] ?? 0);
  const hasBody = length > 0;
  if (hasBody && method === 'GET') return badRequest('A GET request has no body.');
  if (!(length <= maxBodyBytes)) return tooLarge;
  const type = headers['content-type'];
  if (hasBody ? !isJson(type) : type !== undefined && !isJson(type)) {
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message: 'A request body must be application/json.' };
  }
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Compressed requests are not read.' };
  }
  return null;
}

const isJson = (type: string | undefined): boolean => type !== undefined && /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type);

export const tooLarge: Refusal = {
  status: 413,
  code: 'PAYLOAD_TOO_LARGE',
  message: `A request may have ${maxBodyBytes / 1024 / 1024} MB.`,
};
const badRequest = (message: string): Refusal => ({ status: 400, code: 'BAD_REQUEST', message });
const forbidden = (message: string): Refusal => ({ status: 403, code: 'FORBIDDEN', message });
