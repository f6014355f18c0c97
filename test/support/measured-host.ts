/**
 * The host in a process of its own that also measures its event loop, for benchmarks.
 *   node measured-host.ts <data folder> [<model file>]
 * With a model file it answers with that model, otherwise with what the store says.
 * Messages in: 'start' (measure from now on), 'report'. Messages out: { link }, { p99, max, maxCpu } in milliseconds.
 */

import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createRouterClient } from '@orpc/server';
import { createApp } from '#app';
import { startServer } from '../../electron/server/server.ts';
import type { Client } from './start-app.ts';

const [dataDir, model] = process.argv.slice(2) as [string, string | undefined];
const app = await createApp({ dataDir, host: 'browser' });
if (model) {
  const client = createRouterClient(app.router) as Client;
  const { id } = await client.models.add({ path: model });
  await client.settings.change({ engine: id, maxTokens: 96, contextSize: 2048, temperature: 0.8, seed: 1 });
}
const server = await startServer({ app, dataDir, pageDir: path.resolve(import.meta.dirname, '../../build/dist/page'), port: 0 });
// Nanoseconds; one timer a millisecond, so a figure of 1 to 2 ms is an idle loop.
const delay = monitorEventLoopDelay({ resolution: 1 });
// What this thread itself used between two turns of its loop: on a busy machine a turn also waits for a core, which no code can help.
const cpu = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
let maxCpu = 0;
function watchCpu() {
  let last = cpu();
  setInterval(() => {
    const now = cpu();
    maxCpu = Math.max(maxCpu, now - last);
    last = now;
  }, 1);
}
process.on('message', (message) => {
  if (message === 'start') {
    delay.reset();
    delay.enable();
    watchCpu();
  } else process.send?.({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, maxCpu });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ link: server.url });
