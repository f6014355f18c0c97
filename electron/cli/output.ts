import { ORPCError } from '@orpc/client';
import type { Check } from '#domain/checks';
import { toAppError } from '#domain/errors';
import type { RepairRound } from '#domain/repair';

/** Exactly one JSON document on standard output, flushed: a pipe must not lose its end when the process exits. */
export function writeJson(value: unknown): Promise<void> {
  return write(`${JSON.stringify(value, null, 2)}\n`);
}

export function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error && !isClosedPipe(error) ? reject(error) : resolve()));
  });
}

const isClosedPipe = (error: Error): boolean => (error as NodeJS.ErrnoException).code === 'EPIPE';

/** A reader that closed the pipe (`| head`) is no failure of ours: what is still written goes nowhere. */
export function allowClosedPipe(stream: NodeJS.WriteStream = process.stdout): void {
  stream.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
  });
}

/** Code and sentence of whatever was thrown. */
export function describeError(error: unknown): { code: string; message: string; data?: unknown } {
  if (error instanceof ORPCError) return { code: error.code, message: error.message, data: error.data };
  const { code, message, data } = toAppError(error);
  return { code, message, data };
}

/** A unified diff with the colours of git, where the terminal shows colours. */
export function colourDiff(diff: string, stream: NodeJS.WriteStream = process.stdout): string {
  if (!stream.isTTY || process.env.NO_COLOR) return diff;
  return diff
    .split('\n')
    .map((line) => {
      if (/^(\+\+\+|---|diff |index |new file|deleted file)/.test(line)) return `\u001b[1m${line}\u001b[0m`;
      if (line.startsWith('@@')) return `\u001b[36m${line}\u001b[0m`;
      if (line.startsWith('+')) return `\u001b[32m${line}\u001b[0m`;
      if (line.startsWith('-')) return `\u001b[31m${line}\u001b[0m`;
      return line;
    })
    .join('\n');
}

const words = { parses: 'parses', formats: 'layout', compiles: 'compiles', types: 'types', tests: 'tests' } as const;

/** One line for each check, with what is wrong below it: what failed first, then what passed, then what could not be checked. */
export function checkLines(checks: readonly Check[]): string {
  const several = new Set(checks.map(({ language }) => language)).size > 1;
  const order = { failed: 0, passed: 1, notChecked: 2 } as const;
  const lines = [...checks]
    .sort((a, b) => order[a.status] - order[b.status])
    .flatMap(({ name, language, status, reason, findings, tool }) => {
      const what = `${several ? `${language}: ` : ''}${words[name]}`;
      if (status === 'passed') return [`  ok          ${what}${tool ? ` (${tool})` : ''}`];
      if (status === 'notChecked') return [`  not checked ${what}: ${reason?.message ?? 'no reason is known.'}`];
      const shown = findings.slice(0, 10).map(({ path, line, column, message }) => {
        const place = `${path}:${line}${column === null ? '' : `:${column}`}`;
        return `                ${place}: ${message.split('\n').join('\n                  ')}`;
      });
      const more = findings.length > shown.length ? [`                and ${findings.length - shown.length} more`] : [];
      return [`  FAILED      ${what}${tool ? ` (${tool})` : ''}`, ...shown, ...more];
    });
  return `Checks\n${lines.join('\n')}\n`;
}

const outcomes: Readonly<Record<RepairRound['outcome'], string>> = {
  running: 'was stopped',
  repaired: 'repaired the answer',
  better: 'repaired a part of the answer',
  failed: 'did not help and was left out',
  nothing: 'changed nothing',
  noRoom: 'was left out: the context is too small for files and report',
};

/** What a round of repair came to, and what was wrong before it. */
export function repairLines({ round, outcome, faults }: RepairRound): string {
  const lines = faults.map(({ check, language, count, first }) => {
    const what = check === 'edits' ? 'edits without a place' : `${language === null ? '' : `${language}: `}${words[check]}`;
    return `                ${what} (${count})${first ? `: ${first}` : ''}`;
  });
  return `Repair ${round} ${outcomes[outcome]}\n${lines.join('\n')}\n`;
}
