import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '#contract/index';
import { findRunningHost, readHostFile } from '../../../electron/server/host-file.ts';
import { missing } from '../../support/prerequisites.ts';

const main = fileURLToPath(new URL('../../../electron/server/main.ts', import.meta.url));

interface Host {
  child: ChildProcess;
  output: { out: string; error: string };
  /** The first address on standard output. */
  link: Promise<URL>;
  ended: Promise<number | null>;
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'autoglm-host-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The host as `npm start` runs it. */
function startHost(args: string[], environment: Record<string, string> = {}): Host {
  const child = spawn(process.execPath, [main, '--no-open', ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { out: '', error: '' };
  child.stderr?.on('data', (chunk) => (output.error += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const link = new Promise<URL>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      output.out += chunk;
      const [found] = /https?:\/\/\S*(?=\n)/.exec(output.out) ?? [];
      if (found !== undefined) resolve(new URL(found));
    });
    child.on('close', () => reject(new Error(`the host ended without a link: ${output.error}`)));
  });
  link.catch(() => {});
  return { child, output, link, ended };
}

async function connect(link: URL) {
  const answer = await fetch(link, { redirect: 'manual' });
  const secret = answer.headers.get('location')?.slice('/#s='.length);
  const socket = new WebSocket(`ws://${link.host}/rpc`, ['autoglm', `autoglm.secret.${secret}`]);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  onTestFinished(() => socket.terminate());
  return { socket, client: createORPCClient<ContractRouterClient<Contract>>(new RPCLink({ websocket: socket as never })) };
}

test('the host prints its link first and alone on its line, and serves the whole contract behind it', async () => {
  const dataDir = await emptyFolder();
  const host = startHost(['--data', dataDir, '--port', '0']);
  const link = await host.link;
  expect(host.output.out.split('\n')[0]).toBe(link.href);
  const { client } = await connect(link);
  expect(await client.system.about()).toMatchObject({ host: 'browser', dataDir, capabilities: { openFolderDialog: false } });
  const authorization = `Bearer ${(await readHostFile(dataDir))?.secret}`;
  const document = (await (await fetch(`${link.origin}/api/openapi.json`, { headers: { authorization } })).json()) as { paths: object };
  expect(Object.keys(document.paths).length).toBeGreaterThan(30);
  expect(await (await fetch(`${link.origin}/api/settings`, { headers: { authorization } })).json()).toMatchObject({ engine: 'built-in' });
});

test.skipIf(missing('posix')).for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends it cleanly with an open page and a stream that waits',
  async (signal) => {
    const dataDir = await emptyFolder();
    const host = startHost(['--data', dataDir, '--port', '0']);
    const { socket, client } = await connect(await host.link);
    const events = await client.system.events({ after: -1 });
    void events.next().catch(() => {});
    const closed = new Promise((resolve) => socket.on('close', resolve));
    host.child.kill(signal);
    expect(await host.ended).toBe(0);
    expect(await closed).toBe(1001);
    expect(host.output.error).toBe('');
    expect(await readHostFile(dataDir)).toBeNull();
  },
);

test('a second start on the same data folder gives a new link to the first, and ends', async () => {
  const dataDir = await emptyFolder();
  const first = startHost(['--data', dataDir, '--port', '0']);
  const link = await first.link;
  const second = startHost(['--data', dataDir]);
  const other = await second.link;
  expect(await second.ended).toBe(0);
  expect(other.origin).toBe(link.origin);
  expect(other.href).not.toBe(link.href);
  expect(second.output.out).toContain(`process ${first.child.pid}`);
  await connect(other);
});

test('after a kill -9 the next start is not fooled by what is left', async () => {
  const dataDir = await emptyFolder();
  const first = startHost(['--data', dataDir, '--port', '0']);
  await first.link;
  first.child.kill('SIGKILL');
  await first.ended;
  expect(await readHostFile(dataDir)).not.toBeNull();
  expect(await findRunningHost(dataDir)).toBeNull();
  const second = startHost(['--data', dataDir, '--port', '0']);
  await connect(await second.link);
});

test('a taken port is left to its owner, and the next one is taken', async () => {
  const owner = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => owner.once('listening', resolve));
  onTestFinished(() => void owner.close());
  const { port } = owner.address() as { port: number };
  const host = startHost(['--data', await emptyFolder(), '--port', String(port)]);
  const taken = Number((await host.link).port);
  expect(taken).toBeGreaterThan(port);
  expect(taken).toBeLessThan(port + 20);
});

test.for<[name: string, args: (folder: string) => Promise<string[]>, code: number, says: RegExp]>([
  ['a port that is no number', async () => ['--port', 'x'], 2, /--port must be a number/],
  ['a port that is too high', async () => ['--port', '65536'], 2, /--port must be a number/],
  ['an option that does not exist', async () => ['--host', '0.0.0.0'], 2, /--host/],
  [
    'a data folder that is a file',
    async (folder) => {
      await writeFile(join(folder, 'file'), '');
      return ['--data', join(folder, 'file')];
    },
    1,
    /\.$/m,
  ],
  // Nobody can make folders there, not even root.
  [
    'a data folder that cannot be written',
    async (folder) => ['--data', process.platform === 'linux' ? '/sys/autoglm' : join(folder, '\0')],
    1,
    /\.$/m,
  ],
  [
    'a data folder below a file',
    async (folder) => {
      await writeFile(join(folder, 'file'), '');
      return ['--data', join(folder, 'file', 'data')];
    },
    1,
    /\.$/m,
  ],
])('%s is a sentence and an exit code', async ([, args, code, says]) => {
  const host = startHost(await args(await emptyFolder()));
  expect(await host.ended).toBe(code);
  expect(host.output.out).toBe('');
  expect(host.output.error).toMatch(says);
  expect(host.output.error).not.toMatch(/\n\s+at /);
});
