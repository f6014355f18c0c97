import type { Command } from 'commander';
import { AppError } from '#domain/errors';
import type { HunkId } from '#domain/ids';
import type { Proposal } from '#domain/review';
import { type Client, type CommonOptions, withClient, withCommonOptions } from '../connect.ts';
import { write, writeJson } from '../output.ts';
import { proposalOf, proposalView } from '../subject.ts';

interface ApplyOptions extends CommonOptions {
  hunks?: string[];
}

export function addApply(program: Command): void {
  withCommonOptions(program.command('apply'))
    .description('write a proposed change: all that is pending, or the named hunks')
    .argument('<id>', 'id of an answer or of its proposal')
    .option('--hunks <hunks...>', 'numbers (1 3-5) or ids of hunks, as `autoglm show` prints them')
    .action((id: string, options: ApplyOptions) => withClient(options, (client) => apply(client, id, options)));
}

async function apply(client: Client, id: string, options: ApplyOptions): Promise<void> {
  const proposal = await proposalOf(client, id);
  const applied = await client.review.apply(
    options.hunks ? { proposalId: proposal.id, hunks: selectHunks(proposal, options.hunks) } : { proposalId: proposal.id, all: true },
  );
  if (options.json) return writeJson({ id: applied.answerId, proposal: await proposalView(client, applied) });
  const paths = applied.files.filter((file) => file.hunks.some((hunk) => hunk.applied)).map((file) => file.path);
  await write(`Written: ${paths.join(', ')}\nautoglm undo ${applied.id}\n`);
}

/** Hunks by number over all files (1-based, ranges allowed) or by id. */
export function selectHunks(proposal: Proposal, wanted: string[]): HunkId[] {
  const all = proposal.files.flatMap((file) => file.hunks.map((hunk) => hunk.id));
  return wanted
    .flatMap((item) => item.split(','))
    .filter((item) => item !== '')
    .flatMap((item) => {
      const range = /^(\d+)(?:-(\d+))?$/.exec(item);
      const found = range ? all.slice(Number(range[1]) - 1, Number(range[2] ?? range[1])) : all.filter((hunk) => hunk === item);
      const expected = range ? Number(range[2] ?? range[1]) - Number(range[1]) + 1 : 1;
      if (found.length !== expected || range?.[1] === '0')
        throw new AppError('BAD_INPUT', `There is no hunk "${item}": the proposal has the hunks 1 to ${all.length}.`);
      return found;
    });
}
