import { AppError } from '#domain/errors';
import type { Electron, ElectronApi } from './electron-api.ts';
import { externalAddress } from './policy.ts';
import type { Words } from './words.ts';

/** What the desktop adds to the app: the system's folder dialog, and addresses in the browser once the user has agreed. */
export interface ShellDesktop {
  openFolderDialog(): Promise<string | null>;
  openExternal(url: string): Promise<void>;
  /** For addresses that the page tried to go to: asks about those that may be opened, and says nothing about the others. */
  offer(url: string): void;
}

export function createDesktop(
  { dialog, shell }: Pick<ElectronApi, 'dialog' | 'shell'>,
  words: Words,
  window: () => Electron.BrowserWindow | null,
): ShellDesktop {
  // One question at a time: a page cannot cover the screen with them.
  let asking = false;
  const openExternal = async (url: string): Promise<void> => {
    const address = externalAddress(url);
    if (address === null) throw new AppError('UNSUPPORTED', 'Only https addresses can be opened in the browser.');
    if (asking) throw new AppError('CONFLICT', 'Another address is waiting for an answer.');
    asking = true;
    try {
      const options = {
        type: 'question' as const,
        message: words.openQuestion,
        detail: address,
        buttons: [words.cancel, words.open],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      };
      const parent = window();
      const { response } = parent === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(parent, options);
      if (response === 1) await shell.openExternal(address);
    } finally {
      asking = false;
    }
  };
  return {
    openExternal,
    offer: (url) => void openExternal(url).catch(() => {}),
    async openFolderDialog() {
      const options = { title: words.chooseFolder, properties: ['openDirectory' as const, 'createDirectory' as const] };
      const parent = window();
      const { canceled, filePaths } = parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
      return canceled ? null : (filePaths[0] ?? null);
    },
  };
}
