import type { DatasetFileName, DatasetLines, DatasetPair, DatasetRow } from '#domain/dataset';
import { linesOfAnswer, linesOfPair } from '#domain/dataset';
import { secretSignsInBytes } from '#domain/secrets';
import type { DatasetBatch, PackedLines } from '#services-ports/retraining';

/** Answers and bytes of one batch: small enough that no other read of the thread waits for long. */
const batchRows = 512;
const batchBytes = 1_000_000;

/** Gathers answers and pairs into a batch: as lines where that can be done here, and as they are where their proposal is needed. */
export interface BatchBuilder {
  addRow(row: DatasetRow): void;
  addPair(pair: DatasetPair): void;
  /** Whether it is time to `take`. */
  full(): boolean;
  /** The batch, and the beginning of the next one; null when nothing was added. */
  take(): DatasetBatch | null;
}

/** Every line is preceded by `salt`, as the key it is sorted by wants it. */
export function createBatchBuilder(salt: string): BatchBuilder {
  let packs = new Map<DatasetFileName, Pack>();
  let batch = emptyBatch();
  let added = 0;
  let held = 0;

  /** Room that the last batch needed: growing on the way would copy each batch several times. */
  const room = new Map<DatasetFileName, number>();
  const packOf = (file: DatasetFileName): Pack => {
    const pack = packs.get(file) ?? createPack(salt, room.get(file) ?? 4096);
    packs.set(file, pack);
    return pack;
  };
  /** Written before it is known whether there is a secret inside: bytes are looked through in half the time, and few have one. */
  const add = (make: (signs?: number) => DatasetLines): void => {
    let made = make(0);
    const marks = made.lines.map(({ file, line }) => packOf(file).add(line));
    const signs = made.whole ? made.lines.reduce((all, { file }, at) => all | packOf(file).signs(marks[at] as number), 0) : undefined;
    if (signs !== 0) {
      for (const [at, { file }] of [...made.lines.entries()].reverse()) packOf(file).takeBack(marks[at] as number);
      made = make(signs);
      for (const { file, line } of made.lines) packOf(file).add(line);
    }
    for (const reason of made.excluded) batch.excluded[reason] = (batch.excluded[reason] ?? 0) + 1;
    for (const kind of made.redacted) batch.redacted[kind] = (batch.redacted[kind] ?? 0) + 1;
    for (const { line } of made.lines) held += line.length;
    added++;
  };

  return {
    addRow(row) {
      batch.scored++;
      if (row.proposalId === null) return add((signs) => linesOfAnswer(row, null, signs));
      batch.rows.push(row);
      held += sizeOf(row);
      added++;
    },
    addPair(pair) {
      if (isWhole(pair.chosen) && isWhole(pair.rejected)) return add((signs) => linesOfPair(pair, { chosen: null, rejected: null }, signs));
      batch.pairs.push(pair);
      held += sizeOf(pair.chosen) + sizeOf(pair.rejected);
      added++;
    },
    full: () => added >= batchRows || held >= batchBytes,
    take() {
      if (added === 0) return null;
      const taken = { ...batch, lines: [...packs].map(([file, pack]) => pack.take(file)) };
      for (const { file, bytes } of taken.lines) room.set(file, Math.ceil(bytes.length * 1.2));
      packs = new Map();
      batch = emptyBatch();
      added = 0;
      held = 0;
      return taken;
    },
  };
}

const emptyBatch = (): DatasetBatch => ({ lines: [], rows: [], pairs: [], scored: 0, excluded: {}, redacted: {} });
/** Whether all that was answered stands in the answer's text. */
const isWhole = ({ builtIn, proposalId }: DatasetRow): boolean => !builtIn || proposalId === null;
const sizeOf = (row: DatasetRow): number => row.text.length + row.prompt.length + (row.correction?.length ?? 0);

/** Lines of one file, one after another in one buffer. */
interface Pack {
  /** Returns where it begins. */
  add(line: string): number;
  /** The secret signs of what begins there. */
  signs(start: number): number;
  /** Removes the last line, which begins there. */
  takeBack(start: number): void;
  take(file: DatasetFileName): PackedLines;
}

function createPack(salt: string, capacity: number): Pack {
  const saltLength = Buffer.byteLength(salt);
  let bytes = Buffer.allocUnsafeSlow(capacity);
  let length = 0;
  const ends: number[] = [];
  return {
    add(line) {
      const start = length;
      // Three bytes a character at most, the salt, and the line feed.
      const needed = length + saltLength + 3 * line.length + 1;
      if (needed > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * bytes.length));
        larger.set(bytes.subarray(0, length));
        bytes = larger;
      }
      length += bytes.write(salt, length);
      length += bytes.write(line, length);
      bytes[length++] = 10;
      ends.push(length);
      return start;
    },
    signs: (start) => secretSignsInBytes(bytes, start + saltLength, length),
    takeBack(start) {
      ends.pop();
      length = start;
    },
    take: (file) => ({ file, bytes: bytes.subarray(0, length) as PackedLines['bytes'], ends: Uint32Array.from(ends) }),
  };
}
