import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AppError } from '#domain/errors';
import { readGguf } from '#native-models/gguf/reader';
import { ggufHeader } from '../../support/gguf-writer.ts';
import { modelEntries, modelTensors, wholeFile } from './hostile-headers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'gguf-mutations-'));
afterAll(() => rmSync(folder, { recursive: true }));

const mutants = 12_000;
/** Damage behind the header is no business of the reader's. */
const headerSize = ggufHeader(modelEntries, modelTensors).length;
const lengths = [
  0n,
  1n,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  2n ** 32n,
  2n ** 53n,
  2n ** 62n,
  2n ** 63n - 1n,
  2n ** 63n,
  2n ** 64n - 32n,
  2n ** 64n - 1n,
];

/** xorshift32: the same mutants in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function mutate(original: Buffer, random: (below: number) => number): Buffer {
  let file: Buffer = Buffer.from(original);
  for (let change = random(4); change >= 0; change--) {
    const place = random(Math.min(headerSize, file.length - 8));
    const kind = random(6);
    if (kind === 0) file.writeUInt8(random(256), place);
    else if (kind === 1) file.writeUInt8(file.readUInt8(place) ^ (1 << random(8)), place);
    else if (kind === 2 && file.length >= 8)
      file.writeBigUInt64LE(lengths[random(lengths.length)] as bigint, Math.min(place, file.length - 8));
    else if (kind === 3) file = file.subarray(0, Math.max(8, place));
    else if (kind === 4) file = Buffer.concat([file.subarray(0, place), file.subarray(place, place + random(64)), file.subarray(place)]);
    else file = Buffer.concat([file.subarray(0, place), file.subarray(place + random(32))]);
    if (file.length < 9) break;
  }
  return file;
}

test(`${mutants} damaged headers are read or refused, without another error, a hang or memory`, () => {
  const random = numbers(20_260_101);
  const original = wholeFile();
  const file = path.join(folder, 'mutant.gguf');
  let refused = 0;
  const before = process.memoryUsage().rss;
  let peak = before;
  for (let index = 0; index < mutants; index++) {
    writeFileSync(file, mutate(original, random));
    try {
      readGguf(file);
    } catch (error) {
      // Anything but our own refusal fails the test with its stack.
      if (!(error instanceof AppError) || error.code !== 'MODEL_INVALID') throw error;
      refused++;
    }
    if (index % 100 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  // Damage in a value or in the data may leave a sound header; most damage does not.
  expect(refused).toBeGreaterThan(mutants / 2);
  expect(peak - before).toBeLessThan(128 * 1024 * 1024);
}, 60_000);
