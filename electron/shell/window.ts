import type { Electron, ElectronApi } from './electron-api.ts';
import { isOwnFile, isOwnPage, mayHave, mayLoad, pageUrl } from './policy.ts';
import type { Words } from './words.ts';

/** Answers every question a page can ask of the system, for all windows of the session. */
export function guardSession(session: Electron.Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => answer(mayHave(permission, contents?.getURL())));
  session.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  // Exports are files that the page made itself; the system asks where to put them.
  session.on('will-download', (event, item) => {
    if (!isOwnFile(item.getURL())) event.preventDefault();
  });
}

/**
 * Keeps a page where it is: no navigation, no second window, no embedded page. An address that it wanted to go to is offered to the
 * user, who may open it in the browser.
 */
export function guardContents(contents: Electron.WebContents, offer: (url: string) => void): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    event.preventDefault();
    if (!isOwnPage(event.url)) offer(event.url);
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (!isOwnPage(url)) offer(url);
    return { action: 'deny' };
  });
}

/** The one window. It is shown when the first paint is there, so that nothing flashes. */
export function createWindow({ BrowserWindow }: Pick<ElectronApi, 'BrowserWindow'>, preload: string): Electron.BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Open-AutoGLM',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      // The dictionary would be downloaded.
      spellcheck: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageUrl);
  return window;
}

const reloadsInARow = 2;
const aMinute = 60_000;

/** A page that crashed is loaded again, and the user is asked when that does not help. The host and its work are not touched by it. */
export function watchPage(
  window: Electron.BrowserWindow,
  { dialog, app }: Pick<ElectronApi, 'dialog' | 'app'>,
  words: Words,
  now: () => number,
): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    crashes = [...crashes.filter((at) => now() - at < aMinute), now()];
    if (crashes.length <= reloadsInARow) return window.webContents.reload();
    const options = {
      type: 'error' as const,
      message: words.gone,
      detail: `${words.goneDetail} (${reason})`,
      buttons: [words.reload, words.quit],
      defaultId: 0,
      cancelId: 0,
    };
    const { response } = await dialog.showMessageBox(window, options);
    if (response === 1) return app.quit();
    crashes = [];
    window.webContents.reload();
  });
  let asking = false;
  window.on('unresponsive', async () => {
    if (asking) return;
    asking = true;
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: words.hangs,
      buttons: [words.wait, words.reload],
      defaultId: 0,
      cancelId: 0,
    });
    asking = false;
    if (response === 1) window.webContents.forcefullyCrashRenderer();
  });
}
