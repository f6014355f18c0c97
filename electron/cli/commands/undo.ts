import type { Command } from 'commander';
import { type CommonOptions, withClient, withCommonOptions } from '../connect.ts';
import { write, writeJson } from '../output.ts';
import { proposalOf, proposalView } from '../subject.ts';

export function addUndo(program: Command): void {
  withCommonOptions(program.command('undo'))
    .description('put back the files as they were before the last apply')
    .argument('<id>', 'id of an answer or of its proposal')
    .action((id: string, options: CommonOptions) =>
      withClient(options, async (client) => {
        const undone = await client.review.undo({ proposalId: (await proposalOf(client, id)).id });
        if (options.json) return writeJson({ id: undone.answerId, proposal: await proposalView(client, undone) });
        await write(`Restored: ${undone.files.map((file) => file.path).join(', ')}\n`);
      }),
    );
}
