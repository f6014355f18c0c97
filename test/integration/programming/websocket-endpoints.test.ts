import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { write } from '../../support/compiling.ts';
import { missing } from '../../support/prerequisites.ts';
import { converse, frameOf, openingOf } from '../../support/websocket-peer.ts';
import { ask, startEngine } from '../../unit/programming/bank.ts';

const requests = [
  'Add a WebSocket endpoint /echo that echoes messages, max message size 70000 bytes',
  'Add a WebSocket endpoint /chat that broadcasts every message to all clients, allowed origin https://example.com, ping every second',
];
const engine = startEngine();
const folder = mkdtempSync(join(tmpdir(), 'websockets-'));
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const each of children) each.kill('SIGKILL');
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

/** Starts one server of each request and gives their ports. */
async function serve(language: Exclude<TargetLanguage, 'typescript'>): Promise<number[]> {
  const own = join(folder, language);
  const extension = { javascript: 'mjs', python: 'py', go: 'go' }[language];
  for (const [at, request] of requests.entries()) {
    const { edits, text } = await ask(engine, request, {}, { language });
    if (edits[0]?.kind !== 'write') throw new Error(text);
    write(own, `s${at}/main.${extension}`, edits[0].content);
  }
  if (language === 'go') {
    write(own, 'go.mod', 'module example.com/sockets\n\ngo 1.19\n');
    execFileSync('go', ['build', '-o', './bin/', './...'], { cwd: own, env: { ...process.env, GOTOOLCHAIN: 'local' } });
  }
  return Promise.all(
    requests.map(async (_, at) => {
      const port = await freePort();
      const command = { javascript: process.execPath, python: 'python3', go: join(own, 'bin', `s${at}`) }[language];
      const child = spawn(command, language === 'go' ? [] : [join(own, `s${at}`, `main.${extension}`)], {
        env: { ...process.env, PORT: String(port) },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      children.push(child);
      while (!(await isListening(port))) {
        if (child.exitCode !== null) throw new Error(`The server in ${language} has ended.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return port;
    }),
  );
}

/** The next messages that a peer gets. */
function messages(socket: WebSocket, count: number): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const found: unknown[] = [];
    socket.addEventListener('message', ({ data }) => {
      found.push(typeof data === 'string' ? data : [...new Uint8Array(data as ArrayBuffer)]);
      if (found.length === count) resolve(found);
    });
    socket.addEventListener('close', ({ code }) => reject(new Error(`closed with ${code}`)));
  });
}

async function open(url: string, origin?: string): Promise<WebSocket> {
  const socket = new WebSocket(url, origin === undefined ? [] : ({ headers: { origin } } as unknown as string[]));
  socket.binaryType = 'arraybuffer';
  await once(socket, 'open');
  return socket;
}

async function close(socket: WebSocket): Promise<number> {
  const closed = once(socket, 'close');
  socket.close(3001);
  return ((await closed)[0] as CloseEvent).code;
}

const bye = frameOf(8, Buffer.from([3, 232]));
/** What a client sends in pieces, and the frames that come back until the end. */
const conversations: Readonly<Record<string, readonly [pieces: readonly Buffer[], frames: readonly string[]]>> = {
  'with the opening': [[frameOf(1, 'early')], ['1:early', 'close:1000']],
  fragments: [
    [frameOf(1, 'a', { last: false }), frameOf(9, 'still there?'), frameOf(0, '', { last: false }), frameOf(0, 'ü')],
    ['10:still there?', '1:aü', 'close:1000'],
  ],
  'a letter across fragments': [
    [frameOf(1, Buffer.from([0xc3]), { last: false }), frameOf(0, Buffer.from([0xbc]))],
    ['1:ü', 'close:1000'],
  ],
  'a frame byte by byte': [[...frameOf(2, 'slow')].map((byte) => Buffer.from([byte])), ['2:slow', 'close:1000']],
  'an empty message': [[frameOf(1)], ['1:', 'close:1000']],
  'a length of 16 bits': [[frameOf(1, 'x'.repeat(126))], [`1:${'x'.repeat(126)}`, 'close:1000']],
  'a pong that nobody asked for': [
    [frameOf(10, 'x'), frameOf(1, 'y')],
    ['1:y', 'close:1000'],
  ],
  'a frame without a mask': [[frameOf(1, 'x', { mask: false })], ['close:1002']],
  'reserved bits': [[Buffer.concat([Buffer.from([0xc1]), frameOf(1, 'x').subarray(1)])], ['close:1002']],
  'an unknown kind of frame': [[frameOf(3, 'x')], ['close:1002']],
  'an unknown kind of control frame': [[frameOf(11, 'x')], ['close:1002']],
  'a continuation of nothing': [[frameOf(0, 'x')], ['close:1002']],
  'a message inside a message': [[frameOf(1, 'x', { last: false }), frameOf(1, 'y')], ['close:1002']],
  'a ping in fragments': [[frameOf(9, 'x', { last: false })], ['close:1002']],
  'a ping that is too long': [[frameOf(9, 'x'.repeat(126))], ['close:1002']],
  'text that is not UTF-8': [[frameOf(1, Buffer.from([0x61, 0xff]))], ['close:1007']],
  'surrogates in text': [[frameOf(1, Buffer.from([0xed, 0xa0, 0x80]))], ['close:1007']],
  'a message that is too large': [[Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 1, 0x11, 0x71, 1, 2, 3, 4])], ['close:1009']],
  'a length that no memory holds': [[Buffer.from([0x82, 0xff, 255, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4])], ['close:1009']],
  'fragments that are too large': [[frameOf(2, 'x'.repeat(60_000), { last: false }), frameOf(0, 'x'.repeat(10_001))], ['close:1009']],
  'a close without a code': [[frameOf(8)], ['close:1000']],
  'a close with half a code': [[frameOf(8, 'x')], ['close:1002']],
  'a close with a code that is never sent': [[frameOf(8, Buffer.from([3, 237]))], ['close:1002']],
  'a close whose reason is not UTF-8': [[frameOf(8, Buffer.from([3, 232, 0xff]))], ['close:1007']],
};

describe.each(['javascript', 'python', 'go'] as const)('WebSocket servers in %s', (language) => {
  const absent = language === 'javascript' ? false : missing(language);
  let echo = 0;
  let chat = 0;
  beforeAll(async () => {
    if (!absent) [echo = 0, chat = 0] = await serve(language);
  }, 120_000);

  test.skipIf(absent)('send messages of every size back in order', async () => {
    const socket = await open(`ws://127.0.0.1:${echo}/echo?room=1`);
    const sent = ['', '你好 👋', 'x'.repeat(125), 'x'.repeat(126), 'x'.repeat(65_535), 'x'.repeat(65_536), 'x'.repeat(70_000)];
    const burst = Array.from({ length: 500 }, (_, at) => `${at}`);
    const received = messages(socket, sent.length + burst.length + 1);
    for (const each of sent) socket.send(each);
    socket.send(new Uint8Array([0, 255, 128]));
    for (const each of burst) socket.send(each);
    expect(await received).toEqual([...sent, [0, 255, 128], ...burst]);
    expect(await close(socket)).toBe(3001);
  });

  test.skipIf(absent)('broadcast to everybody who is there, and ping', async () => {
    const url = `ws://127.0.0.1:${chat}/chat`;
    const [first, second, gone] = [
      await open(url, 'https://example.com'),
      await open(url, 'https://example.com'),
      await open(url, 'https://example.com'),
    ];
    await close(gone);
    const received = Promise.all([messages(first, 2), messages(second, 2)]);
    first.send('one');
    await new Promise((resolve) => second.addEventListener('message', resolve, { once: true }));
    second.send('two');
    expect(await received).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
    const silent = await converse(chat, openingOf('/chat', { Origin: 'https://example.com' }));
    expect(silent.frames.slice(0, 1)).toEqual(['9:']);
    const answered = messages(second, 1);
    first.send('still here');
    expect(await answered).toEqual(['still here']);
    await Promise.all([close(first), close(second)]);
  });

  test.skipIf(absent)('keep to the protocol with those who do not', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const [name, [pieces]] of Object.entries(conversations))
      found[name] = (await converse(echo, openingOf('/echo'), [...pieces, bye])).frames;
    expect(found).toEqual(Object.fromEntries(Object.entries(conversations).map(([name, [, frames]]) => [name, frames])));
  });

  test.skipIf(absent)('refuse what opens no connection', async () => {
    const status = async (port: number, opening: string): Promise<number> =>
      (await converse(port, opening.replace('keep-alive, Upgrade', 'Upgrade'), [])).status;
    const plain = await fetch(`http://127.0.0.1:${echo}/echo`);
    expect([plain.status, plain.headers.get('upgrade')]).toEqual([426, 'websocket']);
    expect((await fetch(`http://127.0.0.1:${echo}/other`)).status).toBe(404);
    expect(await status(echo, openingOf('/other', { Connection: 'Upgrade, close' }))).toBe(404);
    expect(await status(echo, openingOf('/echo', { 'Sec-WebSocket-Version': '8', Connection: 'Upgrade, close' }))).toBe(426);
    expect(await status(echo, openingOf('/echo', { 'Sec-WebSocket-Key': 'short', Connection: 'Upgrade, close' }))).toBe(400);
    expect(await status(chat, openingOf('/chat', { Origin: 'https://example.org', Connection: 'Upgrade, close' }))).toBe(403);
    const accepted = await converse(echo, openingOf('/echo'), [bye]);
    expect(accepted.head).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  });
});
