import { constants, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { newSecret, proofOfSecret, sameSecret } from './secrets.ts';

const hostSchema = z.object({ port: z.int().min(1).max(65_535), pid: z.int().min(1), version: z.string(), secret: z.string().length(43) });
/** How to reach the running host of a data folder. `secret` is the owner's: bearer token of `/api`, and good for new links. */
export type HostFile = z.infer<typeof hostSchema>;

/** A host that was found to be alive and to be the one that wrote the file. */
export interface RunningHost extends HostFile {
  url: string;
}

const pathOf = (dataDir: string) => join(dataDir, 'host.json');

/** Written beside and renamed, so that a reader never sees half of it; readable by this user alone from its first byte on. */
export async function writeHostFile(dataDir: string, host: HostFile): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const temporary = `${pathOf(dataDir)}.${host.pid}.${newSecret().slice(0, 8)}`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    await file.writeFile(JSON.stringify(host)).finally(() => file.close());
    await rename(temporary, pathOf(dataDir));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Removes the file if it is still the one that this host wrote. */
export async function removeHostFile(dataDir: string, secret: string): Promise<void> {
  const host = await readHostFile(dataDir);
  if (host !== null && sameSecret(host.secret, secret)) await rm(pathOf(dataDir), { force: true });
}

/** The file as it stands, or null: none there, not ours (another user's, or readable by others), not in its form. */
export async function readHostFile(dataDir: string): Promise<HostFile | null> {
  let file: FileHandle;
  try {
    file = await open(pathOf(dataDir), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch {
    return null;
  }
  try {
    const { mode, uid, size } = await file.stat();
    if (size > 4096) return null;
    if (process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o077) !== 0)) return null;
    return hostSchema.parse(JSON.parse(await file.readFile('utf8')));
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

/**
 * The running host of a data folder, or null. A file may outlive its host (a power cut), and its port may belong to somebody else
 * since; so the secret is shown to nobody before the other side has proved that it knows it.
 */
export async function findRunningHost(dataDir: string): Promise<RunningHost | null> {
  const host = await readHostFile(dataDir);
  if (host === null || !isAlive(host.pid)) return null;
  const url = `http://127.0.0.1:${host.port}`;
  const nonce = newSecret();
  const answer = await ask<{ proof?: unknown }>(`${url}/host/proof?nonce=${nonce}`);
  if (typeof answer?.proof !== 'string' || !sameSecret(answer.proof, proofOfSecret(host.secret, host.port, nonce))) return null;
  return { ...host, url };
}

/** A new one-time link into a running host; null when it is gone meanwhile. */
export async function requestLink(host: RunningHost): Promise<string | null> {
  const answer = await ask<{ url?: unknown }>(`${host.url}/host/link`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.secret}` },
  });
  return typeof answer?.url === 'string' && answer.url.startsWith(`${host.url}/open/`) ? answer.url : null;
}

async function ask<Answer>(url: string, init: RequestInit = {}): Promise<Answer | null> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(2000) });
    return response.ok ? ((await response.json()) as Answer) : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
