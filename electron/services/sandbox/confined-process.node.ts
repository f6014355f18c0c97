import { spawn } from 'node:child_process';
import os from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { CancelSignal } from '#domain/cancellation';
import { AppError } from '#domain/errors';
import type { ReachedLimit, SandboxLimits, SandboxResult } from './ports.ts';
import { sharedOnce, treeUse } from './process-tree.node.ts';

interface Start {
  program: string;
  args: readonly string[];
  /** Goes to the program's descriptor 3. */
  options: string;
  input: string | Uint8Array | undefined;
  limits: SandboxLimits;
}

export interface Ended extends SandboxResult {
  /** False when the program that confines ended before the confined one had begun or without saying how it ended. */
  began: boolean;
}

/** Milliseconds between two looks at what the tree uses: short at first, when most is started. */
const firstLook = 15;
const longestBetween = 60;
const megabyte = 1024 * 1024;

/**
 * Starts the program that confines (bubblewrap), feeds it, and watches the tree inside until it ends or a limit is reached; then the
 * whole tree is killed with its namespace. Its environment is empty, because the sandbox can read it. Throws CANCELLED.
 */
export async function confinedProcess(start: Start, signal: CancelSignal | undefined): Promise<Ended> {
  const began = performance.now();
  const child = spawn(start.program, start.args, { cwd: '/', env: {}, stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'] });
  const [stdin, stdout, stderr, options, status] = child.stdio as unknown as [Writable, Readable, Readable, Writable, Readable];
  let limit: ReachedLimit | null = null;
  let cancelled = false;
  const kill = () => child.kill('SIGKILL');
  const reach = (reached: ReachedLimit) => {
    limit ??= reached;
    kill();
  };
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[], left: start.limits.outputBytes };
  const take = (stream: Readable, name: 'stdout' | 'stderr') =>
    stream.on('data', (chunk: Buffer) => {
      if (chunk.length > output.left) reach('output');
      const kept = chunk.subarray(0, output.left);
      output.left -= kept.length;
      if (kept.length > 0) output[name].push(kept);
    });
  take(stdout, 'stdout');
  take(stderr, 'stderr');
  // A program may end without having read what it is given.
  for (const stream of [stdin, options]) stream.on('error', () => {});
  options.end(start.options);
  stdin.end(start.input ?? '');

  const told = readStatus(status);
  const watching = new AbortController();
  const wall = setTimeout(() => reach('wall-time'), start.limits.wallSeconds * 1000);
  const cancel = () => {
    cancelled = true;
    kill();
  };
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  const peak = { memory: 0 };
  void told.init.then((init) => (init === null ? undefined : watch(init, start.limits, reach, peak, watching.signal)));
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => resolve());
    });
  } catch (error) {
    throw new AppError('SANDBOX_FAILED', `${start.program} cannot be started: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    clearTimeout(wall);
    watching.abort();
    signal?.removeEventListener('abort', cancel);
  }
  if (cancelled) throw new AppError('CANCELLED', 'Stopped.');
  const exitCode = limit === null ? told.exitCode() : null;
  const stderrBytes = Buffer.concat(output.stderr);
  const reached = limit ?? hiddenLimit(exitCode, stderrBytes, peak.memory, start.limits);
  return {
    began: limit !== null || exitCode !== null,
    exitCode,
    signal: limit === null ? signalOf(exitCode) : 'SIGKILL',
    stdout: Buffer.concat(output.stdout),
    stderr: stderrBytes,
    timedOut: reached === 'wall-time' || reached === 'cpu-time',
    outOfMemory: reached === 'memory',
    outputCut: reached === 'output',
    tooManyProcesses: reached === 'processes',
    limit: reached,
    durationMs: performance.now() - began,
  };
}

/** Bubblewrap tells the number of the first process, and at the end how the command ended, each as a line of JSON. */
function readStatus(stream: Readable): { init: Promise<number | null>; exitCode(): number | null } {
  let text = '';
  let found: (init: number | null) => void;
  const init = new Promise<number | null>((resolve) => {
    found = resolve;
  });
  const part = (name: string): number | null => {
    const match = new RegExp(`"${name}":\\s*(\\d+)`).exec(text);
    return match ? Number(match[1]) : null;
  };
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    const pid = part('child-pid');
    if (pid !== null) found(pid);
  });
  stream.on('error', () => {});
  stream.on('close', () => found(null));
  return { init, exitCode: () => part('exit-code') };
}

async function watch(
  init: number,
  limits: SandboxLimits,
  reach: (limit: ReachedLimit) => void,
  peak: { memory: number },
  ended: AbortSignal,
): Promise<void> {
  const most = limits.memoryMegabytes * megabyte;
  // The first process belongs to bubblewrap.
  const mostProcesses = limits.processes + 1;
  for (let pause = firstLook; !ended.aborted; pause = Math.min(longestBetween, pause * 1.5)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const use = ended.aborted ? null : await treeUse(init, mostProcesses);
    if (use === null || ended.aborted) return;
    if (use.processes > mostProcesses) return reach('processes');
    if (use.cpuSeconds > limits.cpuSeconds) return reach('cpu-time');
    peak.memory = Math.max(peak.memory, use.memoryBytes ?? 0);
    if ((use.memoryBytes ?? 0) > most && (use.processes <= 2 || (await sharedOnce(init)) > most)) return reach('memory');
  }
}

/** Limits that the kernel kept before the watch saw them. */
function hiddenLimit(exitCode: number | null, stderr: Uint8Array, peak: number, limits: SandboxLimits): ReachedLimit | null {
  if (exitCode === null || exitCode === 0) return null;
  if (exitCode === 128 + os.constants.signals.SIGXCPU) return 'cpu-time';
  const words = Buffer.from(stderr.subarray(-4096)).toString('latin1');
  const said = /MemoryError|heap out of memory|cannot allocate memory|bad_alloc|out of memory/i.test(words);
  return said || (exitCode >= 128 && peak > limits.memoryMegabytes * megabyte * 0.9) ? 'memory' : null;
}

function signalOf(exitCode: number | null): string | null {
  if (exitCode === null || exitCode <= 128) return null;
  return Object.entries(os.constants.signals).find(([, number]) => number === exitCode - 128)?.[0] ?? null;
}
