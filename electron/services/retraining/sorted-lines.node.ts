import { createHash, hash } from 'node:crypto';
import { appendFileSync, closeSync, fsyncSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import type { PackedLines, SealedFile } from './ports.ts';

/** Lines are divided by the first bits of their key, so that sorting bucket after bucket sorts all, with one in memory at a time. */
const bucketCount = 64; // the first six bits
/** A bucket of this many bytes goes to its file. */
const bucketLimit = 262_144;
/** In a bucket every line follows its key (SHA-256) and its length (4 bytes). */
const keyLength = 32;
const headLength = keyLength + 4;

interface Bucket {
  bytes: Buffer;
  length: number;
  /** Bytes in its file. */
  spilled: number;
}

/** Any number of lines, put into the order of SHA-256(salt, line), each once. Everything waits for the disk: for a thread of its own. */
export interface SortedLines {
  add(lines: Pick<PackedLines, 'bytes' | 'ends'>): void;
  /** Writes the lines into a new file and flushes it. */
  write(file: string): Omit<SealedFile, 'name'>;
}

/** `scratch` is the beginning of the names of the bucket files. They are removed by `write`. */
export function createSortedLines(saltLength: number, scratch: string): SortedLines {
  const buckets = Array.from({ length: bucketCount }, (): Bucket => ({ bytes: Buffer.alloc(0), length: 0, spilled: 0 }));
  const bucketFile = (at: number): string => `${scratch}.${at}`;

  const put = (at: number, key: string, line: Uint8Array): void => {
    const bucket = buckets[at] as Bucket;
    makeRoom(bucket, headLength + line.length);
    bucket.bytes.write(key, bucket.length, 'latin1');
    bucket.bytes.writeUInt32LE(line.length, bucket.length + keyLength);
    bucket.bytes.set(line, bucket.length + headLength);
    bucket.length += headLength + line.length;
    if (bucket.length < bucketLimit) return;
    appendFileSync(bucketFile(at), bucket.bytes.subarray(0, bucket.length), { mode: 0o600 });
    bucket.spilled += bucket.length;
    bucket.length = 0;
  };
  /** All of a bucket's lines, in `space` where that is large enough. */
  const gather = (at: number, space: Buffer): Buffer => {
    const { bytes, length, spilled } = buckets[at] as Bucket;
    const all = space.length < spilled + length ? Buffer.allocUnsafeSlow(spilled + length) : space;
    if (spilled > 0) {
      readWhole(bucketFile(at), all.subarray(0, spilled));
      rmSync(bucketFile(at));
    }
    bytes.copy(all, spilled, 0, length);
    buckets[at] = { bytes: Buffer.alloc(0), length: 0, spilled: 0 };
    return all;
  };

  return {
    add({ bytes, ends }) {
      const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      let start = 0;
      for (const end of ends) {
        const key = hash('sha256', packed.subarray(start, end), 'binary');
        put(key.charCodeAt(0) >> 2, key, packed.subarray(start + saltLength, end));
        start = end;
      }
    },
    write(file) {
      const result = { rows: 0, bytes: 0, duplicates: 0 };
      const digest = createHash('sha256');
      const target = openSync(file, 'wx', 0o600);
      try {
        let space: Buffer = Buffer.alloc(0);
        let out: Buffer = Buffer.alloc(0);
        for (let at = 0; at < bucketCount; at++) {
          const { length, spilled } = buckets[at] as Bucket;
          if (length + spilled === 0) continue;
          space = gather(at, space);
          if (out.length < length + spilled) out = Buffer.allocUnsafeSlow(length + spilled);
          const { lines, size, written } = sortInto(out, space, length + spilled);
          digest.update(out.subarray(0, size));
          writeFileSync(target, out.subarray(0, size));
          result.rows += written;
          result.bytes += size;
          result.duplicates += lines - written;
        }
        fsyncSync(target);
      } finally {
        closeSync(target);
      }
      return { ...result, sha256: digest.digest('hex') };
    },
  };
}

function makeRoom(bucket: Bucket, needed: number): void {
  if (bucket.length + needed <= bucket.bytes.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(bucket.length + needed, Math.min(2 * bucket.bytes.length, 2 * bucketLimit), 4096));
  bucket.bytes.copy(larger, 0, 0, bucket.length);
  bucket.bytes = larger;
}

function readWhole(file: string, target: Buffer): void {
  const source = openSync(file, 'r');
  try {
    for (let at = 0; at < target.length; ) {
      const count = readSync(source, target, at, target.length - at, null);
      if (count === 0) throw new Error(`${file} is shorter than what was written to it.`);
      at += count;
    }
  } finally {
    closeSync(source);
  }
}

/** Puts the lines of a bucket into `out` by their keys, equal ones once. `size` is in bytes. */
function sortInto(out: Buffer, bucket: Buffer, length: number): { lines: number; written: number; size: number } {
  const starts: number[] = [];
  for (let at = 0; at < length; at += headLength + bucket.readUInt32LE(at + keyLength)) starts.push(at);
  const compare = (a: number, b: number): number => bucket.compare(bucket, b, b + keyLength, a, a + keyLength);
  let [size, written] = [0, 0];
  let last: number | null = null;
  for (const run of runsByPrefix(bucket, starts))
    for (const start of run.length === 1 ? run : run.sort(compare)) {
      if (last !== null && compare(last, start) === 0) continue;
      last = start;
      const line = start + headLength;
      size += bucket.copy(out, size, line, line + bucket.readUInt32LE(start + keyLength));
      written++;
    }
  return { lines: starts.length, written, size };
}

/**
 * The starts of lines in the order of their keys, those together whose keys begin alike. The beginning of the key and the place in
 * the list share one 52-bit number, because numbers alone are sorted many times faster than by a comparison.
 */
function* runsByPrefix(bucket: Buffer, starts: readonly number[]): Generator<number[]> {
  const places = 2 ** Math.ceil(Math.log2(starts.length + 1));
  const dropped = Math.max(1, places / 16);
  const codes = Float64Array.from(starts, (start, at) => Math.floor(bucket.readUIntBE(start, 6) / dropped) * places + at).sort();
  let prefix = -1;
  let run: number[] = [];
  for (const code of codes) {
    const own = Math.floor(code / places);
    if (own !== prefix && run.length > 0) {
      yield run;
      run = [];
    }
    prefix = own;
    run.push(starts[code - own * places] as number);
  }
  if (run.length > 0) yield run;
}
