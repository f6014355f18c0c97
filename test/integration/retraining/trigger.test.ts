import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRetrainingStore } from '#db/retraining';
import type { MessageId } from '#domain/ids';
import type { FeedbackApp } from '../../support/feedback-app.ts';
import { openFeedbackApp, removeFolder, seedAnswers, temporaryFolder } from '../../support/feedback-app.ts';

let dataDir: string;
let app: FeedbackApp;
let answers: MessageId[];
beforeEach(async () => {
  dataDir = await temporaryFolder();
  app = await openFeedbackApp(dataDir);
  answers = await seedAnswers(
    app.store,
    Array.from({ length: 160 }, (_, at) => ({ id: `a${at}`, prompt: `P${at}` })),
  );
});
afterEach(async () => {
  await app.close();
  await removeFolder(dataDir);
});

async function vote(from: number, until: number, up: boolean, into = app): Promise<void> {
  for (const answerId of answers.slice(from, until)) await into.feedback.record({ answerId }, { kind: 'thumb', up });
  await into.retraining.close();
}
const firings = (of = app) => of.announced.filter((event) => event.type === 'trigger.fired');

describe('the trigger', () => {
  it('fires once when the votes get bad, writes the low-scored answers and tells so', async () => {
    await vote(0, 10, true);
    expect(await app.retraining.trigger()).toMatchObject({ verdict: 'too-few', scored: 10, sinceLast: null });
    await vote(10, 60, false);
    expect(firings()).toHaveLength(1);
    expect(await app.retraining.trigger()).toMatchObject({ verdict: 'cooling-down' });
    const [dataset] = await app.retraining.datasets();
    expect(dataset).toMatchObject({ cause: 'trigger', seen: false, manifest: { filters: { maxScore: 0.6 } } });
    const rows = (await readFile(path.join(dataset?.folder ?? '', 'unpaired.jsonl'), 'utf8')).trim().split('\n');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => JSON.parse(row).label === false)).toBe(true);
    await app.retraining.markSeen(dataset?.id as never);
    expect((await app.retraining.datasets())[0]?.seen).toBe(true);
    await expect(app.retraining.markSeen('dts_none' as never)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
  it('fires again only after as many new scored answers as the cool-down says, counted over a restart', async () => {
    await vote(0, 20, false);
    expect(firings()).toHaveLength(1);
    await vote(20, 60, false);
    await app.close();
    app = await openFeedbackApp(dataDir);
    await app.retraining.resume();
    expect(firings()).toHaveLength(0);
    expect(await app.retraining.trigger()).toMatchObject({ verdict: 'cooling-down', sinceLast: 40 });
    await vote(60, 69, false);
    expect(firings()).toHaveLength(0);
    await vote(69, 70, false);
    expect(firings()).toHaveLength(1);
  });
  it('does not count the same answer twice when its vote changes', async () => {
    await vote(0, 10, false);
    await vote(0, 10, true);
    await vote(0, 10, false);
    expect(await app.retraining.trigger()).toMatchObject({ verdict: 'too-few', scored: 10, mean: 0 });
  });
  it('forgets votes that were taken back', async () => {
    await vote(0, 19, false);
    await app.feedback.record({ answerId: answers[0] as MessageId }, { kind: 'vote-cleared' });
    await vote(19, 20, false);
    expect(await app.retraining.trigger()).toMatchObject({ verdict: 'too-few', scored: 19 });
  });
  it('heeds changed settings from the next vote on', async () => {
    await app.settings.change({ trigger: { threshold: 0.1 } });
    await vote(0, 30, false);
    expect(firings()).toHaveLength(0);
    await app.settings.change({ trigger: { threshold: 0.9, minimumCount: 25 } });
    await vote(30, 31, false);
    expect(firings()).toHaveLength(1);
  });
  it('fires once when several processes and many votes find it due at the same moment', async () => {
    await vote(0, 19, false);
    const others = await Promise.all([1, 2, 3].map((n) => openFeedbackApp(dataDir, { owner: { self: `${n}.${n}`, alive: () => true } })));
    const everybody = [app, ...others];
    await Promise.all(
      everybody.flatMap((each, at) =>
        answers.slice(20 + at * 7, 27 + at * 7).map((answerId) => each.feedback.record({ answerId }, { kind: 'thumb', up: false })),
      ),
    );
    for (const each of everybody) await each.retraining.close();
    expect(everybody.flatMap((each) => firings(each))).toHaveLength(1);
    expect(await app.retraining.datasets()).toHaveLength(1);
    for (const each of others) await each.close();
  });
  it('finishes at the next start what a process that died had fired for', async () => {
    await vote(0, 19, true);
    await vote(19, 26, false);
    const store = createRetrainingStore(app.store, app.reader);
    const id = 'dts_died' as never;
    const planned = {
      id,
      createdAt: 1,
      cause: 'trigger' as const,
      folder: path.join(dataDir, 'datasets', 'dts_died'),
      filter: { maxScore: 0.6 },
      seed: 0,
      owner: '999999.1',
    };
    expect(await store.fire(50, planned, () => true)).toBe(true);
    expect(await app.retraining.datasets()).toEqual([]);
    await app.close();
    app = await openFeedbackApp(dataDir);
    await app.retraining.resume();
    expect(firings()).toEqual([{ type: 'trigger.fired', datasetId: id }]);
    expect(await app.retraining.datasets()).toMatchObject([{ id, manifest: { counts: { unpaired: 7 } } }]);
  });
  it('forgets an export by hand that a process which died did not finish', async () => {
    const store = createRetrainingStore(app.store, app.reader);
    await store.plan({
      id: 'dts_hand' as never,
      createdAt: 1,
      cause: 'manual',
      folder: path.join(dataDir, 'x'),
      filter: {},
      seed: 0,
      owner: '999999.1',
    });
    await app.retraining.resume();
    expect(await store.unfinished()).toEqual([]);
    expect(await app.retraining.datasets()).toEqual([]);
  });
  it('can be fired by hand, which begins the cool-down, but not over nothing', async () => {
    await expect(app.retraining.fire()).rejects.toMatchObject({ code: 'DATASET_EMPTY' });
    await vote(0, 3, false);
    const dataset = await app.retraining.fire();
    expect(dataset).toMatchObject({ cause: 'manual', manifest: { counts: { unpaired: 3 } } });
    await vote(3, 40, false);
    expect(firings()).toHaveLength(0);
  });
});
