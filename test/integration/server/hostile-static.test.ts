import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sendRequest } from '../../support/raw-http.ts';
import { startTestServer } from '../../support/start-server.ts';

const script = '/assets/index-1a2b.js';

test.for([
  '/../data/host.json',
  '/../../etc/passwd',
  '/assets/../../data/host.json',
  '/%2e%2e/data/host.json',
  '/%2e%2e%2fdata%2fhost.json',
  '/..%2fdata%2fhost.json',
  '/..%5cdata%5chost.json',
  '/..\\data\\host.json',
  '/assets/..%2f..%2fdata%2fhost.json',
  '/%252e%252e%252fdata%252fhost.json',
  '/%c0%ae%c0%ae/data/host.json',
  '/....//data/host.json',
  '/assets/',
  '/assets',
  '/assets/.',
  '/.',
  '/index.html/',
  '/INDEX.HTML',
  `${script}/`,
  `${script}%00.png`,
  `${script}::$DATA`,
  `${script}.`,
  `${script}%20`,
  '/assets//index-1a2b.js',
  '/file:///etc/passwd',
  '/C:/Windows/win.ini',
  '/CON',
  '/.secret.js',
  '/linked.js',
  '/linked/host.json',
  '/notes.bak',
  '/%',
  '/%zz',
])('%s is not served', async (target) => {
  const server = await startTestServer();
  await mkdir(server.dataDir, { recursive: true });
  await writeFile(join(server.dataDir, 'outside.js'), 'outside');
  await symlink(join(server.dataDir, 'outside.js'), join(server.pageDir, 'linked.js'));
  await symlink(server.dataDir, join(server.pageDir, 'linked'));
  await writeFile(join(server.pageDir, '.secret.js'), 'hidden');
  await writeFile(join(server.pageDir, 'notes.bak'), 'of a type that no page needs');
  const headers = [['Host', `127.0.0.1:${server.port}`]] as const;
  const answer = await sendRequest(server.port, { target, headers });
  if (target === '/.') return expect(answer.text).toContain('<title>page</title>'); // the same as `/`
  expect([400, 404]).toContain(answer.status);
  expect(answer.text).not.toContain(server.ownerSecret);
  const control = await sendRequest(server.port, { target: script, headers });
  expect(control.status).toBe(200);
  expect(control.text).toContain('export {};');
});

test('the page comes with a policy that admits no foreign and no inline script', async () => {
  const server = await startTestServer();
  const first = await fetch(server.origin);
  const policy = first.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("; style-src 'self';");
  expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port};`);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe-inline|(?<!wasm-)unsafe-eval|\*|https?:/);
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const asset = await fetch(server.origin + script);
  expect(asset.headers.get('cache-control')).toContain('immutable');
  for (const { headers } of [first, asset]) {
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('a new build is served without a restart, and one that is missing says what to do', async () => {
  const server = await startTestServer();
  expect((await fetch(`${server.origin}/assets/next-3c4d.js`)).status).toBe(404);
  await writeFile(join(server.pageDir, 'assets', 'next-3c4d.js'), 'export {};');
  await writeFile(join(server.pageDir, 'index.html'), '<title>next</title>');
  expect(await (await fetch(server.origin)).text()).toContain('next');
  expect((await fetch(`${server.origin}/assets/next-3c4d.js`)).status).toBe(200);

  const unbuilt = await startTestServer({ pageDir: join(server.pageDir, 'nothing') });
  const answer = await fetch(unbuilt.origin);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('npm run build');
});
