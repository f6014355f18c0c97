import type { Command } from 'commander';
import { AppError } from '#domain/errors';
import { dataDirOf } from '../../data-dir.ts';
import { findRunningHost, requestLink } from '../../server/host-file.ts';
import { hasDisplay, openBrowser } from '../../server/open-browser.ts';
import { type CommonOptions, withCommonOptions } from '../connect.ts';
import { write, writeJson } from '../output.ts';

export function addOpen(program: Command): void {
  withCommonOptions(program.command('open'))
    .description('print a new link into the running host, and open it where there is a display')
    .action(async (options: CommonOptions) => {
      const host = await findRunningHost(dataDirOf(options.data));
      const link = host && (await requestLink(host));
      if (!link) throw new AppError('NOT_FOUND', 'No host is running on this store. Start one with `npm start` or `autoglm serve`.');
      if (options.json) return writeJson({ link });
      await write(`${link}\n`);
      if (hasDisplay(process.platform, process.env)) openBrowser(link);
    });
}
