import type * as Electron from 'electron';

/**
 * The part of Electron that the shell uses. Only main.ts imports Electron itself and hands it on, so that every decision of the shell
 * can be tested where Electron's binary is not present.
 */
export type ElectronApi = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'protocol' | 'session' | 'shell' | 'utilityProcess'
>;
export type { Electron };
