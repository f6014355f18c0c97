import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LaunchWorker, WorkerExit } from './launch.ts';
import type { WorkerFrame } from './protocol.ts';

const keptBytes = 4096;

/**
 * Starts the worker with the Node that runs this. Flags of this process (a debugger's port, a test runner's hooks) are not handed
 * on; Node strips the types of the entry by itself.
 */
export function nodeLauncher(entry: string | URL = new URL('./entry.ts', import.meta.url)): LaunchWorker {
  return () => {
    const child = fork(typeof entry === 'string' ? entry : fileURLToPath(entry), [], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-keptBytes);
    });
    // A frame that cannot be sent belongs to a process that is ending; its exit is what counts.
    child.on('error', () => {});
    return {
      pid: child.pid,
      send: (frame) => {
        if (child.connected) child.send(frame, () => {});
      },
      onFrame: (listener) => child.on('message', (frame) => listener(frame as WorkerFrame)),
      onExit: (listener) => {
        const exit = (code: number | null, signal: string | null): WorkerExit => ({ code, signal, lastWords: lastWords.trim() });
        if (child.pid === undefined) child.once('error', (error) => listener({ code: null, signal: null, lastWords: error.message }));
        // `close` comes after the last of standard error was read, `exit` may not.
        else child.once('close', (code, signal) => listener(exit(code, signal)));
      },
      kill: () => child.kill('SIGKILL'),
    };
  };
}
