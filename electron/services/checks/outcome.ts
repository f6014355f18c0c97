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

/**
 * Of a compiler that looks at each file by itself. Errors that a file had before are taken out; a file that has no others was not
 * checked, because a compiler goes no further than its first.
 */
export async function concludedFresh(
  checking: Pick<Checking, 'folder'>,
  tool: string,
  files: [string, string | null][],
  compile: (files: [string, string | null][]) => Promise<Finding[] | { reason: Said }>,
): Promise<Outcome> {
  const after = await compile(files);
  if ('reason' in after) return notChecked('compiles', after.reason, tool);
  const suspects: [string, string][] = [];
  for (const path of new Set(after.map((each) => each.path))) {
    const text = await checking.folder.read(path);
    if (text !== null) suspects.push([path, text]);
  }
  const before = suspects.length === 0 ? [] : await compile(suspects);
  if ('reason' in before) return notChecked('compiles', before.reason, tool);
  const fresh = added(after, before);
  return fresh.length === 0 && after.length > 0
    ? notChecked('compiles', say('check.brokenBefore'), tool)
    : concluded('compiles', fresh, tool);
}

export function notChecked(name: CheckName, reason: Said, tool: string | null = null): Outcome {
  return { name, status: 'notChecked', reason, findings: [], tool };
}

/** The limits of one check. The first run of a compiler fills its cache, on a busy machine for minutes. */
const limits = { cpuSeconds: 240, wallSeconds: 180, memoryMegabytes: 2048, outputBytes: 2_000_000, processes: 256, scratchMegabytes: 512 };

export type Ran = { result: SandboxResult; text: string } | { reason: Said };

/** Runs a tool in the sandbox. What kept it from a result is a reason and no error; only CANCELLED is thrown. */
export async function runTool(
  checking: Pick<Checking, 'sandbox' | 'signal'>,
  tool: Tool,
  request: Pick<SandboxRequest, 'folder' | 'files' | 'beside' | 'cwd' | 'env' | 'cache' | 'input'> & {
    args: readonly string[];
    readable?: string[];
  },
  wallSeconds: number = limits.wallSeconds,
): Promise<Ran> {
  try {
    const { args, readable = [], ...rest } = request;
    const result = await checking.sandbox.run({
      ...rest,
      command: tool.program,
      args: [...tool.args, ...args],
      readable: [...tool.readable, ...readable],
      limits: { ...limits, wallSeconds },
      signal: checking.signal,
    });
    const reason = cutShort(tool, result, wallSeconds);
    if (reason !== null) return { reason };
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { result, text: decode(result.stdout) + decode(result.stderr) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
    if (error.code === 'SANDBOX_UNAVAILABLE') return { reason: say('check.noSandbox', { why: error.message }) };
    return { reason: say('check.noResult', { tool: titleOf(tool), said: error.message }) };
  }
}

function cutShort(tool: Tool, result: SandboxResult, wallSeconds: number): Said | null {
  if (result.timedOut) return say('check.timeout', { seconds: wallSeconds });
  if (result.outOfMemory) return say('check.memory', { megabytes: limits.memoryMegabytes });
  // Output beyond all measure is still one of many findings.
  if (result.limit !== null && !result.outputCut) return say('check.noResult', { tool: titleOf(tool), said: `limit of ${result.limit}` });
  return null;
}

/** The first line of a text that says something, short. */
export const gist = (text: string): string => (text.split('\n').find((line) => line.trim() !== '') ?? '?').trim().slice(0, 300);

/** A few names of a list, for a sentence. */
export const namesOf = (names: readonly string[]): string => {
  const all = [...new Set(names)];
  return all.length > 5 ? `${all.slice(0, 5).join(', ')}, …` : all.join(', ');
};

/** A run on the files as they were that came to no end: what was wrong before is not known, so nothing is blamed on the change. */
export const cannotCompare = (reason: Said): boolean => ['check.timeout', 'check.memory', 'check.noResult'].includes(reason.sentence.code);

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
