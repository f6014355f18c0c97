import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import { AppError } from '#domain/errors';
import type { AppEvents } from './app-events.ts';
import type { Backup, Desktop } from './ports.ts';

export interface SystemPorts {
  version: string;
  host: 'electron' | 'browser';
  platform: string;
  dataDir: string;
  desktop: Desktop;
  notices: () => { code: string; message: string }[];
  events: AppEvents;
  backup: Backup;
}

export function systemProcedures(ports: SystemPorts) {
  const os = implement(contract.system);
  return os.router({
    about: os.about.handler(() => ({
      version: ports.version,
      capabilities: {
        openFolderDialog: ports.desktop.openFolderDialog !== undefined,
        openExternal: ports.desktop.openExternal !== undefined,
      },
      host: ports.host,
      platform: ports.platform,
      dataDir: ports.dataDir,
      notices: ports.notices(),
    })),
    events: os.events.handler(({ input, signal }) => ports.events.read(input.after, signal)),
    openFolderDialog: os.openFolderDialog.handler(async () => {
      if (!ports.desktop.openFolderDialog)
        throw new AppError('UNSUPPORTED', 'There is no folder dialog here. Type the path of the folder instead.');
      return { path: await ports.desktop.openFolderDialog() };
    }),
    backup: os.backup.handler(({ input }) => ports.backup(input.file)),
  });
}
