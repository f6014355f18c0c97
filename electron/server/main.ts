import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { toAppError } from '#domain/errors';
import { dataDirOf } from '../data-dir.ts';
import { hasDisplay, openBrowser } from './open-browser.ts';
import { serve } from './serve.ts';

const usage = 'Options: --port N (first port to try), --data DIR (folder of the store), --no-open (print the link only).';
/** Milliseconds after which a close that hangs is cut off. The store survives that: everything acknowledged is on disk. */
const patience = 1800;

async function main(): Promise<void> {
  const { port, data, open } = readOptions(process.argv.slice(2));
  const { close } = await serve({
    dataDir: dataDirOf(data),
    pageDir: fileURLToPath(new URL('../../build/dist/page', import.meta.url)),
    port,
    print: (line) => process.stdout.write(`${line}\n`),
    open: (url) => {
      if (open && hasDisplay(process.platform, process.env)) openBrowser(url);
    },
  });
  if (close === null) return;
  let closing = false;
  const end = () => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(1), patience).unref();
    close().then(
      () => process.exit(0),
      (error) => fail(error),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

function readOptions(args: string[]): { port?: number; data?: string; open: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string' }, data: { type: 'string' }, 'no-open': { type: 'boolean', default: false } },
    });
    const port = values.port === undefined ? undefined : /^\d+$/.test(values.port) ? Number(values.port) : Number.NaN;
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
      throw new Error(`--port must be a number from 0 to 65535, not "${values.port}".`);
    return { port, data: values.data, open: !values['no-open'] };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`);
    return process.exit(2);
  }
}

function fail(error: unknown): never {
  const { code, message, cause } = toAppError(error);
  process.stderr.write(`${message}\n`);
  if (code === 'INTERNAL' && cause instanceof Error) process.stderr.write(`${cause.stack}\n`);
  return process.exit(1);
}

// A terminal that went away must not end the host in the middle of its work.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
main().catch(fail);
