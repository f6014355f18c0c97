import { readFileSync } from 'node:fs';
import type { ProcessOwner } from '#domain/process-owner';

/**
 * A process by its id and start time. The id alone is not enough: in a container the next host often gets the same id, and the answers
 * of the one that was killed would look as if they were still being written.
 */
export function processOwner(): ProcessOwner {
  const self = `${process.pid}.${startOf(process.pid) ?? Math.round(Date.now() - process.uptime() * 1000)}`;
  return {
    self,
    alive(owner) {
      if (owner === self) return true;
      const [pid, start] = owner.split('.');
      const id = Number(pid);
      if (!Number.isInteger(id) || id <= 0 || id === process.pid || !exists(id)) return false;
      const now = startOf(id);
      return now === null || now === start;
    },
  };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Start time in clock ticks since boot from /proc (Linux), null elsewhere. Field 22; the name in field 2 may contain spaces. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
