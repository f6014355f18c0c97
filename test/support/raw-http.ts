import { connect } from 'node:net';

/** What came back on a connection: the first status line's number (0 when the other side closed without one) and everything. */
export interface RawAnswer {
  status: number;
  text: string;
}

/** A request as its lines, so that a test can say what no client would: `headers` are sent in this order, as they are. */
export interface RawRequest {
  method?: string;
  target: string;
  version?: string;
  headers: readonly (readonly [name: string, value: string])[];
  body?: string | Buffer;
}

export function bytesOf({ method = 'GET', target, version = 'HTTP/1.1', headers, body = '' }: RawRequest): Buffer {
  const lines = [`${method} ${target} ${version}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), Buffer.from(body)]);
}

/**
 * Sends bytes to a port of 127.0.0.1 and collects what comes until the other side ends, `patience` milliseconds pass without an
 * answer, or the head of an answer is there.
 */
export function sendRaw(port: number, bytes: Buffer, patience = 3000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    };
    const timer = setTimeout(finish, patience);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? Number.POSITIVE_INFINITY);
      const end = text.indexOf('\r\n\r\n');
      if (/^HTTP\/1\.1 (101|303|204)/.test(text) && end > 0) finish();
      else if (end > 0 && text.length >= end + 4 + length) finish();
    });
    socket.on('error', finish);
    socket.on('close', finish);
  });
}

export const sendRequest = (port: number, request: RawRequest): Promise<RawAnswer> => sendRaw(port, bytesOf(request));
