import { AppError } from '#domain/errors';
import type { InspectModel } from '#services-ports/models';
import { WorkerClient } from './client.ts';
import type { LaunchWorker } from './launch.ts';

/** Without a word for this long the process is taken to hang: a header is read in milliseconds, a megabyte hashed in as many. */
const patienceMs = 30_000;

/**
 * Reads a file's header and hash in a process of its own, which is thrown away afterwards: whatever a hostile file does to it, the app
 * and a running model go on.
 */
export function modelInspector(launch: LaunchWorker, patience = patienceMs): InspectModel {
  return async (path, onProgress, signal) => {
    signal?.throwIfAborted();
    const client = new WorkerClient(launch(), 1000);
    let hangs = false;
    const giveUp = () => {
      hangs = true;
      client.kill();
    };
    let timer = setTimeout(giveUp, patience);
    const alive = (progress: number) => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
      onProgress(progress);
    };
    try {
      return await client.call('inspect', { path }, { progress: alive }, signal);
    } catch (error) {
      if (hangs)
        throw new AppError('MODEL_INVALID', `The file ${path} could not be read: it took too long. Check the drive.`, {
          data: { path },
          cause: error,
        });
      if (error instanceof AppError && error.code === 'MODEL_CRASHED')
        throw new AppError('MODEL_INVALID', 'The file could not be read: the process that looked at it ended. The file is broken.', {
          data: { path },
          cause: error,
        });
      throw error;
    } finally {
      clearTimeout(timer);
      client.kill();
    }
  };
}
