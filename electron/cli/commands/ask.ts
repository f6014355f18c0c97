import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#domain/errors';
import { builtInEngine } from '#domain/models';
import { type Client, type CommonOptions, textArgument, withClient, withCommonOptions } from '../connect.ts';
import { type LanguageName, languageOf, languageOption } from '../languages.ts';
import { checkLines, colourDiff, repairLines, write, writeJson } from '../output.ts';
import { proposalChecks, proposalView } from '../subject.ts';

interface AskOptions extends CommonOptions {
  workspace?: string;
  trust?: boolean;
  language?: LanguageName;
  model?: string;
  file?: string[];
}

export function addAsk(program: Command): void {
  withCommonOptions(program.command('ask'))
    .description('ask for code or a change; nothing is written before `autoglm apply`')
    .argument('<request>', 'what you want, in English or Chinese; - reads standard input')
    .option('--workspace <dir>', 'folder to work in')
    .option('--trust', 'trust the folder: its tools may be run')
    .addOption(languageOption())
    .option('--model <file>', 'answer with this GGUF model instead of the built-in engine')
    .option('--file <path...>', 'attach files of the folder')
    .action((request: string, options: AskOptions) => withClient(options, (client) => ask(client, request, options)));
}

async function ask(client: Client, request: string, options: AskOptions): Promise<void> {
  const text = (await textArgument(request)).trim();
  if (text === '') throw new AppError('BAD_INPUT', 'The request is empty. Say what to write or change.');
  let workspaceId = null;
  if (options.workspace !== undefined) {
    const workspace = await client.workspace.open({ root: path.resolve(options.workspace) });
    workspaceId = workspace.id;
    if (options.trust && !workspace.trusted) await client.workspace.setTrust({ workspaceId, trusted: true });
  } else if (options.trust || options.file) throw new AppError('BAD_INPUT', 'Say which folder with --workspace DIR.');
  const model = options.model === undefined ? null : await client.models.add({ path: path.resolve(options.model) });

  const { answerId } = await client.chat.send({
    workspaceId,
    text,
    attachments: (options.file ?? []).map((file) => ({ path: file, startLine: null, endLine: null })),
    engine: model?.id ?? builtInEngine,
    language: languageOf(options.language),
  });
  const stopped = await follow(client, answerId, options.json !== true);
  const proposal = await client.review.find({ answerId });
  const view = proposal && (await proposalView(client, proposal));
  const shown = await client.chat.answer({ answerId });
  if (shown.error) throw new AppError(shown.error.code, shown.error.message, { data: { id: answerId, answer: shown.text } });
  if (stopped) throw new AppError('CANCELLED', 'Stopped.', { data: { id: answerId, answer: shown.text } });
  const checks = proposal && (await proposalChecks(client, proposal));
  if (options.json)
    return writeJson({
      id: answerId,
      answer: shown.text,
      language: shown.language,
      engine: shown.producer?.name ?? null,
      plan: shown.plan,
      repairs: shown.producer?.repairs ?? [],
      proposal: view && { ...view, checks },
    });

  await write('\n');
  for (const file of view?.files ?? []) await write(`\n${colourDiff(file.diff)}`);
  for (const edit of view?.unplaced ?? []) await write(`\nNot placed: ${edit.path}: ${edit.message}\n`);
  for (const round of shown.producer?.repairs ?? []) await write(`\n${repairLines(round)}`);
  if (checks?.length) await write(`\n${checkLines(checks)}`);
  await write(view ? `\nautoglm apply ${view.id}\nautoglm rate ${view.id} --stars 1..5\n` : `\nautoglm rate ${answerId} --stars 1..5\n`);
}

/** Waits for the end of an answer, printing it as it comes; Ctrl+C stops the answer and keeps what is there. True when stopped. */
async function follow(client: Client, answerId: Parameters<Client['chat']['stop']>[0]['answerId'], print: boolean): Promise<boolean> {
  let stopped = false;
  const stop = () => {
    stopped = true;
    void client.chat.stop({ answerId });
  };
  process.once('SIGINT', stop);
  try {
    for await (const event of await client.chat.generation({ answerId })) if (print && event.type === 'delta') await write(event.text);
  } finally {
    process.off('SIGINT', stop);
  }
  return stopped;
}
