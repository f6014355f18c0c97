import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedbackBody } from '#domain/feedback';
import type { MessageId } from '#domain/ids';
import { datasetManifestSchema } from '#domain/retraining';
import { createDatasetFiles } from '../../../electron/services/retraining/dataset-folder.node.ts';
import type { FeedbackApp, SeedAnswer } from '../../support/feedback-app.ts';
import { openFeedbackApp, removeFolder, seedAnswers, temporaryFolder } from '../../support/feedback-app.ts';

const changeTo = (file: string) => ({ paths: [file], proposed: `--- a/${file}\n+++ b/${file}\n@@ -1 +1 @@\n-old\n+new\n`, applied: null });

let app: FeedbackApp;
beforeEach(async () => {
  app = await openFeedbackApp(await temporaryFolder(), {
    changesOf: async (ids) =>
      new Map(
        ids.filter((id) => id !== ('prp_gone' as never)).map((id) => [id, changeTo(id === ('prp_env' as never) ? 'x/.env' : 'app.ts')]),
      ),
  });
});
afterEach(async () => {
  await app.close();
  await removeFolder(app.dataDir);
});

async function rated(...answers: (SeedAnswer & { said: FeedbackBody[] })[]): Promise<void> {
  await seedAnswers(app.store, answers);
  for (const { id, said } of answers) for (const body of said) await app.feedback.record({ answerId: id as MessageId }, body);
}
const stars = (count: number): FeedbackBody => ({ kind: 'stars', stars: count });
const lines = async (folder: string, file: string): Promise<Record<string, unknown>[]> =>
  (await readFile(path.join(folder, file), 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const out = (): string => path.join(app.dataDir, 'out');

describe('an exported dataset', () => {
  it('has a labelled row for each vote, pairs and examples from corrections, and a manifest that fits the files', async () => {
    await rated(
      { id: 'good', prompt: 'P1', text: 'fine', said: [stars(3)] },
      { id: 'bad', prompt: 'P2', text: 'wrong', said: [stars(2), { kind: 'correction', text: 'right' }] },
      { id: 'unrated', prompt: 'P3', text: 'so so', said: [{ kind: 'correction', text: 'better' }] },
      { id: 'watched', prompt: 'P4', text: 'x', said: [{ kind: 'dwell', ms: 5 }] },
    );
    const { manifest, folder } = await app.retraining.export({ folder: out(), filter: {}, seed: 1 });
    expect(await lines(folder, 'unpaired.jsonl')).toEqual(
      expect.arrayContaining([
        { prompt: 'P1', completion: 'fine', label: true },
        { prompt: 'P2', completion: 'wrong', label: false },
      ]),
    );
    expect(new Set(await lines(folder, 'preference.jsonl'))).toEqual(
      new Set([
        { prompt: 'P2', chosen: 'right', rejected: 'wrong' },
        { prompt: 'P3', chosen: 'better', rejected: 'so so' },
      ]),
    );
    expect(new Set(await lines(folder, 'sft.jsonl'))).toEqual(
      new Set([
        { prompt: 'P2', completion: 'right' },
        { prompt: 'P3', completion: 'better' },
      ]),
    );
    expect(manifest.counts).toEqual({ scored: 3, unpaired: 2, preference: 2, sft: 2, excluded: {}, redacted: {} });
    expect(datasetManifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')))).toEqual(manifest);
    for (const { name, bytes, sha256, rows } of manifest.files) {
      const content = await readFile(path.join(folder, name));
      expect({ name, bytes, sha256, rows }).toEqual({
        name,
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        rows: content.toString().split('\n').length - 1,
      });
    }
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(folder, 'sft.jsonl'))).mode & 0o777).toBe(0o600);
  });
  it('is the same to the byte for the same store and seed, with no trace of time and place; another seed changes the order only', async () => {
    await rated(
      ...Array.from({ length: 40 }, (_, at) => ({ id: `a${at}`, prompt: `P${at}`, text: `text ${at}`, said: [stars(1 + (at % 5))] })),
    );
    const first = await app.retraining.export({ folder: path.join(app.dataDir, 'one'), filter: { minScore: 0 }, seed: 7 });
    app.clock.set(1_900_000_000_000);
    const second = await app.retraining.export({ folder: path.join(app.dataDir, 'deep', 'er', 'two'), filter: { minScore: 0 }, seed: 7 });
    const other = await app.retraining.export({ folder: path.join(app.dataDir, 'three'), filter: { minScore: 0 }, seed: 8 });
    for (const file of await readdir(first.folder))
      expect(await readFile(path.join(second.folder, file))).toEqual(await readFile(path.join(first.folder, file)));
    expect(await readFile(path.join(first.folder, 'manifest.json'), 'utf8')).not.toContain(app.dataDir);
    expect(await lines(other.folder, 'unpaired.jsonl')).not.toEqual(await lines(first.folder, 'unpaired.jsonl'));
    expect(new Set(await lines(other.folder, 'unpaired.jsonl'))).toEqual(new Set(await lines(first.folder, 'unpaired.jsonl')));
  });
  it('pairs answers to one request with one prompt whose votes differ clearly, and no others', async () => {
    const sibling = (id: string, text: string, score: number, more: Partial<SeedAnswer> = {}) => ({
      id,
      requestId: 'q',
      prompt: 'same',
      text,
      said: [stars(score)],
      ...more,
    });
    await rated(
      sibling('a', 'best', 5),
      sibling('b', 'worst', 1),
      sibling('c', 'middle', 3),
      sibling('d', 'other prompt', 1, { prompt: 'different' }),
      sibling('e', 'unfinished', 1, { status: 'stopped' }),
      { id: 'f', prompt: 'same', text: 'other request', said: [stars(1)] },
    );
    const { folder, manifest } = await app.retraining.export({ folder: out(), filter: {}, seed: 0 });
    expect(new Set(await lines(folder, 'preference.jsonl'))).toEqual(
      new Set([
        { prompt: 'same', chosen: 'best', rejected: 'worst' },
        { prompt: 'same', chosen: 'middle', rejected: 'worst' },
      ]),
    );
    expect(manifest.counts.excluded).toEqual({ unfinished: 1 });
    const low = await app.retraining.export({ folder: path.join(app.dataDir, 'low'), filter: { maxScore: 0.25 }, seed: 0 });
    expect(low.manifest.counts.preference).toBe(2);
  });
  it('says for each answer that does not qualify why it does not', async () => {
    await rated(
      { id: 'stopped', status: 'stopped', said: [stars(1)] },
      { id: 'failed', status: 'failed', said: [stars(1)] },
      { id: 'empty', text: '  ', said: [stars(1)] },
      { id: 'no-prompt', prompt: '', request: '', said: [stars(1)] },
      { id: 'long', text: 'x'.repeat(400_001), said: [stars(1)] },
      { id: 'env', attachments: [{ path: 'src/.env.local' }], said: [stars(1)] },
      { id: 'env-change', engine: 'programming', proposalId: 'prp_env', said: [stars(1)] },
      { id: 'reported', said: [{ kind: 'report', reason: '' }, stars(5)] },
      { id: 'twin-1', prompt: 'P', text: 'T', said: [stars(1)] },
      { id: 'twin-2', prompt: 'P', text: 'T', said: [stars(1)] },
    );
    const { manifest } = await app.retraining.export({ folder: out(), filter: {}, seed: 0 });
    expect(manifest.counts).toMatchObject({
      scored: 10,
      unpaired: 1,
      excluded: { unfinished: 2, empty: 1, 'no-prompt': 1, 'too-long': 1, 'secret-file': 2, reported: 1, duplicate: 1 },
    });
  });
  it('takes the request where no prompt was stored', async () => {
    await rated({ id: 'a', prompt: null, request: 'add a route', text: 'T', said: [stars(5)] });
    const { folder } = await app.retraining.export({ folder: out(), filter: {}, seed: 0 });
    expect(await lines(folder, 'unpaired.jsonl')).toEqual([{ prompt: 'add a route', completion: 'T', label: true }]);
  });
  it('holds the change that the built-in engine proposed, or its words alone when the proposal is gone', async () => {
    const byRules = { engine: 'programming' as const, text: 'Added a route.', said: [stars(1)] };
    await rated(
      { id: 'a', prompt: 'P1', proposalId: 'prp_1', ...byRules },
      { id: 'b', prompt: 'P2', proposalId: 'prp_gone', ...byRules },
      { id: 'c', prompt: 'P3', proposalId: 'prp_1', ...byRules, engine: 'model' },
    );
    const { folder } = await app.retraining.export({ folder: out(), filter: {}, seed: 0 });
    const completions = Object.fromEntries((await lines(folder, 'unpaired.jsonl')).map((line) => [line['prompt'], line['completion']]));
    expect(completions).toEqual({
      P1: 'Added a route.\n\n--- a/app.ts\n+++ b/app.ts\n@@ -1 +1 @@\n-old\n+new\n',
      P2: 'Added a route.',
      P3: 'Added a route.',
    });
  });
  it('holds no planted secret, wherever it stood', async () => {
    const secret = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789';
    await rated(
      { id: 'a', prompt: `use ${secret}`, text: 'T', said: [stars(1), { kind: 'correction', text: `const token = "${secret}";` }] },
      { id: 'b', prompt: 'P', text: `T ${secret}`, said: [stars(5)] },
    );
    const { folder, manifest } = await app.retraining.export({ folder: out(), filter: {}, seed: 0 });
    for (const file of await readdir(folder)) expect(await readFile(path.join(folder, file), 'utf8')).not.toContain(secret);
    expect(manifest.counts.redacted).toEqual({ 'github-token': 3 });
  });
});

