import type { Command } from 'commander';
import { type Client, type CommonOptions, withClient, withCommonOptions } from '../connect.ts';
import { colourDiff, write, writeJson } from '../output.ts';
import { proposalView, subjectOf } from '../subject.ts';

export function addShow(program: Command): void {
  withCommonOptions(program.command('show'))
    .description('show an answer, its proposal and its rating')
    .argument('<id>', 'id of an answer or of its proposal')
    .action((id: string, options: CommonOptions) => withClient(options, (client) => show(client, id, options)));
}

async function show(client: Client, id: string, options: CommonOptions): Promise<void> {
  const { answerId, proposal } = await subjectOf(client, id);
  const answer = await client.chat.answer({ answerId });
  const view = proposal && (await proposalView(client, proposal));
  const { events: _, ...rating } = await client.feedback.get({ answerId });
  if (options.json) {
    const { text, status, producer, plan, language, error } = answer;
    return writeJson({ id: answerId, answer: text, status, error, producer, plan, language, proposal: view, feedback: rating });
  }
  await write(`${answer.text}\n`);
  for (const file of view?.files ?? []) await write(`\n${colourDiff(file.diff)}`);
  if (view) await write(`\nProposal ${view.id}: ${view.status}\n`);
  await write(
    rating.score === null ? 'Not rated yet.\n' : `Score ${rating.score.toFixed(2)}${rating.comment ? `: ${rating.comment}` : ''}\n`,
  );
}
