import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { bytesOf, type RawRequest, sendRaw } from '../../support/raw-http.ts';
import { startTestServer } from '../../support/start-server.ts';

type Change = (good: RawRequest & { secret: string; port: number }) => Partial<RawRequest>;
const without = (headers: RawRequest['headers'], name: string) => headers.filter(([each]) => each !== name);
const replace =
  (name: string, value: (secret: string, port: number) => string): Change =>
  ({ headers, secret, port }) => ({
    headers: [...without(headers, name), [name, value(secret, port)]],
  });
const protocols = 'Sec-WebSocket-Protocol';

const vectors: { name: string; change: Change; status: number }[] = [
  { name: 'no secret', change: replace(protocols, () => 'autoglm'), status: 401 },
  { name: 'a wrong secret', change: replace(protocols, () => `autoglm, autoglm.secret.${'A'.repeat(43)}`), status: 401 },
  { name: 'the secret alone', change: replace(protocols, (secret) => `autoglm.secret.${secret}`), status: 401 },
  { name: 'the secret under another name', change: replace(protocols, (secret) => `autoglm, ${secret}`), status: 401 },
  {
    name: 'a wrong secret before the right one',
    change: replace(protocols, (secret) => `autoglm, autoglm.secret.x, autoglm.secret.${secret}`),
    status: 401,
  },
  { name: 'no subprotocols', change: ({ headers }) => ({ headers: without(headers, protocols) }), status: 401 },
  { name: 'two lines of subprotocols', change: ({ headers }) => ({ headers: [[protocols, 'autoglm'], ...headers] }), status: 400 },
  {
    name: 'the secret in the address',
    change: (good) => ({ ...replace(protocols, () => 'autoglm')(good), target: `/rpc?secret=${good.secret}` }),
    status: 404,
  },
  {
    name: 'the secret in a cookie',
    change: (good) => ({ headers: [...(replace(protocols, () => 'autoglm')(good).headers ?? []), ['Cookie', `secret=${good.secret}`]] }),
    status: 401,
  },
  { name: 'a foreign Origin', change: replace('Origin', () => 'https://evil.example'), status: 403 },
  { name: 'the Origin null', change: replace('Origin', () => 'null'), status: 403 },
  { name: 'the Origin of another port', change: replace('Origin', (_, port) => `http://127.0.0.1:${port + 1}`), status: 403 },
  { name: 'a foreign Host', change: replace('Host', (_, port) => `evil.example:${port}`), status: 421 },
  {
    name: 'another site',
    change: ({ headers }) => ({ headers: [...headers, ['Sec-Fetch-Site', 'same-site'], ['Sec-Fetch-Mode', 'websocket']] }),
    status: 403,
  },
  { name: 'another path', change: () => ({ target: '/api/about' }), status: 404 },
  { name: 'a path below ours', change: () => ({ target: '/rpc/../rpc' }), status: 404 },
  { name: 'POST', change: () => ({ method: 'POST' }), status: 405 },
  { name: 'an old version', change: replace('Sec-WebSocket-Version', () => '7'), status: 400 },
  { name: 'a key that is none', change: replace('Sec-WebSocket-Key', () => 'x'), status: 400 },
  { name: 'an upgrade to something else', change: replace('Upgrade', () => 'h2c'), status: 400 },
];

async function startWithHandshake() {
  const server = await startTestServer();
  const secret = await server.openPage();
  const good: RawRequest = {
    target: '/rpc',
    headers: [
      ['Host', `127.0.0.1:${server.port}`],
      ['Origin', `http://127.0.0.1:${server.port}`],
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      [protocols, `autoglm, autoglm.secret.${secret}`],
    ],
  };
  const open = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, ['autoglm', `autoglm.secret.${secret}`]);
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    return socket;
  };
  return { server, secret, good, open };
}

test.for(vectors)('a socket with $name is not opened', async ({ change, status }) => {
  const { server, secret, good } = await startWithHandshake();
  const answer = await sendRaw(server.port, bytesOf({ ...good, ...change({ ...good, secret, port: server.port }) }));
  expect(answer.status).toBe(status);
  const control = await sendRaw(server.port, bytesOf(good));
  expect(control.status).toBe(101);
  expect(control.text).toMatch(/sec-websocket-protocol: autoglm\r\n/i);
  expect(control.text).not.toContain(secret);
});

/** Client frames are masked; a mask of zeros leaves the bytes as they are. */
const frame = (opcode: number, body: Buffer) =>
  Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | 126, body.length >> 8, body.length & 255, 0, 0, 0, 0]), body]);
const request = (message: unknown) => JSON.stringify(message);

