import path from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '#app';
import { dataDirOf } from '../../data-dir.ts';
import { type CommonOptions, withClient, withCommonOptions } from '../connect.ts';
import { write, writeJson } from '../output.ts';

export function addBackup(program: Command): void {
  withCommonOptions(program.command('backup'))
    .description('write everything of the store into one file')
    .argument('<file>', 'a new file')
    .action((file: string, options: CommonOptions) =>
      withClient(options, async (client) => {
        const written = await client.system.backup({ file: path.resolve(file) });
        if (options.json) return writeJson(written);
        await write(`${written.file}: ${written.bytes} bytes\n`);
      }),
    );
  withCommonOptions(program.command('restore'))
    .description('put a backup in the place of the store; the present one is kept aside')
    .argument('<file>', 'what `autoglm backup` wrote')
    .action(async (file: string, options: CommonOptions) => {
      const { kept } = await restoreBackup(dataDirOf(options.data), path.resolve(file));
      if (options.json) return writeJson({ restored: path.resolve(file), kept });
      await write(kept === null ? 'Restored.\n' : `Restored. The store as it was lies in ${kept}\n`);
    });
}
