import type { CancelSignal } from '#domain/cancellation';
import { AppError } from '#domain/errors';
import { readablePath } from '#domain/paths';
import { utf8Bytes } from '#domain/utf8';
import type { Availability, ConfinedRequest, Confinement, SandboxLimits, SandboxRequest, SandboxResult } from './ports.ts';

/** Runs programs where they can do no harm: no network, no home folder, nothing of the app, limited in everything. */
export interface Sandbox {
  /** Whether programs can be confined here, by a real try at the first call. */
  availability(): Promise<Availability>;
  /**
   * Runs a command to its end. Never runs anything unconfined: throws SANDBOX_UNAVAILABLE where nothing can be confined and
   * WORKSPACE_UNTRUSTED for a folder that the user does not trust. Throws BAD_INPUT, SANDBOX_PROGRAM_MISSING, SANDBOX_FAILED, CANCELLED.
   */
  run(request: SandboxRequest): Promise<SandboxResult>;
  /** Where a path of the folder is seen by the command. */
  seenAt(root: string | null, path: string): string;
  cacheAt(cache: string): string;
  readonly besideAt: string;
  /** Ends what runs and refuses what comes. */
  close(): Promise<void>;
}

const ordinary: SandboxLimits = {
  cpuSeconds: 20,
  memoryMegabytes: 1024,
  wallSeconds: 20,
  outputBytes: 1024 * 1024,
  processes: 64,
  scratchMegabytes: 256,
};
/** What a limit can be set to at most: beyond it a run would be felt by everything else on the machine. */
const most: SandboxLimits = {
  cpuSeconds: 600,
  memoryMegabytes: 16_384,
  wallSeconds: 600,
  outputBytes: 64 * 1024 * 1024,
  processes: 1024,
  scratchMegabytes: 4096,
};
const mostWaiting = 64;
/** Linux takes no longer argument. */
const longestArgument = 128 * 1024 - 1;
const longestCommandLine = 1024 * 1024;
const mostFiles = 5_000;
/** How long a failed probe is believed: somebody may install what is missing while the app runs. Milliseconds. */
const probeLifetime = 60_000;

export function createSandbox(ports: { confinement: Confinement; concurrent?: number; now?: () => number }): Sandbox {
  const { confinement, concurrent = 2, now = () => performance.now() } = ports;
  const running = new Set<{ abort: AbortController; done: Promise<unknown> }>();
  const waiting: { start(): void; leave(error: AppError): void }[] = [];
  let active = 0;
  let closed = false;
  let probed: { at: number; found: Promise<Availability> } | null = null;

  const availability = async (): Promise<Availability> => {
    probed ??= { at: now(), found: confinement.probe() };
    const found = await probed.found;
    if (found.available || now() - probed.at < probeLifetime) return found;
    probed = null;
    return availability();
  };

  /** Waits until one of the places is free. */
  const enter = (signal: CancelSignal): Promise<void> => {
    if (active < concurrent) {
      active += 1;
      return Promise.resolve();
    }
    if (waiting.length >= mostWaiting)
      return Promise.reject(new AppError('SANDBOX_FAILED', 'Too many programs wait to be run. Try again in a moment.'));
    return new Promise((resolve, reject) => {
      const place = {
        start: () => {
          signal.removeEventListener('abort', cancel);
          active += 1;
          resolve();
        },
        leave: (error: AppError) => {
          const index = waiting.indexOf(place);
          if (index >= 0) waiting.splice(index, 1);
          reject(error);
        },
      };
      const cancel = () => place.leave(cancelled());
      signal.addEventListener('abort', cancel, { once: true });
      waiting.push(place);
    });
  };
  const leave = () => {
    active -= 1;
    waiting.shift()?.start();
  };

  const confined = async (request: ConfinedRequest, signal: AbortSignal): Promise<SandboxResult> => {
    const found = await availability();
    if (!found.available) throw new AppError('SANDBOX_UNAVAILABLE', found.why);
    await enter(signal);
    try {
      if (signal.aborted) throw cancelled();
      return await confinement.run(request, signal);
    } finally {
      leave();
    }
  };

  return {
    availability,
    async run(request) {
      if (closed) throw new AppError('CANCELLED', 'The app is closing.');
      if (request.folder !== undefined && !request.folder.trusted)
        throw new AppError(
          'WORKSPACE_UNTRUSTED',
          'Nothing of this folder is run, because you have not trusted it. Trust the folder first.',
        );
      const checked = check(request);
      if (request.signal?.aborted) throw cancelled();
      const abort = new AbortController();
      const forward = () => abort.abort();
      request.signal?.addEventListener('abort', forward, { once: true });
      const entry = { abort, done: Promise.resolve() as Promise<unknown> };
      running.add(entry);
      try {
        const result = confined(checked, abort.signal);
        entry.done = result.catch(() => undefined);
        return await result;
      } finally {
        request.signal?.removeEventListener('abort', forward);
        running.delete(entry);
      }
    },
    seenAt: (root, path) => (path === '' ? confinement.workspaceAt(root) : `${confinement.workspaceAt(root)}/${path}`),
    cacheAt: (cache) => confinement.cacheAt(cache),
    besideAt: confinement.besideAt,
    async close() {
      closed = true;
      const ending = [...running];
      for (const { abort } of ending) abort.abort();
      await Promise.all(ending.map(({ done }) => done));
    },
  };
}

