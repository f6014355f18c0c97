import type { Check, CheckName, Finding } from '#domain/checks';
import { AppError } from '#domain/errors';
import { type Said, say } from '#domain/sentences';
import type { SandboxRequest, SandboxResult } from '#services/sandbox';
import type { Tool } from '#services/toolchains';
import type { Checking, Outcome } from './ports.ts';

const mostFindings = 50;
const longestMessage = 2_000;

export const titleOf = (tool: Pick<Tool, 'name' | 'version'>): string => `${tool.name.replace(/-script$/, '')} ${tool.version}`;

export function concluded(name: CheckName, findings: readonly Finding[], tool: string | null): Outcome {
  const shown = findings.slice(0, mostFindings).map((each) => ({ ...each, message: each.message.slice(0, longestMessage) }));
  return { name, status: findings.length === 0 ? 'passed' : 'failed', reason: null, findings: shown, tool };
}

export function notChecked(name: CheckName, reason: Said, tool: string | null = null): Outcome {
  return { name, status: 'notChecked', reason, findings: [], tool };
}

/** The limits of one check. A cold cache of a compiler is allowed for. */
const limits = { cpuSeconds: 90, wallSeconds: 60, memoryMegabytes: 2048, outputBytes: 2_000_000, processes: 256, scratchMegabytes: 512 };

export type Ran = { result: SandboxResult; text: string } | { reason: Said };

/** Runs a tool in the sandbox. What kept it from a result is a reason and no error; only CANCELLED is thrown. */
export async function runTool(
  checking: Pick<Checking, 'sandbox' | 'signal'>,
  tool: Tool,
  request: Pick<SandboxRequest, 'folder' | 'files' | 'beside' | 'cwd' | 'env' | 'cache' | 'input'> & {
    args: readonly string[];
    readable?: string[];
  },
): Promise<Ran> {
  try {
    const { args, readable = [], ...rest } = request;
    const result = await checking.sandbox.run({
      ...rest,
      command: tool.program,
      args: [...tool.args, ...args],
      readable: [...tool.readable, ...readable],
      limits,
      signal: checking.signal,
    });
    const reason = cutShort(tool, result);
    if (reason !== null) return { reason };
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { result, text: decode(result.stdout) + decode(result.stderr) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
    if (error.code === 'SANDBOX_UNAVAILABLE') return { reason: say('check.noSandbox', { why: error.message }) };
    return { reason: say('check.noResult', { tool: titleOf(tool), said: error.message }) };
  }
}

function cutShort(tool: Tool, result: SandboxResult): Said | null {
  if (result.timedOut) return say('check.timeout', { seconds: limits.wallSeconds });
  if (result.outOfMemory) return say('check.memory', { megabytes: limits.memoryMegabytes });
  // Output beyond all measure is still one of many findings.
  if (result.limit !== null && !result.outputCut) return say('check.noResult', { tool: titleOf(tool), said: `limit of ${result.limit}` });
  return null;
}

/** The first line of a text that says something, short. */
export const gist = (text: string): string => (text.split('\n').find((line) => line.trim() !== '') ?? '?').trim().slice(0, 300);

/** Those that were not there before. The line does not count: the change may have moved it. */
export function added(findings: readonly Finding[], before: readonly Finding[]): Finding[] {
  const key = ({ path, message }: Finding) => `${path}\0${message}`;
  const left = new Map<string, number>();
  for (const each of before) left.set(key(each), (left.get(key(each)) ?? 0) + 1);
  return findings.filter((each) => {
    const count = left.get(key(each)) ?? 0;
    left.set(key(each), count - 1);
    return count <= 0;
  });
}

export type Reason = NonNullable<Check['reason']>;
