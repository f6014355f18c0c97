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
      await writeFile(file, JSON.stringify({ pid: process.pid, bootedAt } satisfies Marker), { mode: 0o600 });
      return () => rmSync(file, { force: true });
    },
  };
}

function readMarker(file: string): Marker | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Marker>;
    return typeof value.pid === 'number' && typeof value.bootedAt === 'number' ? { pid: value.pid, bootedAt: value.bootedAt } : null;
  } catch {
    return null;
  }
}

/** A marker from before the machine started is dead even when its process id is in use again. */
function isAlive(marker: Marker | null, bootedAt: number): boolean {
  if (marker === null || Math.abs(marker.bootedAt - bootedAt) > bootTolerance) return false;
  try {
    process.kill(marker.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
