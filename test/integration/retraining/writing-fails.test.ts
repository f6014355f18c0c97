import { execFileSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '#domain/ids';
import { createRetrainingStore } from '../../../db/retraining.ts';
import { createDatasetFiles } from '../../../electron/services/retraining/dataset-folder.node.ts';
import { openFeedbackApp, removeFolder, seedAnswers, temporaryFolder } from '../../support/feedback-app.ts';
import { missing } from '../../support/prerequisites.ts';

const files = createDatasetFiles({ self: '1.1', alive: () => true });
const line = (at: number): string => JSON.stringify({ prompt: `${at} ${'p'.repeat(100_000)}` });
let place: string;
beforeEach(async () => {
  place = await temporaryFolder();
});
afterEach(() => removeFolder(place));

describe('a dataset that cannot be written', () => {
  it.skipIf(missing('small-disk'))('because the disk is full says so and leaves nothing there', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]);
    try {
      const folder = await files.create(path.join(place, 'out'), 0);
      const write = async (): Promise<void> => {
        for (let at = 0; at < 60; at++) {
          folder.add('sft.jsonl', line(at));
          await folder.drain();
        }
        await folder.seal('sft.jsonl');
      };
      await expect(write()).rejects.toMatchObject({ code: 'WRITE_FAILED', message: expect.stringContaining('the disk is full') });
      await folder.discard();
      expect(await readdir(place)).toEqual([]);
    } finally {
      execFileSync('umount', ['-l', place]);
    }
  });
  it('because its folder was taken away says so, however often it is asked', async () => {
    const folder = await files.create(path.join(place, 'out'), 0);
    await rm(path.join(place, (await readdir(place))[0] as string), { recursive: true });
    folder.add('sft.jsonl', '{}');
    await expect(folder.seal('sft.jsonl')).rejects.toMatchObject({ code: 'WRITE_FAILED' });
    await expect(folder.seal('unpaired.jsonl')).rejects.toMatchObject({ code: 'WRITE_FAILED' });
    await folder.discard();
  });
  it('because it is given up in the middle ends at once, and leaves nothing', async () => {
    const folder = await files.create(path.join(place, 'out'), 0);
    for (let at = 0; at < 200; at++) folder.add('sft.jsonl', line(at));
    const sealed = folder.seal('sft.jsonl');
    const failed = expect(sealed).rejects.toMatchObject({ code: 'CANCELLED' });
    await folder.discard();
    await failed;
    await expect(folder.seal('sft.jsonl')).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await readdir(place)).toEqual([]);
  });
});

it('keeps other reads of the store waiting for one batch at most, and no longer than it is wanted', async () => {
  const app = await openFeedbackApp(place);
  try {
    const answers = Array.from({ length: 1200 }, (_, at) => ({ id: `a${at}`, text: `text ${at}` }));
    await seedAnswers(app.store, answers);
    for (let at = 0; at < answers.length; at += 300)
      await app.feedback.recordAll(
        answers
          .slice(at, at + 300)
          .map(({ id }) => ({ subject: { answerId: id as MessageId }, body: { kind: 'stars' as const, stars: 1 } })),
      );
    await app.retraining.close();
    const sizes: number[] = [];
    for await (const batches of createRetrainingStore(app.store, app.reader).batches({}, '0\n')) {
      for (const { scored, lines } of batches) {
        sizes.push(scored);
        expect(lines.map(({ file, ends }) => [file, ends.length])).toEqual([['unpaired.jsonl', scored]]);
      }
      expect((await app.feedback.charts({ filter: {}, bucket: 'day' })).total).toBe(1200);
      if (sizes.length === 2) break;
    }
    expect(sizes).toEqual([512, 512]);
    expect((await app.retraining.export({ folder: path.join(place, 'out'), filter: {}, seed: 0 })).manifest.counts.unpaired).toBe(1200);
  } finally {
    await app.close();
  }
});
