import { createApp } from '#app';
import { findRunningHost, requestLink } from './host-file.ts';
import { startServer } from './server.ts';

export interface ServeOptions {
  dataDir: string;
  pageDir: string;
  /** First port to try. */
  port?: number;
  /** Writes a line to standard output. */
  print: (line: string) => void;
  /** Shows a link to the user, or does nothing where there is no display. */
  open: (url: string) => void;
}

export interface Served {
  /** Ends the host; null when there was one already and nothing was started. */
  close: (() => Promise<void>) | null;
}

/**
 * Starts the app for a browser and prints its link on a line of its own, before any other address. Where a host runs on the same data
 * folder already, that one gets a new link instead: two of them would not see each other's running answers.
 *
 * @throws AppError when the store or the port cannot be had.
 */
export async function serve({ dataDir, pageDir, port, print, open }: ServeOptions): Promise<Served> {
  const running = await findRunningHost(dataDir);
  const link = running && (await requestLink(running));
  if (running !== null && link !== null) {
    print(link);
    print(`Open-AutoGLM runs already on this data folder (process ${running.pid}, version ${running.version}). The link above opens it.`);
    open(link);
    return { close: null };
  }
  const app = await createApp({ dataDir, host: 'browser' });
  try {
    const server = await startServer({ app, dataDir, pageDir, version: app.version, port });
    print(server.url);
    print('The link opens one browser once; `autoglm open` makes another. Ctrl+C ends the host.');
    for (const notice of app.notices) print(notice.message);
    open(server.url);
    return {
      async close() {
        await server.close();
        await app.close();
      },
    };
  } catch (error) {
    await app.close();
    throw error;
  }
}
