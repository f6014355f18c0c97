import { Command, CommanderError } from 'commander';
import { addApply } from './commands/apply.ts';
import { addAsk } from './commands/ask.ts';
import { addBackup } from './commands/backup.ts';
import { addChecks } from './commands/checks.ts';
import { addExport } from './commands/export.ts';
import { addKinds } from './commands/kinds.ts';
import { addOpen } from './commands/open.ts';
import { addPlan } from './commands/plan.ts';
import { addRate } from './commands/rate.ts';
import { addServe } from './commands/serve.ts';
import { addShow } from './commands/show.ts';
import { addSymbols } from './commands/symbols.ts';
import { addUndo } from './commands/undo.ts';
import { allowClosedPipe, describeError, writeJson } from './output.ts';

/** Runs one command line and returns the exit code: 0 done, 1 a typed error, 2 a check failed, 130 interrupted. Never throws. */
export async function main(argv: string[]): Promise<number> {
  const json = argv.includes('--json');
  allowClosedPipe();
  const program = new Command('autoglm')
    .description('Writes code with a model on this computer, shows every change as a diff and learns from what you thought of it.')
    .exitOverride()
    .configureOutput({ writeErr: (text) => json || process.stderr.write(text) });
  for (const add of [
    addAsk,
    addPlan,
    addKinds,
    addShow,
    addChecks,
    addApply,
    addUndo,
    addRate,
    addExport,
    addOpen,
    addServe,
    addBackup,
    addSymbols,
  ])
    add(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (json) await writeJson({ error: { code: 'BAD_INPUT', message: sentenceOf(error.message) } });
      return 1;
    }
    const { code, message, data } = describeError(error);
    if (json) await writeJson({ error: { code, message, ...(data === undefined ? {} : { data }) } });
    else process.stderr.write(`${message} (${code})\n`);
    return code === 'CANCELLED' ? 130 : 1;
  }
}

/** The argument parser's message as a sentence like every other of ours. */
function sentenceOf(message: string): string {
  const text = message.replace(/^error: /, '').trim();
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!)]$/.test(sentence) ? sentence : `${sentence}.`;
}
