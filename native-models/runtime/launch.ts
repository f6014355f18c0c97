import type { HostFrame, WorkerFrame } from './protocol.ts';

export interface WorkerExit {
  code: number | null;
  signal: string | null;
  /** The last lines the process wrote to its standard error, where llama.cpp's assertions end up. */
  lastWords: string;
}

/** A started worker process. Listeners are set before the first frame can arrive. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  send(frame: HostFrame): void;
  onFrame(listener: (frame: WorkerFrame) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(listener: (exit: WorkerExit) => void): void;
  /** Ends the process without asking it. */
  kill(): void;
}

/** Starts a worker. The default starts Node; the desktop shell hands in one that starts a utility process. */
export type LaunchWorker = () => WorkerProcess;