describe('the folder of a dataset', () => {
  const one = { id: 'a', said: [stars(1)] };
  it('is never one that has something in it', async () => {
    await rated(one);
    await mkdir(out());
    await writeFile(path.join(out(), 'mine.txt'), 'mine');
    await expect(app.retraining.export({ folder: out(), filter: {}, seed: 0 })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await readdir(out())).toEqual(['mine.txt']);
    expect(await app.retraining.datasets()).toEqual([]);
  });
  it('may be an empty one, and cannot be a file or a relative path', async () => {
    await rated(one);
    await mkdir(out());
    await app.retraining.export({ folder: out(), filter: {}, seed: 0 });
    const file = path.join(app.dataDir, 'file');
    await writeFile(file, '');
    await expect(app.retraining.export({ folder: file, filter: {}, seed: 0 })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(app.retraining.export({ folder: path.join(file, 'below'), filter: {}, seed: 0 })).rejects.toMatchObject({
      code: 'WRITE_FAILED',
    });
    await expect(app.retraining.export({ folder: 'relative', filter: {}, seed: 0 })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
  it('does not come to be when nothing qualifies, and the error says why', async () => {
    await expect(app.retraining.export({ folder: out(), filter: {}, seed: 0 })).rejects.toMatchObject({
      code: 'DATASET_EMPTY',
      message: expect.stringContaining('Rate some answers'),
    });
    await rated({ ...one, status: 'failed' });
    await expect(app.retraining.export({ folder: out(), filter: {}, seed: 0 })).rejects.toMatchObject({
      code: 'DATASET_EMPTY',
      message: expect.stringContaining('unfinished: 1'),
    });
    expect((await readdir(app.dataDir)).filter((name) => name.includes('out'))).toEqual([]);
  });
  it('loses what a killed process left of it, and keeps what a living one is writing', async () => {
    await rated(one);
    const left = await createDatasetFiles({ self: '999999.1', alive: () => true }).create(out(), 0);
    left.add('unpaired.jsonl', '{}');
    const living = await createDatasetFiles({ self: `${process.pid}.1`, alive: () => true }).create(out(), 0);
    const drafts = async () => (await readdir(app.dataDir)).filter((name) => name.includes('.partial-'));
    expect(await drafts()).toHaveLength(2);
    await app.retraining.export({ folder: out(), filter: {}, seed: 0 });
    expect(await drafts()).toEqual([expect.stringContaining(`${process.pid}.1`)]);
    await living.discard();
  });
  it('goes to the first of two that write it at once', async () => {
    await rated(one);
    const results = await Promise.allSettled([1, 2].map(() => app.retraining.export({ folder: out(), filter: {}, seed: 0 })));
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await readdir(out())).toHaveLength(4);
  });
  it('has its lines sorted and whole when they did not fit into memory', async () => {
    const folder = await createDatasetFiles({ self: '1.1', alive: () => true }).create(out(), 3);
    const filler = '数'.repeat(9000);
    for (let at = 0; at < 2100; at++) {
      folder.add('sft.jsonl', `${at % 2000} ${filler}`);
      if (at % 500 === 0) await folder.drain();
    }
    const sealed = await folder.seal('sft.jsonl');
    await folder.publish();
    expect(sealed).toMatchObject({ rows: 2000, duplicates: 100 });
    const written = (await readFile(path.join(out(), 'sft.jsonl'), 'utf8')).split('\n').slice(0, -1);
    const key = (line: string): string => createHash('sha256').update(`3\n${line}\n`).digest('hex');
    expect(written.map(key)).toEqual([...new Set(written)].map(key).sort());
    expect(await readdir(out())).toEqual(['sft.jsonl']);
  });
});
