import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { AppError } from '#domain/errors';

/** How much of the file is held in memory at a time. */
const windowSize = 256 * 1024;

/** The one way a header is refused. */
export const invalid = (sentence: string, data?: Record<string, unknown>): AppError =>
  new AppError('MODEL_INVALID', sentence, data ? { data } : {});

/**
 * Reads little-endian values from a file front to back through a small window. Every read is checked against the file's real size
 * before anything is allocated, so a length that lies can cost an error and never memory.
 */
export class ByteSource {
  readonly size: number;
  readonly #fd: number;
  readonly #window = Buffer.allocUnsafe(windowSize);
  #windowStart = 0;
  #windowEnd = 0;
  #position = 0;
  #limit: number;

  /** @param limit bytes that may be read at most, whatever the file's size */
  constructor(path: string, limit: number) {
    // Asked before it is opened: opening a pipe would wait for its other end.
    if (!statSync(path).isFile()) throw invalid('This is not a file. Choose the .gguf file itself.');
    this.#fd = openSync(path, 'r');
    this.size = fstatSync(this.#fd).size;
    this.#limit = Math.min(limit, this.size);
  }

  get position(): number {
    return this.#position;
  }

  u8(): number {
    return this.#take(1).readUInt8(0);
  }
  u32(): number {
    return this.#take(4).readUInt32LE(0);
  }
  i32(): number {
    return this.#take(4).readInt32LE(0);
  }
  f32(): number {
    return this.#take(4).readFloatLE(0);
  }
  u64(): bigint {
    return this.#take(8).readBigUInt64LE(0);
  }
  i64(): bigint {
    return this.#take(8).readBigInt64LE(0);
  }
  f64(): number {
    return this.#take(8).readDoubleLE(0);
  }
  i8(): number {
    return this.#take(1).readInt8(0);
  }
  i16(): number {
    return this.#take(2).readInt16LE(0);
  }
  u16(): number {
    return this.#take(2).readUInt16LE(0);
  }

  /** A length-prefixed text of at most `most` bytes. */
  text(most: number, what: string): string {
    const length = this.#length(what);
    if (length > most) throw invalid(`The header is broken: ${what} is ${length} bytes long, ${most} are the most that is accepted.`);
    return this.bytes(length).toString('utf8');
  }

  /** Reads the length of a text and passes over its bytes. */
  skipText(what: string): void {
    this.skip(this.#length(what), what);
  }

  /** A copy of the next bytes. */
  bytes(count: number): Buffer {
    this.#require(count);
    const out = Buffer.allocUnsafe(count);
    let done = 0;
    while (done < count) {
      if (this.#position >= this.#windowEnd || this.#position < this.#windowStart) this.#fill();
      const from = this.#position - this.#windowStart;
      const step = Math.min(count - done, this.#windowEnd - this.#position);
      this.#window.copy(out, done, from, from + step);
      done += step;
      this.#position += step;
    }
    return out;
  }

  skip(count: number, what: string): void {
    if (!Number.isSafeInteger(count) || count < 0 || this.#position + count > this.#limit) throw this.#tooShort(what);
    this.#position += count;
  }

  close(): void {
    closeSync(this.#fd);
  }

  #length(what: string): number {
    const length = this.u64();
    if (length > BigInt(this.#limit - this.#position)) throw this.#tooShort(what);
    return Number(length);
  }

  #take(count: number): Buffer {
    this.#require(count);
    if (this.#position < this.#windowStart || this.#position + count > this.#windowEnd) this.#fill();
    const from = this.#position - this.#windowStart;
    this.#position += count;
    return this.#window.subarray(from, from + count);
  }

  #require(count: number): void {
    if (this.#position + count > this.#limit) throw this.#tooShort('a value');
  }

  #fill(): void {
    this.#windowStart = this.#position;
    let filled = 0;
    const wanted = Math.min(windowSize, this.#limit - this.#position);
    while (filled < wanted) {
      const got = readSync(this.#fd, this.#window, filled, wanted - filled, this.#position + filled);
      if (got === 0) throw invalid('The file became shorter while it was read. Wait until its download has ended and add it again.');
      filled += got;
    }
    this.#windowEnd = this.#windowStart + filled;
  }

  #tooShort(what: string): AppError {
    if (this.#limit < this.size) return invalid(`The header is broken: it is larger than ${this.#limit} bytes.`);
    return invalid(`The file ends in the middle of its header (${what}). It is broken or was not downloaded completely: fetch it again.`, {
      position: this.#position,
      size: this.size,
    });
  }
}
