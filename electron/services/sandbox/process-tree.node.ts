import { readdir, readFile, stat } from 'node:fs/promises';

export interface TreeUse {
  processes: number;
  /** Memory that is the processes' own, in bytes. Null when there are too many processes to ask each of them. */
  memoryBytes: number | null;
  /** Processor time of all, also of those that ended, in seconds. */
  cpuSeconds: number;
}

/** Clock ticks of /proc, the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * What the processes of a sandbox use, read from its own /proc: there they are alone. `init` is the host's number of its first process.
 * Null once the sandbox is gone. A user may look into the namespaces that he made; no privilege is needed.
 */
export async function treeUse(init: number, mostProcesses: number): Promise<TreeUse | null> {
  const proc = `/proc/${init}/root/proc`;
  const nothing = { processes: 0, memoryBytes: 0, cpuSeconds: 0 };
  const [host, own] = await Promise.all(['/proc', proc].map((folder) => stat(folder).catch(() => null)));
  // Until the sandbox has changed its root, this is the host's own /proc, with everything that the machine ran since it started.
  if (own && own.dev === host?.dev) return nothing;
  const names = await readdir(proc).catch(() => null);
  // While the root is changed there is no /proc in it: that the sandbox is gone is seen by its first process alone.
  if (names === null) return (await stat(`/proc/${init}`).catch(() => null)) === null ? null : nothing;
  const pids = names.filter((name) => /^[0-9]+$/.test(name));
  if (pids.length > mostProcesses) return { processes: pids.length, memoryBytes: null, cpuSeconds: 0 };
  const each = await Promise.all(pids.map((pid) => processUse(`${proc}/${pid}`)));
  const sum = (part: (use: { memory: number; ticks: number }) => number) => each.reduce((total, use) => total + part(use), 0);
  return { processes: pids.length, memoryBytes: sum(({ memory }) => memory), cpuSeconds: sum(({ ticks }) => ticks) / ticksPerSecond };
}

async function processUse(folder: string): Promise<{ memory: number; ticks: number }> {
  const [stat, status] = await Promise.all([text(`${folder}/stat`), text(`${folder}/status`)]);
  // The name of the program stands in brackets and may hold anything, brackets too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((total, field) => total + (Number(field) || 0), 0);
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return { memory: (kilobytes('RssAnon') + kilobytes('RssShmem')) * 1024, ticks };
}

const text = (file: string) => readFile(file, 'utf8').catch(() => '');

/** Bytes that the processes hold when what they share is counted once. Dear: asked only when the plain sum is too high. */
export async function sharedOnce(init: number): Promise<number> {
  const proc = `/proc/${init}/root/proc`;
  const pids = (await readdir(proc).catch(() => [])).filter((name) => /^[0-9]+$/.test(name));
  const each = await Promise.all(
    pids.map(async (pid) => {
      const rollup = await text(`${proc}/${pid}/smaps_rollup`);
      const part = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0);
      return part('Pss_Anon') + part('Pss_Shmem');
    }),
  );
  return each.reduce((total, kilobytes) => total + kilobytes, 0) * 1024;
}
