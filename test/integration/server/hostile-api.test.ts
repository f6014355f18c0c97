import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { bytesOf, type RawRequest, sendRaw } from '../../support/raw-http.ts';
import { startTestServer } from '../../support/start-server.ts';

/** Each vector changes one thing of a call that succeeds: a POST of JSON with the page's secret. */
interface Vector {
  name: string;
  change: (good: RawRequest & { secret: string; port: number }) => Partial<RawRequest>;
  status: number;
}

const title = '/api/conversations/cnv_1/title';
const without = (headers: RawRequest['headers'], name: string) => headers.filter(([each]) => each !== name);
const replace =
  (name: string, value: string): Vector['change'] =>
  ({ headers }) => ({ headers: [...without(headers, name), [name, value]] });
const add =
  (...more: [string, string][]): Vector['change'] =>
  ({ headers }) => ({ headers: [...headers, ...more] });
const send =
  (body: string | Buffer): Vector['change'] =>
  ({ headers }) => ({
    headers: [...without(headers, 'Content-Length'), ['Content-Length', String(Buffer.byteLength(body))]],
    body,
  });

const vectors: Vector[] = [
  { name: 'no credential', change: ({ headers }) => ({ headers: without(headers, 'Authorization') }), status: 401 },
  { name: 'an empty credential', change: replace('Authorization', 'Bearer '), status: 401 },
  { name: 'a secret of the right form', change: replace('Authorization', `Bearer ${'A'.repeat(43)}`), status: 401 },
  {
    name: 'the secret as a password',
    change: ({ headers, secret }) => ({
      headers: [...without(headers, 'Authorization'), ['Authorization', `Basic ${btoa(`a:${secret}`)}`]],
    }),
    status: 401,
  },
  {
    name: 'the secret in a cookie',
    change: ({ headers, secret }) => ({
      headers: [...without(headers, 'Authorization'), ['Cookie', `secret=${secret}; autoglm.session=${secret}`]],
    }),
    status: 401,
  },
  {
    name: 'the secret in the query',
    change: ({ headers, secret }) => ({
      headers: without(headers, 'Authorization'),
      target: `${title}?secret=${secret}&access_token=${secret}`,
    }),
    status: 401,
  },
  {
    name: 'the secret in another header',
    change: ({ headers, secret }) => ({ headers: [...without(headers, 'Authorization'), ['X-Api-Key', secret]] }),
    status: 401,
  },
  {
    name: 'a good credential behind a bad one',
    change: ({ headers, secret }) => ({
      headers: [['Authorization', 'Bearer x'], ...without(headers, 'Authorization'), ['Authorization', `Bearer ${secret}`]],
    }),
    status: 400,
  },
  { name: 'the body of a form', change: replace('Content-Type', 'application/x-www-form-urlencoded'), status: 415 },
  { name: 'the body of a form with a file', change: replace('Content-Type', 'multipart/form-data; boundary=x'), status: 415 },
  { name: 'plain text, as a form can send it', change: replace('Content-Type', 'text/plain'), status: 415 },
  { name: 'text that mentions JSON', change: replace('Content-Type', 'text/plain; application/json'), status: 415 },
  { name: 'no type', change: ({ headers }) => ({ headers: without(headers, 'Content-Type') }), status: 415 },
  { name: 'JSON in UTF-16', change: replace('Content-Type', 'application/json; charset=utf-16'), status: 415 },
  { name: 'a compressed body', change: add(['Content-Encoding', 'gzip']), status: 415 },
  { name: 'a foreign Origin with the secret', change: add(['Origin', 'https://evil.example']), status: 403 },
  { name: 'another site with the secret', change: add(['Sec-Fetch-Site', 'cross-site']), status: 403 },
  { name: 'another host with the secret', change: replace('Host', 'evil.example'), status: 421 },
  {
    name: 'a method that a header asks for',
    change: (good) => ({ ...add(['X-HTTP-Method-Override', 'DELETE'])(good), method: 'PUT' }),
    status: 405,
  },
  { name: 'another method on the same path', change: () => ({ method: 'PATCH' }), status: 404 },
  { name: 'a path that does not exist', change: () => ({ target: '/api/nothing' }), status: 404 },
  { name: 'the name of a method of objects as path', change: () => ({ target: '/api/__proto__/title' }), status: 404 },
  {
    name: 'more than 8 MB',
    change: ({ headers }) => ({ headers: [...without(headers, 'Content-Length'), ['Content-Length', String(8 * 1024 * 1024 + 1)]] }),
    status: 413,
  },
  { name: 'a length that is no number', change: replace('Content-Length', '1e3'), status: 400 },
  { name: 'a negative length', change: replace('Content-Length', '-1'), status: 400 },
  {
    name: 'no body',
    change: ({ headers }) => ({ headers: without(without(headers, 'Content-Length'), 'Content-Type'), body: '' }),
    status: 400,
  },
  { name: 'a body that is no JSON', change: send('{"title": '), status: 400 },
  { name: 'a body that is no UTF-8', change: send(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x7d])), status: 400 },
  { name: 'null', change: send('null'), status: 400 },
  { name: 'a list', change: send('[{"title":"a"}]'), status: 400 },
  { name: 'a number', change: send('1e999'), status: 400 },
  { name: 'a title of the wrong type', change: send('{"title":{"$ne":null}}'), status: 400 },
  { name: 'a title that is too long', change: send(JSON.stringify({ title: 'a'.repeat(201) })), status: 400 },
  { name: 'an empty title', change: send('{"title":"   "}'), status: 400 },
  { name: 'a prototype instead of fields', change: send('{"__proto__":{"title":"a"}}'), status: 400 },
  { name: 'a constructor instead of fields', change: send('{"constructor":{"prototype":{"title":"a"}}}'), status: 400 },
  { name: 'two million brackets', change: send('['.repeat(1_000_000) + ']'.repeat(1_000_000)), status: 400 },
  { name: 'a deep object', change: send(`${'{"title":'.repeat(200_000)}1${'}'.repeat(200_000)}`), status: 400 },
  {
    name: 'the id in the body instead of the path',
    change: ({ target, headers }) => ({ ...send('{"conversationId":"cnv_2","title":""}')({ headers } as never), target }),
    status: 400,
  },
  { name: 'a very long id', change: () => ({ target: `/api/conversations/${'a'.repeat(81)}/title` }), status: 400 },
];

