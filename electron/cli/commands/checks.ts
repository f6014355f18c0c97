import type { Command } from 'commander';
import { type Client, type CommonOptions, withClient, withCommonOptions } from '../connect.ts';
import { checkLines, write, writeJson } from '../output.ts';
import { proposalOf } from '../subject.ts';

interface ChecksOptions extends CommonOptions {
  again?: boolean;
}

export function addChecks(program: Command): void {
  withCommonOptions(program.command('checks'))
    .description('say what the parser and the compilers find in a proposal; exit code 2 when a check failed')
    .argument('<id>', 'id of a proposal or of its answer')
    .option('--again', 'check again what was checked before')
    .action((id: string, options: ChecksOptions) => withClient(options, (client) => checks(client, id, options)));
}

async function checks(client: Client, id: string, options: ChecksOptions): Promise<void> {
  const proposal = await proposalOf(client, id);
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  try {
    const { signal } = controller;
    const report = await client.checks.get({ proposalId: proposal.id, again: options.again === true }, { signal });
    if (options.json) await writeJson({ id: proposal.id, ...report });
    else await write(report.checks.length === 0 ? 'This proposal changes no file.\n' : checkLines(report.checks));
    if (report.checks.some(({ status }) => status === 'failed')) process.exitCode = 2;
  } finally {
    process.off('SIGINT', stop);
  }
}
