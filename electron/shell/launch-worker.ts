import type { AppOptions } from '#app';
import type { ElectronApi } from './electron-api.ts';

type LaunchWorker = NonNullable<AppOptions['launchWorker']>;
type WorkerFrame = Parameters<Parameters<ReturnType<LaunchWorker>['onFrame']>[0]>[0];

const keptBytes = 4096;
/** Milliseconds that the last lines of a process have to arrive after its exit was told. */
const afterwords = 200;

/** Starts the model process as a utility process of Electron: a failed assertion in native code ends it and nothing else. */
export function utilityLauncher({ utilityProcess }: Pick<ElectronApi, 'utilityProcess'>, entry: string): LaunchWorker {
  return () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'model',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-keptBytes);
    });
    let exited = false;
    child.once('exit', () => {
      exited = true;
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (frame) => {
        if (!exited) child.postMessage(frame);
      },
      onFrame: (listener) => void child.on('message', (frame: WorkerFrame) => listener(frame)),
      onExit: (listener) =>
        void child.once('exit', (code) => {
          const tell = () => listener({ code, signal: null, lastWords: lastWords.trim() });
          if (child.stderr === null || child.stderr.readable === false) return tell();
          const timer = setTimeout(tell, afterwords);
          child.stderr.once('close', () => {
            clearTimeout(timer);
            tell();
          });
        }),
      kill: () => {
        // Electron's own kill asks first; a thread that hangs in native code would not hear it.
        if (child.pid === undefined || process.platform === 'win32') child.kill();
        else if (!exited) process.kill(child.pid, 'SIGKILL');
      },
    };
  };
}
