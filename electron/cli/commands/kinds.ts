import type { Command } from 'commander';
import { AppError } from '#domain/errors';
import { type Client, type CommonOptions, withClient, withCommonOptions } from '../connect.ts';
import { write, writeJson } from '../output.ts';
import { type SlotShape, slotShapes } from '../slot-shapes.ts';

type Kind = Awaited<ReturnType<Client['programming']['kinds']>>[number];

export function addKinds(program: Command): void {
  withCommonOptions(program.command('kinds'))
    .description('list what the built-in engine can write: an example request of each kind, and the values its plan has')
    .argument('[kind...]', 'only these kinds')
    .action((wanted: string[], options: CommonOptions) => withClient(options, (client) => showKinds(client, wanted, options)));
}

async function showKinds(client: Client, wanted: readonly string[], options: CommonOptions): Promise<void> {
  const all = await client.programming.kinds();
  const unknown = wanted.find((name) => !all.some(({ kind }) => kind === name));
  if (unknown !== undefined)
    throw new AppError('NOT_FOUND', `There is no kind called ${unknown}. The kinds are: ${all.map(({ kind }) => kind).join(', ')}.`);
  const shown = all.filter(({ kind }) => wanted.length === 0 || wanted.includes(kind));
  const described = await Promise.all(
    shown.map(async (each) => {
      const { schema, titles } = await client.programming.form({ kind: each.kind });
      return { ...each, slots: slotShapes(schema, titles) };
    }),
  );
  if (options.json) return writeJson(described);
  await write(described.map(kindLines).join('\n'));
}

/** A kind with its examples, and its values in columns. */
function kindLines({ kind, title, example, slots }: Kind & { slots: SlotShape[] }): string {
  const width = Math.max(...slots.map(({ name }) => name.length));
  const lines = slots.map(({ name, title: own, shape }) => `  ${name.padEnd(width)}  ${own.en}, ${own.zh}: ${shape}`);
  return `${[`${kind}: ${title.en}, ${title.zh}`, `  "${example.en}"`, `  “${example.zh}”`, ...lines].join('\n')}\n`;
}
