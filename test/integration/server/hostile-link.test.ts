import { expect, test } from 'vitest';
import { type RawRequest, sendRequest } from '../../support/raw-http.ts';
import { startTestServer } from '../../support/start-server.ts';

/**
 * Each vector changes one thing of a request that redeems a one-time link. It must be refused, and the very token that it carried must
 * still open the page for the unchanged request: that control proves both that the change was the reason and that nothing was used up.
 */
interface Vector {
  name: string;
  change: (good: RawRequest & { port: number }) => Partial<RawRequest>;
  /** 0 = the connection ends without an answer. */
  status: number;
}

type Headers = RawRequest['headers'];
const host =
  (value: (port: number) => string): Vector['change'] =>
  ({ port }) => ({ headers: [['Host', value(port)]] });
const add =
  (...headers: Headers): Vector['change'] =>
  (good) => ({ headers: [...good.headers, ...headers] });
const fetched = (site: string, mode: string, dest: string): Vector['change'] =>
  add(['Sec-Fetch-Site', site], ['Sec-Fetch-Mode', mode], ['Sec-Fetch-Dest', dest]);

const vectors: Vector[] = [
  { name: 'the name of another host', change: host(() => 'evil.example'), status: 421 },
  { name: 'the name of another host with our port (DNS rebinding)', change: host((port) => `evil.example:${port}`), status: 421 },
  { name: 'our address without the port', change: host(() => '127.0.0.1'), status: 421 },
  { name: 'our address with another port', change: host((port) => `127.0.0.1:${port - 1}`), status: 421 },
  { name: 'a name that starts like ours', change: host((port) => `127.0.0.1:${port}.evil.example`), status: 421 },
  { name: 'a name that ends like ours', change: host((port) => `evil.localhost:${port}`), status: 421 },
  { name: 'a dotted localhost', change: host((port) => `localhost.:${port}`), status: 421 },
  { name: 'the address of all interfaces', change: host((port) => `0.0.0.0:${port}`), status: 421 },
  { name: 'our address as one number', change: host((port) => `2130706433:${port}`), status: 421 },
  { name: 'our address in IPv6 clothes', change: host((port) => `[::ffff:127.0.0.1]:${port}`), status: 421 },
  { name: 'a user in front of our address', change: host((port) => `evil@127.0.0.1:${port}`), status: 421 },
  { name: 'two names in one Host line', change: host((port) => `127.0.0.1:${port}, evil.example`), status: 421 },
  { name: 'an empty Host', change: host(() => ''), status: 421 },
  { name: 'no Host', change: () => ({ headers: [] }), status: 400 },
  { name: 'no Host in HTTP/1.0', change: () => ({ version: 'HTTP/1.0', headers: [] }), status: 421 },
  { name: 'a second Host line behind ours', change: add(['Host', 'evil.example']), status: 400 },
  { name: 'a second Host line before ours', change: ({ headers }) => ({ headers: [['Host', 'evil.example'], ...headers] }), status: 400 },
  { name: 'a foreign Origin', change: add(['Origin', 'https://evil.example']), status: 403 },
  { name: 'the Origin null of a sandboxed frame', change: add(['Origin', 'null']), status: 403 },
  { name: 'an empty Origin', change: add(['Origin', '']), status: 403 },
  { name: 'the Origin of another port of this machine', change: add(['Origin', 'http://127.0.0.1:3000']), status: 403 },
  {
    name: 'our Origin under the other name',
    change: ({ port, headers }) => ({ headers: [...headers, ['Origin', `http://localhost:${port}`]] }),
    status: 403,
  },
  {
    name: 'our Origin with https',
    change: ({ port, headers }) => ({ headers: [...headers, ['Origin', `https://127.0.0.1:${port}`]] }),
    status: 403,
  },
  {
    name: 'our Origin beside a foreign one',
    change: ({ port, headers }) => ({ headers: [...headers, ['Origin', `http://127.0.0.1:${port}`], ['Origin', 'http://evil.example']] }),
    status: 400,
  },
  { name: 'an image of another site', change: fetched('cross-site', 'no-cors', 'image'), status: 403 },
  { name: 'a script of another site', change: fetched('cross-site', 'no-cors', 'script'), status: 403 },
  { name: 'a fetch of another site', change: fetched('cross-site', 'cors', 'empty'), status: 403 },
  { name: 'a fetch of another port of this machine', change: fetched('same-site', 'cors', 'empty'), status: 403 },
  { name: 'a frame of another site', change: fetched('cross-site', 'navigate', 'iframe'), status: 403 },
  { name: 'a frame of our own page', change: fetched('same-origin', 'navigate', 'iframe'), status: 403 },
  { name: 'an object element', change: fetched('cross-site', 'navigate', 'object'), status: 403 },
  { name: 'a site that does not exist', change: fetched('friendly', 'no-cors', 'image'), status: 403 },
  { name: 'a prefetch', change: add(['Sec-Purpose', 'prefetch;prerender']), status: 403 },
  { name: 'an old prefetch', change: add(['Purpose', 'prefetch']), status: 403 },
  { name: 'HEAD', change: () => ({ method: 'HEAD' }), status: 405 },
  { name: 'OPTIONS, as before a request of another origin', change: () => ({ method: 'OPTIONS' }), status: 405 },
  { name: 'PUT', change: () => ({ method: 'PUT' }), status: 405 },
  { name: 'TRACE', change: () => ({ method: 'TRACE' }), status: 405 },
  { name: 'a method that is none', change: () => ({ method: 'STEAL' }), status: 400 },
  { name: 'CONNECT', change: () => ({ method: 'CONNECT' }), status: 0 },
  { name: 'POST to a link', change: () => ({ method: 'POST' }), status: 404 },
  { name: 'DELETE of a link', change: () => ({ method: 'DELETE' }), status: 404 },
  { name: 'an absolute target of another host', change: ({ target }) => ({ target: `http://evil.example${target}` }), status: 400 },
  { name: 'a target that starts with two slashes', change: ({ target }) => ({ target: `//evil.example${target}` }), status: 400 },
  { name: 'a target that starts with a backslash', change: ({ target }) => ({ target: `/\\evil.example${target}` }), status: 400 },
  { name: 'the target *', change: () => ({ target: '*' }), status: 400 },
  { name: 'a very long target', change: ({ target }) => ({ target: `${target}?${'a'.repeat(5000)}` }), status: 414 },
  { name: 'very long headers', change: add(['X-Fill', 'a'.repeat(20_000)]), status: 431 },
  {
    name: 'a body where none belongs',
    change: (good) => ({ headers: [...good.headers, ['Content-Length', '2'], ['Content-Type', 'application/json']], body: '{}' }),
    status: 400,
  },
  {
    name: 'a chunked body',
    change: (good) => ({ headers: [...good.headers, ['Transfer-Encoding', 'chunked']], body: '0\r\n\r\n' }),
    status: 411,
  },
  {
    name: 'two lengths of one body (request smuggling)',
    change: (good) => ({ headers: [...good.headers, ['Content-Length', '5'], ['Transfer-Encoding', 'chunked']], body: '0\r\n\r\n' }),
    status: 400,
  },
  {
    name: 'two Content-Length lines',
    change: (good) => ({ headers: [...good.headers, ['Content-Length', '0'], ['Content-Length', '4']] }),
    status: 400,
  },
  { name: 'a folded header line', change: add(['X-Fold', 'a\r\n b: c']), status: 400 },
  { name: 'a space before the colon of a header', change: add(['X-Space ', 'a']), status: 400 },
  { name: 'a zero byte in a header', change: add(['X-Zero', 'a\0b']), status: 400 },
  { name: 'an Expect', change: add(['Expect', '100-continue']), status: 417 },
  { name: 'an upgrade to HTTP/2', change: add(['Connection', 'Upgrade'], ['Upgrade', 'h2c']), status: 404 },
  {
    name: 'an upgrade to a WebSocket',
    change: add(['Connection', 'Upgrade'], ['Upgrade', 'websocket'], ['Sec-WebSocket-Version', '13']),
    status: 404,
  },
  { name: 'the token in other letters', change: ({ target }) => ({ target: `/open/${swapCase(target.slice(6))}` }), status: 410 },
  { name: 'a part of the token', change: ({ target }) => ({ target: target.slice(0, -1) }), status: 410 },
  { name: 'more than the token', change: ({ target }) => ({ target: `${target}A` }), status: 410 },
  { name: 'the token and a zero byte', change: ({ target }) => ({ target: `${target}%00` }), status: 410 },
  { name: 'no token', change: () => ({ target: '/open/' }), status: 404 },
  { name: 'the token in the query', change: ({ target }) => ({ target: `/?token=${target.slice(6)}` }), status: 200 },
];