const cancelled = () => new AppError('CANCELLED', 'Stopped.');
const bad = (message: string) => new AppError('BAD_INPUT', message);

function check(request: SandboxRequest): ConfinedRequest {
  const args = request.args ?? [];
  const env = request.env ?? {};
  const words = [request.command, ...args, ...Object.entries(env).flat(), ...(request.path ?? []), ...(request.readable ?? [])];
  if (request.command === '') throw bad('No program is named.');
  if (words.some((word) => word.includes('\0'))) throw bad('A program, argument or variable contains a NUL character.');
  if (Object.keys(env).some((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) throw bad('The name of a variable is not possible.');
  const sizes = [request.command, ...args].map((word) => utf8Bytes(word).length + 1);
  if (sizes.some((size) => size > longestArgument) || sizes.reduce((sum, size) => sum + size, 0) > longestCommandLine)
    throw bad('An argument is too long for a program. Hand it over as a file or as input.');
  const files = tidy(request.files ?? new Map<string, string | Uint8Array | null>());
  const beside = tidy(request.beside ?? new Map<string, string | Uint8Array>());
  if (files.size + beside.size > mostFiles) throw bad(`More than ${mostFiles} files cannot be laid over a folder.`);
  const cwd = readablePath(request.cwd ?? '');
  if (cwd === null) throw bad('The folder to start in leads out of the workspace.');
  return {
    command: request.command,
    args,
    env,
    files,
    beside,
    folder: request.folder?.root ?? null,
    cwd: cwd.join('/'),
    limits: checkLimits(request.limits ?? {}),
    ...(request.readable && { readable: request.readable }),
    ...(request.cache !== undefined && { cache: request.cache }),
    ...(request.path && { path: request.path }),
    ...(request.input !== undefined && { input: request.input }),
  };
}

function tidy<Content>(files: ReadonlyMap<string, Content>): Map<string, Content> {
  const found = new Map<string, Content>();
  for (const [path, content] of files) {
    const parts = readablePath(path);
    if (parts === null || parts.length === 0) throw bad('A file for the sandbox has a path that leads out of its folder.');
    found.set(parts.join('/'), content);
  }
  return found;
}

function checkLimits(asked: Partial<SandboxLimits>): SandboxLimits {
  const limits = { ...ordinary, ...asked };
  for (const name of Object.keys(ordinary) as (keyof SandboxLimits)[]) {
    const value = limits[name];
    if (!(Number.isFinite(value) && value > 0 && value <= most[name])) throw bad(`The limit ${name} must be between 0 and ${most[name]}.`);
  }
  return limits;
}
