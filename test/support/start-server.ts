import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readHostFile } from '../../electron/server/host-file.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../electron/server/server.ts';
import { createContractRouter } from './contract-router.ts';

export interface TestServer extends RunningServer {
  origin: string;
  dataDir: string;
  pageDir: string;
  /** Redeems a new link and returns the page's secret. */
  openPage(): Promise<string>;
  /** The secret of the host file. */
  ownerSecret: string;
}

/** A real server on a free port, with data and page folders of its own; all is gone when the test is. */
export async function startTestServer(options: Partial<ServerOptions> & { router?: object } = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'autoglm-server-'));
  const dataDir = join(folder, 'data');
  const pageDir = join(folder, 'page');
  await mkdir(join(pageDir, 'assets'), { recursive: true });
  await writeFile(join(pageDir, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(pageDir, 'assets', 'index-1a2b.js'), 'export {};');
  const { router = createContractRouter().router, ...rest } = options;
  const server = await startServer({ app: { router }, dataDir, pageDir, port: 0, version: '1.2.3', ...rest });
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    ...server,
    origin: `http://127.0.0.1:${server.port}`,
    dataDir,
    pageDir,
    ownerSecret: (await readHostFile(dataDir))?.secret ?? '',
    async openPage() {
      const answer = await fetch(server.newLink(), { redirect: 'manual' });
      return answer.headers.get('location')?.replace('/#s=', '') ?? '';
    },
  };
}