test.for<[name: string, send: Buffer | string, closes: number]>([
  ['is no JSON', 'hello', 1002],
  ['is null', 'null', 1002],
  ['is a number', '7', 1002],
  ['is an empty text', '', 1002],
  ['has no request in it', request({ i: '1' }), 1002],
  ['has an address that is none', request({ i: '1', p: { u: 'http://[' } }), 1002],
  ['has an address of the wrong type', request({ i: '1', p: { u: 7 } }), 1002],
  ['is binary and no message', Buffer.from([255, 255, 255]), 1002],
  ['has two million brackets', '['.repeat(1_000_000) + ']'.repeat(1_000_000), 1002],
  ['is larger than 8 MB', 'a'.repeat(8 * 1024 * 1024 + 1), 1009],
])('a message that %s closes the socket, and only that one', async ([, send, closes]) => {
  const { open } = await startWithHandshake();
  const [bad, good] = [await open(), await open()];
  const code = new Promise((resolve) => bad.on('close', resolve));
  bad.send(send);
  expect(await code).toBe(closes);
  expect(await answerTo(good, request({ i: '1', p: { u: '/chat/rename', b: { json: { conversationId: 'a', title: '好' } } } }))).toContain(
    '"title":"好"',
  );
});

test.for<[name: string, bytes: Buffer]>([
  ['without a mask', Buffer.from([0x81, 0x02, 0x68, 0x69])],
  ['with reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
  ['of an unknown kind', frame(0x3, Buffer.from('x'))],
  ['of text that is no UTF-8', frame(0x1, Buffer.from([0xff, 0xfe]))],
  ['that says it has 2^63 bytes', Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ['that goes on with nothing', frame(0x0, Buffer.from('x'))],
  ['that is a ping in pieces', Buffer.from([0x09, 0x80, 0, 0, 0, 0])],
  ['of random bytes', Buffer.from('8f3a5c0d9e1b77aa42', 'hex')],
])('a frame %s closes the socket', async ([, bytes]) => {
  const { server, good, open } = await startWithHandshake();
  const answer = await sendUntilClosed(server.port, bytesOf(good), bytes);
  expect(answer).toMatch(/^HTTP\/1.1 101/);
  expect((await open()).readyState).toBe(WebSocket.OPEN);
});

test.for<[name: string, message: unknown, code: string]>([
  ['a procedure that does not exist', { i: '1', p: { u: '/chat/nothing', b: {} } }, 'No procedure matched'],
  ['a name of every object', { i: '1', p: { u: '/__proto__/toString', b: {} } }, 'No procedure matched'],
  [
    'the prototype in its serialised paths',
    { i: '1', p: { u: '/chat/rename', b: { json: {}, meta: [[1, '__proto__', 'polluted']] } } },
    'BAD_INPUT',
  ],
  ['an input of the wrong type', { i: '1', p: { u: '/chat/rename', b: { json: 7 } } }, 'BAD_INPUT'],
  ['no input', { i: '1', p: { u: '/chat/rename' } }, 'BAD_INPUT'],
])('a call with %s is answered with an error on an open socket', async ([, message, code]) => {
  const { open } = await startWithHandshake();
  const socket = await open();
  expect(await answerTo(socket, request(message))).toContain(code);
  expect(socket.readyState).toBe(WebSocket.OPEN);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('a page that does not answer a ping is taken for gone', async () => {
  const server = await startTestServer({ heartbeat: 50 });
  const secret = await server.openPage();
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, ['autoglm', `autoglm.secret.${secret}`], { autoPong: false });
  expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(1006);
});

test('the sixty-fifth page is turned away with a reason', async () => {
  const { server, good, open } = await startWithHandshake();
  const sockets = await Promise.all(Array.from({ length: 64 }, open));
  expect((await sendRaw(server.port, bytesOf(good))).status).toBe(503);
  const closed = new Promise((resolve) => sockets[0]?.on('close', resolve));
  sockets[0]?.close();
  await closed;
  await expect.poll(async () => (await sendRaw(server.port, bytesOf(good))).status).toBe(101);
});

test('closing the host ends open sockets with a reason', async () => {
  const { server, open } = await startWithHandshake();
  const socket = await open();
  const code = new Promise((resolve) => socket.on('close', resolve));
  await server.close();
  expect(await code).toBe(1001);
});

function answerTo(socket: WebSocket, message: string): Promise<string> {
  const answer = new Promise<string>((resolve) => socket.once('message', (data) => resolve(data.toString())));
  socket.send(message);
  return answer;
}

async function sendUntilClosed(port: number, head: Buffer, bytes: Buffer): Promise<string> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(head));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (text.endsWith('\r\n\r\n')) socket.write(bytes);
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}
