import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';

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
  bootedAt: number;
  /** Start of the process in ticks since boot (Linux): in a container the next host often gets the id of the one that was killed. */
  start: string | null;
}

/** Milliseconds by which two readings of the machine's start may differ: clocks are corrected while a machine runs. */
const bootTolerance = 60_000;

/** Reads the markers of a data folder. Cheap: a listing and a handful of small files. */
export async function readPresence(dataDir: string, now: number): Promise<Presence> {
  const folder = path.join(dataDir, 'open');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const bootedAt = now - os.uptime() * 1000;
  const dead: string[] = [];
  let others = 0;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (isAlive(readMarker(file), bootedAt)) others++;
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
      await writeFile(file, JSON.stringify({ pid: process.pid, bootedAt, start: startOf(process.pid) } satisfies Marker), { mode: 0o600 });
      return () => rmSync(file, { force: true });
    },
  };
}

function readMarker(file: string): Marker | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Marker>;
    return typeof value.pid === 'number' && typeof value.bootedAt === 'number' ? { pid: value.pid, bootedAt: value.bootedAt, start: value.start ?? null } : null;
  } catch {
    return null;
  }
}

/** A marker from before the machine started is dead even when its process id is in use again. */
function isAlive(marker: Marker | null, bootedAt: number): boolean {
  if (marker === null || Math.abs(marker.bootedAt - bootedAt) > bootTolerance) return false;
  try {
    process.kill(marker.pid, 0);
    return marker.start === startOf(marker.pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold blanks and brackets. Null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