const swapCase = (text: string) =>
  [...text].map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join('');

test.for(vectors)('$name opens nothing and uses no token up', async ({ change, status }) => {
  const server = await startTestServer();
  const good: RawRequest = { target: new URL(server.url).pathname, headers: [['Host', `127.0.0.1:${server.port}`]] };
  const answer = await sendRequest(server.port, { ...good, ...change({ ...good, port: server.port }) });
  expect(answer.status).toBe(status);
  expect(answer.text).not.toMatch(/#s=|access-control|set-cookie/i);
  const control = await sendRequest(server.port, good);
  expect(control.status).toBe(303);
  expect(control.text).toMatch(/\r\nlocation: \/#s=[\w-]{43}\r\n/i);
  expect((await sendRequest(server.port, good)).status).toBe(410);
});

test.for([
  ['by hand', []],
  [
    'from a mail in the browser',
    [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Dest', 'document'],
      ['Sec-Fetch-User', '?1'],
    ],
  ],
  [
    'from a terminal',
    [
      ['Sec-Fetch-Site', 'none'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Dest', 'document'],
    ],
  ],
] as const)('a link that is opened %s opens the page', async ([, headers]) => {
  const server = await startTestServer();
  const sent: Headers = [['Host', `localhost:${server.port}`], ...headers];
  expect((await sendRequest(server.port, { target: new URL(server.url).pathname, headers: sent })).status).toBe(303);
  // After a link of another site the browser says cross-site for the page that the answer leads to as well.
  expect((await sendRequest(server.port, { target: '/', headers: sent })).status).toBe(200);
});

test('a token that is an hour old opens nothing', async () => {
  let now = 1_000_000;
  const server = await startTestServer({ clock: { now: () => now } });
  const younger = server.newLink();
  now += 60 * 60_000 - 1;
  expect((await fetch(younger, { redirect: 'manual' })).status).toBe(303);
  now += 1;
  expect((await fetch(server.url, { redirect: 'manual' })).status).toBe(410);
});
