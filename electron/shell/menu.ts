import type { Electron } from './electron-api.ts';
import type { Word, Words } from './words.ts';

type Entry = { role: NonNullable<Electron.MenuItemConstructorOptions['role']>; word: Word } | 'separator';

/**
 * The commands of the window. What the page can do is in its palette; the menu has what only the window can. Reloading has no key of
 * its own here but the developer tools': Ctrl+R belongs to the page.
 */
const commands: readonly { word: Word; entries: readonly Entry[] }[] = [
  { word: 'file', entries: [{ role: 'close', word: 'close' }, 'separator', { role: 'quit', word: 'quit' }] },
  {
    word: 'edit',
    entries: [
      { role: 'undo', word: 'undo' },
      { role: 'redo', word: 'redo' },
      'separator',
      { role: 'cut', word: 'cut' },
      { role: 'copy', word: 'copy' },
      { role: 'paste', word: 'paste' },
      { role: 'selectAll', word: 'selectAll' },
    ],
  },
  {
    word: 'view',
    entries: [
      { role: 'resetZoom', word: 'resetZoom' },
      { role: 'zoomIn', word: 'zoomIn' },
      { role: 'zoomOut', word: 'zoomOut' },
      { role: 'togglefullscreen', word: 'fullScreen' },
      'separator',
      { role: 'forceReload', word: 'reload' },
      { role: 'toggleDevTools', word: 'developerTools' },
    ],
  },
  { word: 'window', entries: [{ role: 'minimize', word: 'minimise' }] },
];

export function menuTemplate(words: Words, platform: NodeJS.Platform): Electron.MenuItemConstructorOptions[] {
  const item = (entry: Entry): Electron.MenuItemConstructorOptions =>
    entry === 'separator' ? { type: 'separator' } : { role: entry.role, label: words[entry.word] };
  const menus = commands.map(({ word, entries }) => ({ label: words[word], submenu: entries.map(item) }));
  if (platform !== 'darwin') return menus;
  const own: Entry[] = [{ role: 'about', word: 'about' }, 'separator', { role: 'quit', word: 'quit' }];
  return [{ label: 'Open-AutoGLM', submenu: own.map(item) }, ...menus];
}
