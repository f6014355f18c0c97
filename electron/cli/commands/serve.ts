import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';

interface ServeOptions {
  port?: string;
  data?: string;
  open: boolean;
}

/** The host is a program of its own: it outlives no terminal and shares no process with a command. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the page on this computer and print a link to it')
    .option('--port <n>', 'first port to try')
    .option('--data <dir>', 'folder of the store')
    .option('--no-open', 'print the link only')
    .action(async ({ port, data, open }: ServeOptions) => {
      const args = [
        ...(port === undefined ? [] : ['--port', port]),
        ...(data === undefined ? [] : ['--data', data]),
        ...(open ? [] : ['--no-open']),
      ];
      const host = spawn(process.execPath, [fileURLToPath(new URL('../../server/main.ts', import.meta.url)), ...args], {
        stdio: 'inherit',
      });
      // The terminal tells the host of Ctrl+C by itself; this process only must not end before it.
      const forward = (signal: NodeJS.Signals) => host.kill(signal);
      process.on('SIGINT', () => {});
      process.on('SIGTERM', forward);
      process.exitCode = await new Promise<number>((resolve) => host.on('exit', (code) => resolve(code ?? 1)));
      process.off('SIGTERM', forward);
    });
}
