import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, withClient, withCommonOptions } from '../connect.ts';
import { write, writeJson } from '../output.ts';

interface ExportOptions extends CommonOptions {
  out: string;
  maxScore?: number;
  seed?: number;
}

export function addExport(program: Command): void {
  withCommonOptions(program.command('export'))
    .description('write the rated answers as a training dataset (JSONL in TRL shapes, with a manifest)')
    .requiredOption('--out <dir>', 'a new or empty folder')
    .option('--max-score <score>', 'only answers scored at most this (0 to 1)', parseScore)
    .option('--seed <n>', 'order of the rows; the same store and seed give the same bytes', parseSeed)
    .action((options: ExportOptions) =>
      withClient(options, async (client) => {
        const filter = options.maxScore === undefined ? {} : { maxScore: options.maxScore };
        const dataset = await client.retraining.export({ folder: path.resolve(options.out), filter, seed: options.seed ?? 0 });
        if (options.json) return writeJson({ folder: dataset.folder, manifest: dataset.manifest });
        const { unpaired, preference, sft } = dataset.manifest.counts;
        await write(`${dataset.folder}: ${unpaired} unpaired, ${preference} preference, ${sft} sft rows\n`);
      }),
    );
}

function parseScore(value: string): number {
  const score = Number(value);
  if (value.trim() === '' || !(score >= 0 && score <= 1)) throw new InvalidArgumentError('Give a number from 0 to 1.');
  return score;
}

function parseSeed(value: string): number {
  const seed = Number(value);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 31) throw new InvalidArgumentError('Give a whole number from 0 to 2147483647.');
  return seed;
}
