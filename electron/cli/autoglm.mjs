#!/usr/bin/env node
// The `autoglm` command. Plain JavaScript for any Node from 20 on: it finds the Node that runs the sources as they are and hands over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const main = path.join(here, 'main.ts');

// A package that was built has no bootstrap; there everything is installed.
const bootstrap = path.join(root, 'build/install.mjs');
const { ensureInstalled, nodeBinary } = existsSync(bootstrap) ? await import(pathToFileURL(bootstrap).href) : {};
try {
  await ensureInstalled?.();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exitCode ?? 1);
}

const [major = 0] = process.versions.node.split('.').map(Number);
if (major >= 24) {
  const { main: run } = await import(pathToFileURL(main).href);
  process.exitCode = await run(process.argv.slice(2));
} else {
  const child = spawn(nodeBinary(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : (code ?? 1);
  });
}
