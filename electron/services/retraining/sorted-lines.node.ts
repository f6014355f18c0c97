import { createHash, hash } from 'node:crypto';
import { appendFile, open, readFile, rm } from 'node:fs/promises';
import type { SealedFile } from './ports.ts';

/** Lines are divided by the first bits of their key, so that sorting bucket after bucket sorts all, with one in memory at a time. */
const bucketCount = 64; // the first six bits
/** Bytes in memory from which on the buckets go to files. */
const memoryLimit = 48_000_000;
/** In a bucket's file every line follows its key (SHA-256, hexadecimal) and its length (4 bytes). */
const keyLength = 64;
const headLength = keyLength + 4;

interface Line {
  key: string;
  /** UTF-8 with the line feed. */
  bytes: Uint8Array;
}

/** Any number of lines, put into the order of SHA-256(seed, line), each once. */
export interface SortedLines {
  add(line: string): void;
  /** Moves what is in memory to files when it is much. */
  drain(): Promise<void>;
  write(file: string): Promise<Omit<SealedFile, 'name'>>;
}

/** `scratch` is the beginning of the names of the bucket files. They are removed by `write`. */
export function createSortedLines(seed: number, scratch: string): SortedLines {
  const salt = `${seed}\n`;
  let buckets = emptyBuckets();
  let held = 0;
  const bucketFile = (bucket: number): string => `${scratch}.${bucket}`;

  return {
    add(line) {
      const salted = Buffer.from(`${salt}${line}\n`);
      const key = hash('sha256', salted, 'hex');
      (buckets[Number.parseInt(key.slice(0, 2), 16) >> 2] as Line[]).push({ key, bytes: salted.subarray(salt.length) });
      held += headLength + salted.length;
    },
    async drain() {
      if (held < memoryLimit) return;
      const full = buckets;
      buckets = emptyBuckets();
      held = 0;
      for (const [bucket, lines] of full.entries())
        if (lines.length > 0) await appendFile(bucketFile(bucket), pack(lines), { mode: 0o600 });
    },
    async write(file) {
      const result = { rows: 0, bytes: 0, duplicates: 0 };
      const digest = createHash('sha256');
      const handle = await open(file, 'wx', 0o600);
      try {
        for (let bucket = 0; bucket < bucketCount; bucket++) {
          const lines = [...(await takeSpilled(bucketFile(bucket))), ...(buckets[bucket] as Line[])];
          buckets[bucket] = [];
          lines.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
          const unique = lines.filter((line, at) => at === 0 || line.key !== lines[at - 1]?.key);
          if (unique.length === 0) continue;
          const bytes = Buffer.concat(unique.map((line) => line.bytes));
          digest.update(bytes);
          await handle.writeFile(bytes);
          result.rows += unique.length;
          result.bytes += bytes.length;
          result.duplicates += lines.length - unique.length;
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      return { ...result, sha256: digest.digest('hex') };
    },
  };
}

const emptyBuckets = (): Line[][] => Array.from({ length: bucketCount }, () => []);

function pack(lines: readonly Line[]): Uint8Array {
  const packed = Buffer.allocUnsafe(lines.reduce((sum, { bytes }) => sum + headLength + bytes.length, 0));
  let at = 0;
  for (const { key, bytes } of lines) {
    packed.write(key, at, 'latin1');
    packed.writeUInt32LE(bytes.length, at + keyLength);
    packed.set(bytes, at + headLength);
    at += headLength + bytes.length;
  }
  return packed;
}

async function takeSpilled(file: string): Promise<Line[]> {
  const packed = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  if (packed.length > 0) await rm(file);
  const lines: Line[] = [];
  for (let at = 0; at < packed.length; ) {
    const start = at + headLength;
    const end = start + packed.readUInt32LE(at + keyLength);
    lines.push({ key: packed.toString('latin1', at, at + keyLength), bytes: packed.subarray(start, end) });
    at = end;
  }
  return lines;
}
