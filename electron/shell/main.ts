import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell, utilityProcess } from 'electron';
import { createApp } from '#app';
import { toAppError } from '#domain/errors';
import { dataDirOf } from '../data-dir.ts';
import { createStaticFiles } from '../page-files.ts';
import { serveWindow } from './connect.ts';
import { createDesktop } from './desktop.ts';
import { utilityLauncher } from './launch-worker.ts';
import { menuTemplate } from './menu.ts';
import { createPageHandler, registerPageScheme } from './page-protocol.ts';
import { pageScheme } from './policy.ts';
import { createWindow, guardContents, guardSession, watchPage } from './window.ts';
import { wordsOf } from './words.ts';

/** Everything beside the bundle of this file. What other threads and processes load lies outside of the archive. */
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const unpacked = (path: string) => beside(path).replace('app.asar', 'app.asar.unpacked');
/** Milliseconds after which a close that hangs is cut off. */
const patience = 5000;

const { values } = parseArgs({ options: { data: { type: 'string' } }, strict: false });
const dataDir = dataDirOf(typeof values.data === 'string' ? values.data : undefined);
app.enableSandbox();
registerPageScheme(protocol);
// Chromium's own files, and with them the lock on the single instance: one for each data folder.
app.setPath('userData', join(dataDir, 'window'));
if (app.requestSingleInstanceLock()) start().catch(fail);
else app.quit();

async function start(): Promise<void> {
  await app.whenReady();
  const words = wordsOf(app.getLocale());
  let window: BrowserWindow | null = null;
  const desktop = createDesktop({ dialog, shell }, words, () => window);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, desktop.offer));
  guardSession(session.defaultSession);
  protocol.handle(pageScheme, createPageHandler(createStaticFiles(beside('../page'))));
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, process.platform)));

  const host = await createApp({
    dataDir,
    host: 'electron',
    desktop,
    launchWorker: utilityLauncher({ utilityProcess }, unpacked('model-worker.js')),
  });
  window = createWindow({ BrowserWindow }, beside('preload.cjs'));
  watchPage(window, { dialog, app }, words, Date.now);
  const served = serveWindow({ ipcMain }, window, host.router);

  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.once('before-quit', (event) => {
    event.preventDefault();
    served.close();
    setTimeout(() => app.exit(1), patience).unref();
    host.close().then(() => app.exit(0), fail);
  });
}

function fail(error: unknown): void {
  const { message } = toAppError(error);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? message) : message}\n`);
  dialog.showErrorBox(wordsOf(app.getLocale()).cannotStart, message);
  app.exit(1);
}
