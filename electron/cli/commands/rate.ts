import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { AppError } from '#domain/errors';
import { type FeedbackBody, type ReasonTag, reasonTags } from '#domain/feedback';
import { type Client, type CommonOptions, textArgument, withClient, withCommonOptions } from '../connect.ts';
import { write, writeJson } from '../output.ts';
import { subjectOf } from '../subject.ts';

interface RateOptions extends CommonOptions {
  stars?: number;
  thumb?: 'up' | 'down';
  tag?: ReasonTag[];
  comment?: string;
  correction?: string;
  report?: string;
}

export function addRate(program: Command): void {
  withCommonOptions(program.command('rate'))
    .description('rate an answer; low-rated and corrected answers become training data')
    .argument('<id>', 'id of an answer or of its proposal')
    .option('--stars <n>', '1 to 5', parseStars)
    .addOption(new Option('--thumb <direction>', 'up or down').choices(['up', 'down']))
    .addOption(new Option('--tag <tag...>', 'reasons').choices([...reasonTags]))
    .option('--comment <text>', 'what was wrong or right')
    .option('--correction <file>', 'file with what the answer should have been; - reads standard input')
    .option('--report <reason>', 'report harmful output')
    .action((id: string, options: RateOptions) => withClient(options, (client) => rate(client, id, options)));
}

async function rate(client: Client, id: string, options: RateOptions): Promise<void> {
  const bodies: FeedbackBody[] = [];
  if (options.stars !== undefined) bodies.push({ kind: 'stars', stars: options.stars });
  if (options.thumb) bodies.push({ kind: 'thumb', up: options.thumb === 'up' });
  if (options.report !== undefined) bodies.push({ kind: 'report', reason: options.report });
  if (options.tag) bodies.push({ kind: 'tags', tags: [...new Set(options.tag)] });
  if (options.comment !== undefined) bodies.push({ kind: 'comment', text: options.comment });
  if (options.correction !== undefined) bodies.push({ kind: 'correction', text: await correctionText(options.correction) });
  if (bodies.length === 0)
    throw new AppError('BAD_INPUT', 'Say what to record: --stars, --thumb, --tag, --comment, --correction or --report.');
  const { answerId, proposal } = await subjectOf(client, id);
  for (const body of bodies) await client.feedback.record({ answerId, proposalId: proposal?.id ?? null, body });
  const { events: _, ...feedback } = await client.feedback.get({ answerId });
  if (options.json) return writeJson({ id: answerId, feedback });
  await write(feedback.score === null ? 'Recorded.\n' : `Recorded. Score ${feedback.score.toFixed(2)}.\n`);
}

async function correctionText(file: string): Promise<string> {
  if (file === '-') return textArgument('-');
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('BAD_INPUT', `The correction cannot be read from ${file}: ${(error as Error).message}`, { cause: error });
  }
}

function parseStars(value: string): number {
  if (!/^[1-5]$/.test(value)) throw new InvalidArgumentError('Give 1, 2, 3, 4 or 5.');
  return Number(value);
}
