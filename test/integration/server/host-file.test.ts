import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findRunningHost, readHostFile, requestLink, writeHostFile } from '../../../electron/server/host-file.ts';
import { newSecret } from '../../../electron/server/secrets.ts';
import { missing } from '../../support/prerequisites.ts';
import { startTestServer } from '../../support/start-server.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'autoglm-host-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
const host = (change = {}) => ({ port: 7717, pid: process.pid, version: '1.0.0', secret: newSecret(), ...change });

test('a running host is found by its file, and gives new links to who can read it', async () => {
  const server = await startTestServer();
  const found = await findRunningHost(server.dataDir);
  expect(found).toMatchObject({ port: server.port, pid: process.pid, version: '1.2.3', url: server.origin });
  const link = await requestLink(found as never);
  expect((await fetch(link as string, { redirect: 'manual' })).status).toBe(303);
  expect((await fetch(server.url, { redirect: 'manual' })).status).toBe(303);
});

test('only the owner of the file makes links: a page does not', async () => {
  const server = await startTestServer();
  const ask = (secret: string) => fetch(`${server.origin}/host/link`, { method: 'POST', headers: { authorization: `Bearer ${secret}` } });
  expect((await ask(await server.openPage())).status).toBe(401);
  expect((await ask('A'.repeat(43))).status).toBe(401);
  expect((await ask(server.ownerSecret)).status).toBe(200);
});

test.skipIf(missing('posix'))('the file is for its user alone, and no half of it is ever seen', async () => {
  const server = await startTestServer();
  expect((await stat(join(server.dataDir, 'host.json'))).mode & 0o777).toBe(0o600);
  expect(await readdir(server.dataDir)).toEqual(['host.json']);
  const folder = await emptyFolder();
  let reads = 0;
  const writing = Promise.all(Array.from({ length: 50 }, (_, index) => writeHostFile(folder, host({ pid: index + 1 }))));
  const reading = (async () => {
    for (; reads < 200; reads += 1) {
      const text = await readFile(join(folder, 'host.json'), 'utf8').catch(() => null);
      if (text !== null) JSON.parse(text);
    }
  })();
  await Promise.all([writing, reading]);
  expect(await readdir(folder)).toEqual(['host.json']);
});

test('a host that closes takes its own file away, and leaves that of its successor', async () => {
  const first = await startTestServer();
  await first.close();
  expect(await readHostFile(first.dataDir)).toBeNull();
  const second = await startTestServer();
  await writeHostFile(second.dataDir, host({ version: 'successor' }));
  await second.close();
  expect(await readHostFile(second.dataDir)).toMatchObject({ version: 'successor' });
});

test.skipIf(missing('posix')).for<[name: string, prepare: (file: string) => Promise<void>]>([
  ['is not there', async () => {}],
  ['is empty', (file) => writeFile(file, '', { mode: 0o600 })],
  ['is no JSON', (file) => writeFile(file, '{"port": 1', { mode: 0o600 })],
  ['is of another form', (file) => writeFile(file, JSON.stringify({ ...host(), port: '7717' }), { mode: 0o600 })],
  ['has an impossible port', (file) => writeFile(file, JSON.stringify(host({ port: 70_000 })), { mode: 0o600 })],
  ['is huge', (file) => writeFile(file, JSON.stringify(host({ version: 'x'.repeat(10_000) })), { mode: 0o600 })],
  ['can be read by others', (file) => writeFile(file, JSON.stringify(host())).then(() => chmod(file, 0o644))],
  ['is a folder', (file) => mkdir(file).then(() => undefined)],
  [
    'is a link to another file',
    async (file) => {
      await writeFile(`${file}.other`, JSON.stringify(host()), { mode: 0o600 });
      await symlink(`${file}.other`, file);
    },
  ],
])('a file that %s is no host', async ([, prepare]) => {
  const folder = await emptyFolder();
  await prepare(join(folder, 'host.json'));
  expect(await readHostFile(folder)).toBeNull();
  expect(await findRunningHost(folder)).toBeNull();
});

test('a file whose process or port is gone is no host', async () => {
  const server = await startTestServer();
  const stored = (await readHostFile(server.dataDir)) as NonNullable<Awaited<ReturnType<typeof readHostFile>>>;
  const folder = await emptyFolder();
  await writeHostFile(folder, { ...stored, pid: 2 ** 22 + 7 });
  expect(await findRunningHost(folder)).toBeNull();
  await server.close();
  await writeHostFile(folder, stored);
  expect(await findRunningHost(folder)).toBeNull();
});

test('whoever took the port since is found out, and never sees the secret', async () => {
  const real = await startTestServer();
  const heard: string[] = [];
  const impostor = createServer(async (request, response) => {
    heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
    // It passes the question on to the real host, and its answer back.
    const answer = await fetch(real.origin + request.url, { method: request.method ?? 'GET' });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void impostor.close());
  const { port } = impostor.address() as { port: number };
  const folder = await emptyFolder();
  await writeHostFile(folder, host({ port, secret: real.ownerSecret }));
  expect(await findRunningHost(folder)).toBeNull();
  expect(heard).toHaveLength(1);
  expect(heard.join()).not.toContain(real.ownerSecret);
});
