import { ORPCError } from '@orpc/client';
import { toAppError } from '#domain/errors';

/** Exactly one JSON document on standard output, flushed: a pipe must not lose its end when the process exits. */
export function writeJson(value: unknown): Promise<void> {
  return write(`${JSON.stringify(value, null, 2)}\n`);
}

export function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      // A reader that closed the pipe (`| head`) is no failure of ours.
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    });
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
