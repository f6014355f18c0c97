import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { openFolder } from '../e2e/workbench-page.ts';

export interface LoopDelay {
  p99: number;
  max: number;
  maxCpu: number;
}

export interface BenchPage {
  page: Page;
  startMeasuring(): void;
  /** Event loop delay of the host since `startMeasuring`, and the most its thread computed in one turn, milliseconds. */
  report(): Promise<LoopDelay>;
  close(): Promise<void>;
}

/** A host on the store of `dataDir` and a real browser that has been let in and has opened the folder. */
export async function openBenchPage(dataDir: string, folder: string, model?: string): Promise<BenchPage> {
  const host = fork(path.join(import.meta.dirname, 'measured-host.ts'), model ? [dataDir, model] : [dataDir], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { link } = await reply<{ link: string }>(host);
  const browser: Browser = await chromium.launch({
    executablePath: process.env.AUTOGLM_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await openFolder(page, { link }, folder);
  return {
    page,
    startMeasuring: () => host.send('start'),
    report() {
      host.send('report');
      return reply(host);
    },
    async close() {
      await browser.close();
      host.disconnect();
      await new Promise((resolve) => host.once('exit', resolve));
    },
  };
}

function reply<Message>(host: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    host.once('message', (message) => resolve(message as Message));
    host.once('exit', (code) => reject(new Error(`the host ended (${code})`)));
  });
}

export const median = (values: number[]): number => percentile(values, 50);
/** Nearest-rank percentile. */
export function percentile(values: number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN;
}
