import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#domain/errors';
import type { PlanView } from '#domain/programming';
import { type Client, type CommonOptions, textArgument, withClient, withCommonOptions } from '../connect.ts';
import { type LanguageName, languageOf, languageOption } from '../languages.ts';
import { write, writeJson } from '../output.ts';

interface PlanOptions extends CommonOptions {
  workspace?: string;
  language?: LanguageName;
  file?: string[];
}

export function addPlan(program: Command): void {
  withCommonOptions(program.command('plan'))
    .description('show how a request is understood, value by value, and write nothing')
    .argument('<request>', 'what you want, in English or Chinese; - reads standard input')
    .option('--workspace <dir>', 'folder to work in')
    .addOption(languageOption())
    .option('--file <path...>', 'files of the folder that the request is about')
    .action((request: string, options: PlanOptions) => withClient(options, (client) => showPlan(client, request, options)));
}

async function showPlan(client: Client, request: string, options: PlanOptions): Promise<void> {
  const text = (await textArgument(request)).trim();
  if (text === '') throw new AppError('BAD_INPUT', 'The request is empty. Say what to write or change.');
  const workspace = options.workspace === undefined ? null : await client.workspace.open({ root: path.resolve(options.workspace) });
  const reading = await client.programming.plan({
    text,
    workspaceId: workspace?.id ?? null,
    language: languageOf(options.language),
    files: options.file ?? [],
  });
  if (options.json) {
    const { plan } = reading;
    return writeJson({ ...reading, plan: plan && { ...plan, json: undefined, plan: JSON.parse(plan.json) as unknown } });
  }
  if (reading.plan) await write(planLines(reading.plan, text));
  if (reading.text !== null) await write(`${reading.text}\n`);
}

/** Value by value: where each came from, with the words that gave it. */
function planLines(plan: PlanView, request: string): string {
  const width = Math.max(...plan.slots.map(({ name }) => name.length));
  const lines = plan.slots.map(({ name, value, source, span }) => {
    const words = span ? ` (${JSON.stringify(request.slice(span.start, span.end).trim())})` : '';
    return `  ${name.padEnd(width)}  ${value}  [${source}${words}]`;
  });
  const unused = plan.unusedWords.length > 0 ? [`Words not used: ${plan.unusedWords.join(', ')}`] : [];
  const reader = plan.model === undefined ? '' : `, read by the model ${plan.model}`;
  return `${[`${plan.title} (${plan.kind}${reader})`, ...lines, ...unused].join('\n')}\n`;
}
