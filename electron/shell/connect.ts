import { createConnectionHandler, type Frame } from '../rpc-connection.ts';
import type { Electron, ElectronApi } from './electron-api.ts';
import { isOwnPage } from './policy.ts';

/** The one channel between page and host; the preload names it too. What is said on it is the contract's business. */
export const connectChannel = 'autoglm.connect';

/** Whether a message comes from the main frame of our window, and that frame shows our page. A frame that is gone has no sender. */
export function isOurPage(event: Pick<Electron.IpcMainEvent, 'sender' | 'senderFrame'>, window: Electron.BrowserWindow): boolean {
  if (window.isDestroyed() || event.sender !== window.webContents) return false;
  return event.senderFrame !== null && event.senderFrame === window.webContents.mainFrame && isOwnPage(event.senderFrame.url);
}

/**
 * Serves the router on the port that the page sent, one page at a time: a reload brings a new port, and the calls of the old one are
 * aborted.
 */
export function serveWindow({ ipcMain }: Pick<ElectronApi, 'ipcMain'>, window: Electron.BrowserWindow, router: object): { close(): void } {
  const serve = createConnectionHandler(router);
  let close = () => {};
  const connect = (event: Electron.IpcMainEvent) => {
    const [port, ...more] = event.ports;
    if (port === undefined || more.length > 0 || !isOurPage(event, window)) {
      for (const each of event.ports) each.close();
      return;
    }
    close();
    const served = serve({ send: (frame) => port.postMessage(frame), fail: () => port.close() });
    close = () => {
      served.close();
      port.close();
    };
    port.on('message', ({ data }: { data: Frame }) => void served.receive(data));
    port.on('close', () => served.close());
    port.start();
  };
  ipcMain.on(connectChannel, connect);
  return {
    close() {
      ipcMain.removeListener(connectChannel, connect);
      close();
    },
  };
}
