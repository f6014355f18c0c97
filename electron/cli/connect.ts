import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Command } from 'commander';
import { createApp } from '#app';
import type { Contract } from '#contract/index';
import { AppError } from '#domain/errors';
import { dataDirOf } from '../data-dir.ts';

export type Client = ContractRouterClient<Contract>;

export interface CommonOptions {
  data?: string;
  json?: boolean;
}

/** The options every command has, after its name. */
export const withCommonOptions = (command: Command): Command =>
  command.option('--data <dir>', 'folder of the store').option('--json', 'print exactly one JSON document');

/**
 * Runs a command on an app of its own over the store. A host that runs on the same store is not disturbed: SQLite serialises the writes,
 * and the host notices what changed.
 */
export async function withClient<Result>(options: CommonOptions, work: (client: Client) => Promise<Result>): Promise<Result> {
  const app = await createApp({ dataDir: dataDirOf(options.data), host: 'browser' });
  try {
    return await work(createRouterClient(app.router) as Client);
  } finally {
    await app.close();
  }
}

/** The text of an argument; `-` reads standard input, which is read in no other case. */
export async function textArgument(value: string): Promise<string> {
  if (value !== '-') return value;
  if (process.stdin.isTTY) process.stderr.write('Reading from standard input; end with Ctrl+D.\n');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > 1_000_000) throw new AppError('BAD_INPUT', 'Standard input is longer than 1 MB. Shorten it.');
  }
  return Buffer.concat(chunks).toString('utf8');
}
