import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuildProjection } from '#db/feedback-projection';
import type { AnswerFeedback, FeedbackBody, FeedbackFilter, ReasonTag } from '#domain/feedback';
import { reasonTags } from '#domain/feedback';
import type { MessageId, ProposalId } from '#domain/ids';
import type { FeedbackApp } from '../../support/feedback-app.ts';
import { openFeedbackApp, removeFolder, seedAnswers, temporaryFolder } from '../../support/feedback-app.ts';

let app: FeedbackApp;
const reopen = async (): Promise<void> => {
  await app.close();
  app = await openFeedbackApp(app.dataDir);
};
const all = async (filter: FeedbackFilter, limit = 500): Promise<AnswerFeedback[]> => {
  const rows: AnswerFeedback[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await app.feedback.list({ filter, cursor, limit });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    cursor = page.next;
  }
};

beforeEach(async () => {
  app = await openFeedbackApp(await temporaryFolder());
});
afterEach(async () => {
  await app.close();
  await removeFolder(app.dataDir);
});

describe('the feedback log', () => {
  it('keeps every event in order, also after a restart, and says who made the answer', async () => {
    const [answer] = (await seedAnswers(app.store, [
      { id: 'a', request: 'first line\nsecond', model: 'mdl_x', language: 'go', proposalId: 'prp_1' },
    ])) as [MessageId];
    await app.feedback.record({ answerId: answer }, { kind: 'stars', stars: 2 });
    await app.feedback.record({ answerId: answer }, { kind: 'dwell', ms: 12.5 });
    await app.feedback.record({ answerId: answer }, { kind: 'comment', text: '没有错误处理' });
    await reopen();
    const { events, ...state } = await app.feedback.get(answer);
    expect(events.map((event) => event.body.kind)).toEqual(['stars', 'dwell', 'comment']);
    expect(events[0]).toMatchObject({ schemaVersion: 1, answerId: answer, proposalId: 'prp_1', hunkId: null });
    expect(state).toMatchObject({
      score: 0.25,
      stars: 2,
      comment: '没有错误处理',
      modelId: 'mdl_x',
      modelName: 'Name of mdl_x',
      language: 'go',
      request: 'first line',
    });
  });
  it('has an answer without feedback, but not an answer that does not exist', async () => {
    const [answer] = (await seedAnswers(app.store, [{ id: 'a', createdAt: 5 }])) as [MessageId];
    expect(await app.feedback.get(answer)).toMatchObject({ score: null, at: 5, events: [] });
    await expect(app.feedback.get('nobody' as MessageId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
  it.each(['nobody', 'q_a', ''])('takes no feedback for %j, which is no answer', async (id) => {
    await seedAnswers(app.store, [{ id: 'a' }]);
    await expect(app.feedback.record({ answerId: id as MessageId }, { kind: 'thumb', up: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
  it("takes no feedback for another answer's proposal, and then nothing of what came with it", async () => {
    const [answer] = (await seedAnswers(app.store, [{ id: 'a', proposalId: 'prp_1' }])) as [MessageId];
    const wrong = { subject: { answerId: answer, proposalId: 'prp_2' as ProposalId }, body: { kind: 'undone' as const } };
    await expect(
      app.feedback.recordAll([{ subject: { answerId: answer }, body: { kind: 'stars', stars: 5 } }, wrong]),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await app.feedback.get(answer)).toMatchObject({ score: null, events: [] });
  });
  it('cannot be changed or shortened, but goes with its conversation', async () => {
    const [answer] = (await seedAnswers(app.store, [{ id: 'a' }])) as [MessageId];
    await app.feedback.record({ answerId: answer }, { kind: 'stars', stars: 1 });
    await expect(app.store.durable((tx) => tx.updateTable('feedback_event').set({ kind: 'thumb' }).execute())).rejects.toThrow(
      /append-only/,
    );
    await expect(app.store.durable((tx) => tx.deleteFrom('feedback_event').execute())).rejects.toThrow(/append-only/);
    await app.store.durable((tx) => tx.deleteFrom('conversation').execute());
    expect(await app.store.db.selectFrom('feedback_event').selectAll().execute()).toEqual([]);
    expect(await all({})).toEqual([]);
    expect(await all({ text: 'request' })).toEqual([]);
  });
  it('tells what changed, once per answer', async () => {
    const [a, b] = (await seedAnswers(app.store, [{ id: 'a' }, { id: 'b' }])) as [MessageId, MessageId];
    await app.feedback.recordAll([a, b, a].map((answerId) => ({ subject: { answerId }, body: { kind: 'retried' } })));
    await app.feedback.record({ answerId: a }, { kind: 'dwell', ms: 9 });
    expect(app.announced).toEqual([
      { type: 'feedback.changed', answerId: a },
      { type: 'feedback.changed', answerId: b },
    ]);
  });
});

const body: fc.Arbitrary<FeedbackBody> = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map((stars): FeedbackBody => ({ kind: 'stars', stars })),
  fc.boolean().map((up): FeedbackBody => ({ kind: 'thumb', up })),
  fc.constantFrom<FeedbackBody>({ kind: 'report', reason: 'r' }, { kind: 'vote-cleared' }, { kind: 'retried' }, { kind: 'dwell', ms: 3 }),
  fc.subarray([...reasonTags], { maxLength: 3 }).map((tags): FeedbackBody => ({ kind: 'tags', tags })),
  fc.constantFrom('', '连接 失败', 'needs error handling').map((text): FeedbackBody => ({ kind: 'comment', text })),
  fc.constantFrom('', 'return 1;').map((text): FeedbackBody => ({ kind: 'correction', text })),
);

describe('the state of feedback', () => {
  it('is the same folded event by event and made anew from the log', { timeout: 30_000 }, async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), body, fc.integer({ min: -5, max: 5 })), { maxLength: 25 }),
        async (steps) => {
          const prefix = `r${round++}_`;
          const ids = await seedAnswers(
            app.store,
            [0, 1, 2, 3].map((at) => ({ id: prefix + at, conversationId: prefix })),
          );
          for (const [at, said, clockStep] of steps) {
            app.clock.set(1_700_000_000_000 + clockStep);
            await app.feedback.record({ answerId: ids[at] as MessageId }, said);
          }
          const read = async () => ({
            rows: await app.store.db
              .selectFrom('answer_feedback')
              .selectAll()
              .where('conversation_id', '=', prefix)
              .orderBy('answer_id')
              .execute(),
            found: (await all({ text: '连接' }))
              .filter((row) => row.conversationId === prefix)
              .map((row) => row.answerId)
              .sort(),
            good: (await all({ minScore: 0.5 }))
              .filter((row) => row.conversationId === prefix)
              .map((row) => row.answerId)
              .sort(),
          });
          const folded = await read();
          await app.store.durable(rebuildProjection);
          const rebuilt = await read();
          const withoutPlace = ({ rows, ...rest }: typeof folded) => ({
            ...rest,
            rows: rows.map(({ number, ...row }) => ({ ...row, inOrder: Math.floor(number / 1000) === row.at })),
          });
          expect(withoutPlace(rebuilt)).toEqual(withoutPlace(folded));
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('the feedback list', () => {
  const languages = ['typescript', 'go', null] as const;
  const texts = ['add a route', '数据库连接', 'parseDate fails', 'retry the request'];
  beforeEach(async () => {
    const ids = await seedAnswers(
      app.store,
      Array.from({ length: 60 }, (_, at) => ({
        id: `a${at}`,
        request: texts[at % 4] as string,
        text: 'x',
        model: `mdl_${at % 3}`,
        language: languages[at % 3] ?? null,
      })),
    );
    const said: [number, FeedbackBody][] = ids.flatMap((_, at): [number, FeedbackBody][] => [
      [at, at % 7 === 6 ? { kind: 'copied', characters: 4 } : { kind: 'stars', stars: 1 + (at % 5) }],
      ...(at % 4 === 0 ? [[at, { kind: 'tags', tags: [reasonTags[at % 3] as ReasonTag] }] as [number, FeedbackBody]] : []),
      ...(at % 6 === 0 ? [[at, { kind: 'correction', text: 'better' }] as [number, FeedbackBody]] : []),
    ]);
    for (const [at, said_] of said) await app.feedback.record({ answerId: ids[at] as MessageId }, said_);
  });

  it('gives for any combination of filters what a plain comparison gives, newest first, whatever the page size', {
    timeout: 30_000,
  }, async () => {
    const everything = await all({});
    expect(everything).toHaveLength(60);
    expect(everything.map((row) => row.at)).toEqual(everything.map((row) => row.at).sort((a, b) => b - a));
    const times = everything.map((row) => row.at).sort((a, b) => a - b);
    const option = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
    const filters = fc.record({
      minScore: option(fc.constantFrom(0, 0.25, 0.3, 0.5, 1)),
      maxScore: option(fc.constantFrom(0, 0.25, 0.6, 1)),
      tag: option(fc.constantFrom(...reasonTags.slice(0, 4))),
      modelId: option(fc.constantFrom('mdl_0', 'mdl_1', 'mdl_9')),
      language: option(fc.constantFrom('go', 'typescript', 'cobol')),
      from: option(fc.constantFrom(...times, 0)),
      until: option(fc.constantFrom(...times, 9e15)),
      text: option(fc.constantFrom('route', '连接', 'date', 'req', 'better', '  ')),
      corrected: option(fc.boolean()),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(1, 7, 100), async (filter, limit) => {
        expect((await all(filter, limit)).map((row) => row.answerId)).toEqual(
          everything.filter((row) => matches(row, filter)).map((row) => row.answerId),
        );
      }),
      { numRuns: 120 },
    );
  });
  it('leaves out what was only looked at, until something is said or done about it; the look stays in the log', async () => {
    const [seen] = (await seedAnswers(app.store, [{ id: 'seen', request: 'glanced at', createdAt: 1 }])) as [MessageId];
    await app.feedback.record({ answerId: seen }, { kind: 'dwell', ms: 900 });
    expect([await all({ text: 'glanced' }), (await all({})).length]).toEqual([[], 60]);
    expect((await app.feedback.charts({ filter: {}, bucket: 'day' })).total).toBe(60);
    await app.feedback.record({ answerId: seen }, { kind: 'copied', characters: 3 });
    expect((await all({ text: 'glanced' })).map((row) => row.answerId)).toEqual([seen]);
    await app.feedback.record({ answerId: seen }, { kind: 'dwell', ms: 100 });
    expect((await all({})).at(-1)?.answerId).toBe(seen);
    expect((await app.feedback.get(seen)).events.map((event) => event.body.kind)).toEqual(['dwell', 'copied', 'dwell']);
  });
  it('moves an answer to the top when it is rated again', async () => {
    const oldest = (await all({})).at(-1)?.answerId as MessageId;
    await app.feedback.record({ answerId: oldest }, { kind: 'thumb', up: true });
    expect((await all({}))[0]).toMatchObject({ answerId: oldest, score: 1, stars: null });
    expect(await all({ modelId: 'mdl_0', minScore: 1, text: 'date' })).toContainEqual(expect.objectContaining({ answerId: oldest }));
  });
  it.each(['', 'x', 'before-', 'before-zzzzzzzzzzz', 'before-1; DROP TABLE', '\0'])('refuses %j as a cursor', async (cursor) => {
    await expect(app.feedback.list({ filter: {}, cursor, limit: 10 })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
  it('charts what it lists', async () => {
    const charts = await app.feedback.charts({ filter: { maxScore: 0.5 }, bucket: 'month' });
    const rows = (await all({ maxScore: 0.5 })) as (AnswerFeedback & { score: number })[];
    const mean = (scores: number[]): number => scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(charts).toMatchObject({ total: rows.length, scored: rows.length });
    expect(charts.overTime).toHaveLength(1);
    expect(charts.overTime[0]?.mean).toBeCloseTo(mean(rows.map((row) => row.score)), 12);
    for (const { key, n, mean: charted, low, high } of charts.byModel) {
      const scores = rows.filter((row) => row.modelName === key).map((row) => row.score);
      expect({ n, charted: charted.toFixed(9) }).toEqual({ n: scores.length, charted: mean(scores).toFixed(9) });
      expect(low).toBeLessThan(charted);
      expect(high).toBeGreaterThan(charted);
    }
    expect(charts.byTag.map(({ key }) => key).sort()).toEqual([...new Set(rows.flatMap((row) => row.tags))].sort());
  });
  it('counts an answer without a vote as no score, not as a bad one', async () => {
    const charts = await app.feedback.charts({ filter: {}, bucket: 'day' });
    expect(charts.total - charts.scored).toBe(8);
    expect(charts.overTime.reduce((sum, bucket) => sum + bucket.n, 0)).toBe(52);
  });
});

function matches(row: AnswerFeedback, filter: FeedbackFilter): boolean {
  const text = `${row.request} ${row.correction ?? ''}`.toLowerCase();
  const words = filter.text?.trim();
  return (
    (filter.minScore === undefined || (row.score !== null && row.score >= filter.minScore)) &&
    (filter.maxScore === undefined || (row.score !== null && row.score <= filter.maxScore)) &&
    (filter.tag === undefined || row.tags.includes(filter.tag)) &&
    (filter.modelId === undefined || row.modelId === filter.modelId) &&
    (filter.language === undefined || row.language === filter.language) &&
    (filter.from === undefined || row.at >= filter.from) &&
    (filter.until === undefined || row.at < filter.until) &&
    (filter.corrected === undefined || (row.correction !== null) === filter.corrected) &&
    (!words || text.includes(words))
  );
}
