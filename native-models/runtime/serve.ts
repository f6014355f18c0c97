import { createHandlers } from './handlers.ts';
import type { HostFrame } from './protocol.ts';

/** A port to the parent, as Electron's utility processes have it. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: HostFrame }) => void): void;
  postMessage(frame: unknown): void;
}

/** Connects the handlers to whoever started this process: Node through its channel, Electron through its parent port. */
export function serve(): void {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (port) {
    const handlers = createHandlers((frame) => port.postMessage(frame));
    port.on('message', (event) => handlers.handle(event.data));
    port.postMessage({ type: 'ready' });
    return;
  }
  if (!process.send) throw new Error('The model worker is started by the app, not by hand.');
  const handlers = createHandlers((frame) => {
    // A frame for a host that has just gone: the disconnect below ends this process.
    process.send?.(frame, undefined, undefined, () => {});
  });
  process.on('message', (frame: HostFrame) => handlers.handle(frame));
  // Without a host nobody reads the answer. An ordinary exit would wait for llama.cpp's threads, so the process ends the hard way.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.send({ type: 'ready' });
}
