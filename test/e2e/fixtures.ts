import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test as base } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../..');

/** The real host in a process of its own, with a store and a port of its own. */
export interface Host {
  /** Opens one browser once. */
  link: string;
  origin: string;
  /** Folder of the store. */
  data: string;
  /** Ends the host and starts it again on the same store. */
  restart(): Promise<void>;
}

/**
 * `host`: a running host. `page`: comes as Playwright makes it; go to `host.link` to be let in. `folder`: an empty folder.
 * (Playwright takes the names of what a fixture needs from its first argument, so each names one.)
 */
export const test = base.extend<{ folder: string; host: Host }>({
  async folder({ browserName: _ }, use) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'autoglm-folder-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  async host({ browserName: _ }, use, info) {
    const data = await mkdtemp(path.join(os.tmpdir(), 'autoglm-e2e-'));
    let running = await startHost(data);
    await use({
      get link() {
        return running.link;
      },
      get origin() {
        return new URL(running.link).origin;
      },
      data,
      async restart() {
        await running.end();
        running = await startHost(data);
      },
    });
    await running.end();
    if (info.status !== info.expectedStatus) await info.attach('host.log', { body: running.log(), contentType: 'text/plain' });
    await rm(data, { recursive: true, force: true });
  },
});

interface RunningHost {
  link: string;
  log(): string;
  end(): Promise<void>;
}

/** Starts the host on a free port and waits for its link. */
async function startHost(data: string): Promise<RunningHost> {
  const args = [path.join(root, 'electron', 'server', 'main.ts'), '--port', '0', '--data', data, '--no-open'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const link = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      log += `${line}\n`;
      if (line.startsWith('http://127.0.0.1:')) resolve(line);
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The host ended with code ${code} before it printed a link:\n${log}`)));
  });
  return { link, log: () => log, end: () => ended(child) };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
