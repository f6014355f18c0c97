import type { CancelSignal } from '#domain/cancellation';

/** What one run may use. Every limit is for the whole tree of processes unless it says otherwise. */
export interface SandboxLimits {
  /** Seconds of processor time, summed over all processes. */
  cpuSeconds: number;
  /** Megabytes of memory that processes hold; files in the scratch space are limited by `scratchMegabytes`. */
  memoryMegabytes: number;
  /** Seconds until the whole tree is killed. */
  wallSeconds: number;
  /** Bytes of standard output and standard error together; the run is ended at the first byte beyond. */
  outputBytes: number;
  /** Processes at one time. */
  processes: number;
  /** Megabytes that can be written to the scratch space, and again to /tmp. */
  scratchMegabytes: number;
}

export interface SandboxRequest {
  /** A name on the sandbox's PATH, or an absolute path that is mounted. */
  command: string;
  args?: readonly string[];
  /** The user's folder, read-only at `workspaceAt`. Refused with WORKSPACE_UNTRUSTED unless the user trusts it. */
  folder?: { root: string; trusted: boolean };
  /** Files by relative path: laid over the folder, or by themselves where there is none. Null takes a file of the folder away. */
  files?: ReadonlyMap<string, string | Uint8Array | null>;
  /** Files by relative path that lie in a folder of their own, at `besideAt`: what a tool is told, and not part of the workspace. */
  beside?: ReadonlyMap<string, string | Uint8Array>;
  /** Absolute paths outside the folder that can be read, at the same place: the installation folder of a toolchain. */
  readable?: readonly string[];
  /** A folder of the app that can be written, at `cacheAt`; it stays after the run. Made when it is missing. */
  cache?: string;
  /** Where the command starts, relative to the folder. */
  cwd?: string;
  /** The whole environment but PATH, HOME, TMPDIR and LANG. Nothing is inherited from the app. */
  env?: Readonly<Record<string, string>>;
  /** Folders that are searched before the system's own. */
  path?: readonly string[];
  input?: string | Uint8Array;
  limits?: Partial<SandboxLimits>;
  signal?: CancelSignal;
}

/** Which limit ended a run. */
export type ReachedLimit = 'wall-time' | 'cpu-time' | 'memory' | 'output' | 'processes';

export interface SandboxResult {
  /** What the command returned; 128 + n when signal n ended it, as in a shell; null when the app ended it. */
  exitCode: number | null;
  /** The signal that `exitCode` stands for, or SIGKILL when the app ended it. */
  signal: string | null;
  stdout: Uint8Array;
  stderr: Uint8Array;
  /** Wall time or processor time ran out. */
  timedOut: boolean;
  outOfMemory: boolean;
  outputCut: boolean;
  tooManyProcesses: boolean;
  limit: ReachedLimit | null;
  durationMs: number;
}

/** A request whose values were checked and completed. */
export interface ConfinedRequest extends Omit<SandboxRequest, 'limits' | 'signal' | 'folder'> {
  args: readonly string[];
  folder: string | null;
  files: ReadonlyMap<string, string | Uint8Array | null>;
  beside: ReadonlyMap<string, string | Uint8Array>;
  limits: SandboxLimits;
}

export type Availability = { available: true } | { available: false; why: string };

/** One way of confining programs, for one operating system. */
export interface Confinement {
  /** Where the folder, and where the cache are seen by the command. */
  readonly workspaceAt: (root: string | null) => string;
  readonly cacheAt: (cache: string) => string;
  readonly besideAt: string;
  /** Makes a real sandbox to see whether that can be done here. */
  probe(): Promise<Availability>;
  /** Throws SANDBOX_PROGRAM_MISSING, SANDBOX_FAILED, PATH_OUTSIDE_WORKSPACE; CANCELLED when `signal` is aborted. Leaves no process. */
  run(request: ConfinedRequest, signal: CancelSignal | undefined): Promise<SandboxResult>;
}
