import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Markers of the processes that have the store open. One that its process left behind tells of an unclean end. */
export interface Presence {
  /** True when a process ended without closing the store. */
  unclean: boolean;
  /** Other processes (or other openings in this one) that have the store open now. */
  others: number;
  /** Removes the markers of the dead: call it once their store was checked. */
  forgetDead(): void;
  /** Puts this opening's own marker. The function it returns takes it away. */
  enter(): Promise<() => void>;
}

interface Marker {
  pid: number;
  /** Which start of the machine the process id is of. */
  boot: Boot;
  /** Start of the process in ticks since boot (Linux): in a container the next host often gets the id of the one that was killed. */
  start: string | null;
}

interface Boot {
  /** The kernel's own name for this start (Linux), null elsewhere. */
  id: string | null;
  /** Milliseconds since the epoch, by the clock as it is set. */
  at: number;
}

/** Milliseconds by which two readings of the machine's start may differ: clocks are corrected while a machine runs. */
const bootTolerance = 600_000;

function readBoot(): Boot {
  return { id: readText('/proc/sys/kernel/random/boot_id')?.trim() ?? null, at: Date.now() - os.uptime() * 1000 };
}

const sameBoot = (one: Boot, other: Boot): boolean =>
  one.id !== null || other.id !== null ? one.id === other.id : Math.abs(one.at - other.at) < bootTolerance;

/** Reads the markers of a data folder. Cheap: a listing and a handful of small files. */
export async function readPresence(dataDir: string): Promise<Presence> {
  const folder = path.join(dataDir, 'open');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const boot = readBoot();
  const dead: string[] = [];
  let others = 0;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (isAlive(readMarker(file), boot)) others++;
    else dead.push(file);
  }
  return {
    unclean: dead.length > 0,
    others,
    forgetDead: () => {
      for (const file of dead) rmSync(file, { force: true });
    },
    async enter() {
      const file = path.join(folder, `${process.pid}-${randomUUID()}.json`);
      await writeFile(file, JSON.stringify({ pid: process.pid, boot, start: startOf(process.pid) } satisfies Marker), { mode: 0o600 });
      return () => rmSync(file, { force: true });
    },
  };
}

function readMarker(file: string): Marker | null {
  try {
    const { pid, boot, start } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Marker>;
    if (typeof pid !== 'number' || typeof boot?.at !== 'number') return null;
    return { pid, boot: { id: boot.id ?? null, at: boot.at }, start: start ?? null };
  } catch {
    return null;
  }
}

/** A marker from before the machine started is dead even when its process id is in use again. */
function isAlive(marker: Marker | null, boot: Boot): boolean {
  if (marker === null || !sameBoot(marker.boot, boot)) return false;
  try {
    process.kill(marker.pid, 0);
    return marker.start === startOf(marker.pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold blanks and brackets. Null where there is no /proc. */
function startOf(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  return stat === null ? null : (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null);
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return null;
  }
}
