import path from 'node:path';
import { type Command, Option } from 'commander';
import { type SymbolKind, symbolKinds } from '#domain/symbols';
import { type Client, type CommonOptions, withClient, withCommonOptions } from '../connect.ts';
import { write, writeJson } from '../output.ts';

interface SymbolsOptions extends CommonOptions {
  workspace: string;
  kind?: SymbolKind[];
  signature?: string[];
}

export function addSymbols(program: Command): void {
  withCommonOptions(program.command('symbols'))
    .description('find what the sources of a folder declare')
    .argument('<query>', "the beginning of a name, or letters of it in their order; '' for any")
    .option('--workspace <dir>', 'folder to look in', '.')
    .addOption(new Option('--kind <kind...>', 'only declarations of these kinds').choices(symbolKinds))
    .option('--signature <word...>', 'only declarations whose signature has these words')
    .action((query: string, options: SymbolsOptions) => withClient(options, (client) => showSymbols(client, query, options)));
}

async function showSymbols(client: Client, query: string, options: SymbolsOptions): Promise<void> {
  const { id: workspaceId } = await client.workspace.open({ root: path.resolve(options.workspace) });
  const index = await client.symbols.index({ workspaceId });
  const symbols = await client.symbols.find({ workspaceId, query, kinds: options.kind ?? [], words: options.signature ?? [] });
  if (options.json) return writeJson({ index, symbols });
  for (const { path: file, line, kind, container, name, signature } of symbols)
    await write(`${file}:${line}  ${kind} ${container === '' ? '' : `${container}.`}${name}\n    ${signature}\n`);
  if (symbols.length === 0) await write(`Nothing is declared that matches. ${index.files} files were looked at.\n`);
}