test.for(vectors)('$name is refused with a typed error', async ({ change, status }) => {
  const server = await startTestServer();
  const secret = await server.openPage();
  const body = '{"title":"中文"}';
  const good: RawRequest = {
    method: 'POST',
    target: title,
    headers: [
      ['Host', `127.0.0.1:${server.port}`],
      ['Authorization', `Bearer ${secret}`],
      ['Content-Type', 'application/json'],
      ['Content-Length', String(Buffer.byteLength(body))],
    ],
    body,
  };
  const answer = await sendRaw(server.port, bytesOf({ ...good, ...change({ ...good, secret, port: server.port }) }));
  expect([answer.status, answer.text.slice(-200)]).toEqual([status, expect.anything()]);
  expect(answer.text).not.toMatch(/access-control|set-cookie/i);
  // Node itself answers what it cannot even parse; everything else has a code and a sentence.
  if (answer.text.includes('{'))
    expect(JSON.parse(answer.text.slice(answer.text.indexOf('{')))).toMatchObject({
      code: expect.stringMatching(/^[A-Z_]+$/),
      status,
      message: expect.stringMatching(/\.$|issue|: /),
    });
  expect(({} as { title?: string }).title).toBeUndefined();
  const control = await sendRaw(server.port, bytesOf(good));
  expect(control.status).toBe(200);
  expect(Buffer.from(control.text, 'latin1').toString()).toContain('中文');
});

test('a query cannot reach the prototype of anything', async () => {
  const server = await startTestServer();
  const authorization = `Bearer ${await server.openPage()}`;
  const query = 'format=json&__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1';
  const answer = await fetch(`${server.origin}/api/conversations/1/export?${query}`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test('a client that sends its head slowly is cut off, and others are served meanwhile', async () => {
  const server = await startTestServer({ headersTimeout: 200 });
  const slow = sendRaw(server.port, Buffer.from(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX-Slow: `), 10_000);
  expect((await fetch(server.origin)).status).toBe(200);
  expect((await slow).status).toBe(408);
});

test('connections above the limit are closed at once, and those below are served', async () => {
  const server = await startTestServer();
  const sockets = Array.from({ length: 300 }, () => connect(server.port, '127.0.0.1'));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  let closed = 0;
  await new Promise<void>((resolve) => {
    for (const socket of sockets) {
      socket.on('error', () => {});
      socket.on('close', () => ++closed === 300 - 256 && resolve());
    }
  });
  const open = sockets.filter((socket) => !socket.destroyed);
  expect(open.length).toBe(256);
  const answer = new Promise<string>((resolve) => open[0]?.once('data', (data) => resolve(data.toString())));
  open[0]?.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`);
  expect(await answer).toMatch(/^HTTP\/1.1 200/);
});
