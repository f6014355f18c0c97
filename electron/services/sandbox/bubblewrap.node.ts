import { constants } from 'node:fs';
import { access, lstat, mkdir, readFile, readlink, realpath } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '#domain/errors';
import { bubblewrapOptions, inside, type Laid, limitedCommand, type SystemPlace } from './bubblewrap-arguments.ts';
import { confinedProcess, type Ended } from './confined-process.node.ts';
import type { Availability, ConfinedRequest, Confinement } from './ports.ts';
import { stage, sweepStaged } from './staging.node.ts';

/** What programs need of the system. /etc, /home, /root, /var, /run and /sys are not among it. */
const systemPlaces = [
  ...['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store', '/gnu/store'],
  ...['/etc/alternatives', '/etc/ld.so.cache', '/etc/ld.so.conf', '/etc/ld.so.conf.d', '/etc/localtime'],
];

/**
 * Confines with bubblewrap (Linux): own namespaces for users, processes, network, mounts and the rest, no privileges, a read-only
 * system, and nothing of the user but what the request names. `hidden` are the app's own folders; the home folder is always hidden.
 */
export function bubblewrap(options: { hidden: readonly string[]; program?: string; home?: string }): Confinement {
  const { program = 'bwrap', home = os.homedir() } = options;
  const hiddenPaths = async () => Promise.all([home, ...options.hidden].map((each) => realpath(each).catch(() => path.resolve(each))));
  let system: Promise<SystemPlace[]> | null = null;
  const found = () => {
    system ??= findSystem();
    return system;
  };

  const execute = async (request: ConfinedRequest, signal: Parameters<Confinement['run']>[1]): Promise<Ended> => {
    const hidden = await hiddenPaths();
    await refuseWide(request, hidden);
    if (request.cache !== undefined) await mkdir(request.cache, { recursive: true, mode: 0o700 });
    const staged = request.files.size === 0 ? null : await stage(request.files, request.folder, inside.folder);
    const beside = request.beside.size === 0 ? null : await stage(request.beside, null, inside.beside);
    try {
      const places = await found();
      const laid: Laid = {
        system: places,
        hidden: hidden.filter((each) => places.some((place) => !('link' in place) && isInside(each, place.at))),
        staged: staged?.root ?? null,
        beside: beside?.root ?? null,
        emptied: request.folder === null ? [] : await emptied(request.folder, hidden),
      };
      const bwrap = await executable(program);
      if (bwrap === null) throw new AppError('SANDBOX_FAILED', `${program} is not installed any more. Install it again.`);
      const command = limitedCommand(request.limits, countsProcesses(), request.command, request.args);
      const args = ['--args', '3', '--json-status-fd', '4', '--', ...command];
      const text = bubblewrapOptions(request, laid).join('\0');
      return await confinedProcess({ program: bwrap, args, options: text, input: request.input, limits: request.limits }, signal);
    } finally {
      await staged?.close();
      await beside?.close();
    }
  };

  return {
    workspaceAt: () => inside.workspace,
    cacheAt: () => inside.cache,
    besideAt: inside.beside,
    async probe(): Promise<Availability> {
      await sweepStaged().catch(() => {});
      if ((await executable(program)) === null)
        return no('bubblewrap is not installed. Install the package "bubblewrap" of your distribution.');
      if ((await executable('prlimit')) === null)
        return no('The program prlimit is missing. Install the package "util-linux" of your distribution.');
      try {
        const result = await execute(probing, undefined);
        if (result.began && result.exitCode === 0) return { available: true };
        return no(`bubblewrap cannot make a sandbox here: ${lastLine(result.stderr)} ${await hindrance()}`.trim());
      } catch (error) {
        return no(`bubblewrap cannot make a sandbox here: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    async run(request, signal) {
      const { began, ...result } = await execute(request, signal);
      const missing = /^prlimit: failed to execute [^\n]*\n?$/.test(Buffer.from(result.stderr.subarray(0, 8192)).toString());
      if (missing && (result.exitCode === 126 || result.exitCode === 127)) {
        const why = lastLine(result.stderr).split(': ').at(-1);
        throw new AppError('SANDBOX_PROGRAM_MISSING', `"${request.command}" cannot be run in the sandbox: ${why}. Install it.`);
      }
      if (!began) throw new AppError('SANDBOX_FAILED', `The sandbox could not be made: ${lastLine(result.stderr)}`);
      return result;
    },
  };
}

const no = (why: string): Availability => ({ available: false, why: `${why} Until then nothing is run.` });

const probing: ConfinedRequest = {
  command: 'true',
  args: [],
  folder: null,
  files: new Map(),
  beside: new Map(),
  limits: { cpuSeconds: 5, memoryMegabytes: 64, wallSeconds: 10, outputBytes: 4096, processes: 8, scratchMegabytes: 1 },
};

/** Since Linux 5.14 the processes of a namespace are counted by themselves; before, all of the user's were. Root's are never. */
function countsProcesses(): boolean {
  const [major = 0, minor = 0] = os.release().split('.').map(Number);
  return major > 5 || (major === 5 && minor >= 14);
}

async function findSystem(): Promise<SystemPlace[]> {
  const places: SystemPlace[] = [];
  for (const at of systemPlaces) {
    const found = await lstat(at).catch(() => null);
    if (found === null) continue;
    places.push(found.isSymbolicLink() && !at.startsWith('/etc/') ? { at, link: await readlink(at) } : { at });
  }
  return places;
}

/** A folder that holds the home folder, or a toolchain that does, would show everything that is to be hidden. */
async function refuseWide(request: ConfinedRequest, hidden: readonly string[]): Promise<void> {
  const home = hidden[0] as string;
  if (request.folder !== null && isInside(home, await realpath(request.folder)))
    throw new AppError('SANDBOX_FAILED', 'This folder holds your home folder, so nothing of it is run. Open the folder of one project.');
  for (const each of request.readable ?? []) {
    const real = await realpath(each);
    if (!path.isAbsolute(each) || hidden.some((secret) => isInside(secret, real)))
      throw new AppError('SANDBOX_FAILED', `The toolchain's folder ${each} holds private files, so it is not used.`);
  }
}

/** Folders below the workspace that are shown empty: git's data, and the app's own. */
async function emptied(folder: string, hidden: readonly string[]): Promise<string[]> {
  const root = await realpath(folder);
  const names = hidden.filter((each) => isInside(each, root)).map((each) => path.relative(root, each));
  const git = await lstat(path.join(root, '.git')).catch(() => null);
  if (git?.isDirectory()) names.push('.git');
  const existing = await Promise.all(names.map((name) => lstat(path.join(root, name)).catch(() => null)));
  return names.filter((_, index) => existing[index]?.isDirectory());
}

const isInside = (child: string, parent: string): boolean => {
  const relative = path.relative(parent, child);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
};

/** The absolute path of a program on the app's own PATH. */
async function executable(name: string): Promise<string | null> {
  if (path.isAbsolute(name)) return canRun(name);
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    // A relative entry would take the program from whatever folder the app was started in.
    if (!path.isAbsolute(folder)) continue;
    const file = await canRun(path.join(folder, name));
    if (file !== null) return file;
  }
  return null;
}

const canRun = (file: string): Promise<string | null> =>
  access(file, constants.X_OK).then(
    () => file,
    () => null,
  );

const lastLine = (stderr: Uint8Array): string =>
  Buffer.from(stderr.subarray(-2000))
    .toString()
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^bwrap: /, '') || 'it said nothing.';

/** The settings that forbid it, where they can be told. */
async function hindrance(): Promise<string> {
  const value = (file: string) =>
    readFile(file, 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  if ((await value('/proc/sys/kernel/unprivileged_userns_clone')) === '0')
    return 'User namespaces are switched off: set kernel.unprivileged_userns_clone to 1.';
  if ((await value('/proc/sys/user/max_user_namespaces')) === '0')
    return 'User namespaces are switched off: set user.max_user_namespaces above 0.';
  if ((await value('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')) === '1')
    return 'AppArmor forbids user namespaces: give bwrap a profile that allows "userns".';
  return '';
}
