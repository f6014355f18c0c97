import type { ConfinedRequest, SandboxLimits } from './ports.ts';

/** Where things lie inside: short names that say nothing of the user's machine. */
export const inside = { workspace: '/workspace', folder: '/folder', scratch: '/scratch', cache: '/cache', beside: '/beside' } as const;

/** A part of the system that programs need: a link as it is on the host, or a place that is mounted read-only. */
export type SystemPlace = { at: string; link: string } | { at: string };

export interface Laid {
  system: readonly SystemPlace[];
  /** Folders below something mounted that are shown empty. */
  hidden: readonly string[];
  /** Host folder with the overlaid files and links to the rest; null where nothing is overlaid. */
  staged: string | null;
  /** Host folder with the files that lie beside the workspace. */
  beside: string | null;
  /** Names in the workspace's root that are shown empty. */
  emptied: readonly string[];
}

const megabyte = 1024 * 1024;

/**
 * The options of bubblewrap for one run. They travel through a pipe and not on the command line, which the sandbox can read: host
 * paths are none of its business.
 */
export function bubblewrapOptions(request: ConfinedRequest, laid: Laid): string[] {
  const { limits } = request;
  const tmpfs = (at: string) => ['--size', String(Math.ceil(limits.scratchMegabytes * megabyte)), '--perms', '0700', '--tmpfs', at];
  const folderAt = laid.staged === null ? inside.workspace : inside.folder;
  const mounts: string[] = [];
  for (const place of laid.system) {
    if ('link' in place) mounts.push('--symlink', place.link, place.at);
    else mounts.push('--ro-bind', place.at, place.at);
  }
  for (const path of laid.hidden) mounts.push('--perms', '0700', '--tmpfs', path, '--remount-ro', path);
  // Before what is mounted by name: a program may be installed below /tmp.
  mounts.push(...tmpfs('/tmp'), ...tmpfs(inside.scratch));
  for (const path of request.readable ?? []) mounts.push('--ro-bind', path, path);
  if (request.folder !== null) {
    mounts.push('--ro-bind', request.folder, folderAt);
    for (const name of laid.emptied) mounts.push('--tmpfs', `${folderAt}/${name}`, '--remount-ro', `${folderAt}/${name}`);
  }
  if (laid.staged !== null) mounts.push('--ro-bind', laid.staged, inside.workspace);
  if (laid.staged === null && request.folder === null) mounts.push('--dir', inside.workspace);
  if (laid.beside !== null) mounts.push('--ro-bind', laid.beside, inside.beside);
  if (request.cache !== undefined) mounts.push('--bind', request.cache, inside.cache);
  return [
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ...['--uid', '65534', '--gid', '65534', '--hostname', 'sandbox', '--clearenv'],
    ...mounts,
    ...['--dev', '/dev', ...tmpfs('/dev/shm'), '--remount-ro', '/dev'],
    // Without this, an app that root runs would let the sandbox write the kernel's settings below /proc/sys.
    ...['--proc', '/proc', '--remount-ro', '/proc'],
    ...['--remount-ro', '/'],
    ...environment(request),
    ...['--chdir', request.cwd ? `${inside.workspace}/${request.cwd}` : inside.workspace],
  ];
}

function environment(request: ConfinedRequest): string[] {
  const path = [...(request.path ?? []), '/usr/local/bin', '/usr/bin', '/bin'].join(':');
  const all = { PATH: path, HOME: inside.scratch, TMPDIR: '/tmp', LANG: 'C.UTF-8', ...request.env };
  return Object.entries(all).flatMap(([name, value]) => ['--setenv', name, value]);
}

/**
 * The command that sets the limits which the kernel keeps and then becomes the program. RLIMIT_DATA and not RLIMIT_AS: Node and Go
 * reserve far more addresses than they use. The watch over the tree is stricter; these hold where a program is faster than the watch.
 */
export function limitedCommand(limits: SandboxLimits, countsProcesses: boolean, command: string, args: readonly string[]): string[] {
  const cpu = Math.ceil(limits.cpuSeconds);
  const data = Math.ceil(limits.memoryMegabytes * 1.25 * megabyte) + 64 * megabyte;
  return [
    'prlimit',
    `--cpu=${cpu}:${cpu + 1}`,
    `--data=${data}`,
    `--fsize=${Math.ceil(limits.scratchMegabytes * megabyte)}`,
    '--nofile=1024',
    '--core=0',
    // Counts threads, of which Node and Go have a dozen for each process.
    ...(countsProcesses ? [`--nproc=${Math.ceil(limits.processes) * 8 + 64}`] : []),
    '--',
    command,
    ...args,
  ];
}
