import { connect, type Socket } from 'node:net';

/** A frame as a client sends it. With `mask` false it is not masked, which no server may take. */
export function frameOf(opcode: number, payload: Buffer | string = '', { last = true, mask = true } = {}): Buffer {
  const bytes = Buffer.from(payload);
  const { length } = bytes;
  const size = length < 126 ? Buffer.from([length]) : Buffer.from([126, length >> 8, length & 255]);
  size[0] = (size[0] ?? 0) | (mask ? 128 : 0);
  const key = Buffer.from([1, 2, 3, 250]);
  const sent = mask ? bytes.map((byte, at) => byte ^ (key[at % 4] ?? 0)) : bytes;
  return Buffer.concat([Buffer.from([opcode | (last ? 128 : 0)]), size, ...(mask ? [key] : []), sent]);
}

/** Frames of a server as `opcode:payload`; what closes as `close:code`. */
function framesOf(bytes: Buffer): string[] {
  const frames: string[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const short = bytes.readUInt8(at + 1);
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
    const start = at + (short === 126 ? 4 : 2);
    const payload = bytes.subarray(start, start + length);
    const first = bytes.readUInt8(at);
    frames.push(first === 136 ? `close:${payload.readUInt16BE(0)}` : `${first - 128}:${payload.toString()}`);
    at = start + length;
  }
  return frames;
}

export const openingOf = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): string => {
  const all = {
    Host: '127.0.0.1',
    Upgrade: 'websocket',
    Connection: 'keep-alive, Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
};

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => resolve(socket));
    socket.on('error', reject);
  });
}

/** Sends an opening and then bytes in the given pieces, and reads until the server ends the connection. */
export async function converse(
  port: number,
  opening: string,
  pieces: readonly Buffer[] = [],
): Promise<{ status: number; head: string; frames: string[] }> {
  const socket = await connected(port);
  socket.setNoDelay(true);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => socket.once('end', resolve).once('error', reject));
  socket.write(Buffer.concat([Buffer.from(opening), ...pieces.slice(0, 1)]));
  for (const piece of pieces.slice(1)) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  await ended;
  socket.end();
  const all = Buffer.concat(chunks);
  const end = all.indexOf('\r\n\r\n');
  const head = all.subarray(0, end).toString('latin1');
  const status = Number(head.slice(9, 12));
  return { status, head, frames: status === 101 ? framesOf(all.subarray(end + 4)) : [] };
}
