import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connection } from '#db/connection';
import { connectReader } from '#db/connection';
import { rebuildProjection } from '#db/feedback-projection';
import { chartFeedback, listFeedback } from '#db/feedback-queries';
import { connectSealer, sealFeedback } from '#db/feedback-sealing';
import { storeFile } from '#db/open';
import type { FeedbackFilter } from '#domain/feedback';
import type { MessageId } from '#domain/ids';
import type { FeedbackApp } from '../../support/feedback-app.ts';
import { openFeedbackApp, removeFolder, seedAnswers, temporaryFolder } from '../../support/feedback-app.ts';

let app: FeedbackApp;
let db: Connection;
let sealer: Connection;
const rowsPerBlock = 6;
beforeEach(async () => {
  app = await openFeedbackApp(await temporaryFolder());
  db = connectReader(storeFile(app.dataDir));
  sealer = connectSealer(storeFile(app.dataDir));
});
afterEach(async () => {
  db.close();
  sealer.close();
  await app.close();
  await removeFolder(app.dataDir);
});

const seal = (): void => {
  for (const _ of sealFeedback(sealer, rowsPerBlock));
};
const count = (sql: string): number => db.prepare(sql).pluck().get() as number;
const inBlocks = (): number => count('SELECT count(*) FROM answer_feedback WHERE place > 0');
const page = (filter: FeedbackFilter, limit: number): string[] => {
  const found: string[] = [];
  for (let before: number | null = null; ; ) {
    const { rows, next } = listFeedback(db, { filter, before, limit });
    found.push(...rows.map((row) => row.answerId));
    if (next === null) return found;
    before = next;
  }
};

/** What a person would call a match, with no index: every word of the query stands in the text, if short enough as a beginning. */
interface Naive {
  id: string;
  request: string;
  text: string;
  comment: string;
  stars: number;
  language: string | null;
  at: number;
}
const holds = ({ request, text, comment }: Naive, word: string): boolean => {
  const all = `${request} ${comment} ${text}`;
  if (/[^\0-\x7f]/.test(word)) return all.includes(word);
  const words = all.split(/[^a-z]+/);
  return word.length >= 3 && word.length <= 8 ? words.some((one) => one.startsWith(word)) : words.includes(word);
};
const matches = (row: Naive, filter: FeedbackFilter): boolean =>
  (filter.text as string).split(' ').every((word) => holds(row, word)) &&
  (filter.maxScore === undefined || (row.stars - 1) / 4 <= filter.maxScore) &&
  (filter.language === undefined || row.language === filter.language) &&
  (filter.from === undefined || row.at >= filter.from) &&
  (filter.until === undefined || row.at < filter.until);

const vocabulary = [
  'a',
  'and',
  'route',
  'router',
  'routing',
  'connection',
  'connections',
  'connect',
  'or',
  'not',
  '连接',
  '数据库',
  '接口',
];
const words = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 6 }).map((list) => list.join(' '));
const query = fc
  .array(fc.constantFrom('a', 'rou', 'rout', 'route', 'routin', 'connecti', 'connection', 'conne', 'or', 'not', '连接', '据库', '接'), {
    minLength: 1,
    maxLength: 3,
  })
  .map((list) => list.join(' '));

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('rate' as const), request: words, text: words, language: fc.constantFrom('go', null) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('rerate' as const), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('comment' as const), which: fc.nat(), comment: words }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'seal' as const }) },
);

describe('feedback filtered by text', () => {
  it('pages through exactly what a plain look at every answer finds, in the same order, wherever its words are kept', {
    timeout: 60_000,
  }, async () => {
    let round = 0;
    let sealed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 20, maxLength: 60 }),
        fc.array(
          fc.record({ text: query, score: fc.constantFrom(undefined, 0.25, 0.75), go: fc.boolean(), ends: fc.tuple(fc.nat(), fc.nat()) }),
          {
            minLength: 4,
            maxLength: 8,
          },
        ),
        async (actions, filters) => {
          await app.store.durable((tx) => tx.deleteFrom('conversation').execute());
          expect([inBlocks(), count('SELECT count(*) FROM answer_feedback')]).toEqual([0, 0]);
          let time = 1_700_000_000_000 + round++ * 1_000_000;
          let answers: Naive[] = [];
          const say = async (answer: Naive, body: Parameters<typeof app.feedback.record>[1]) => {
            app.clock.set(time);
            await app.feedback.record({ answerId: answer.id as MessageId }, body);
          };
          for (const [step, doing] of actions.entries()) {
            const chosen = 'which' in doing ? answers[doing.which % Math.max(1, answers.length)] : undefined;
            time += 7;
            if (doing.kind === 'seal') seal();
            else if (doing.kind === 'rate') {
              const id = `r${round}_${step}`;
              const { request, text, language } = doing;
              const answer: Naive = { id, request, text, comment: '', stars: 1 + (step % 5), language, at: time };
              await seedAnswers(app.store, [{ id, conversationId: id, request, text, language, createdAt: 5 }]);
              await say(answer, { kind: 'stars', stars: answer.stars });
              answers.push(answer);
            } else if (chosen === undefined) continue;
            else if (doing.kind === 'delete') {
              await app.store.durable((tx) => tx.deleteFrom('conversation').where('id', '=', chosen.id).execute());
              answers = answers.filter((answer) => answer !== chosen);
            } else if (doing.kind === 'comment') {
              await say(chosen, { kind: 'comment', text: doing.comment });
              chosen.comment = doing.comment;
            } else {
              chosen.stars = 1 + (step % 5);
              chosen.at = time;
              await say(chosen, { kind: 'stars', stars: chosen.stars });
            }
          }
          sealed += inBlocks();
          const newestFirst = [...answers].sort((a, b) => b.at - a.at);
          for (const { text, score, go, ends } of filters) {
            const [from, until] = ends.map((end) => newestFirst[end % (newestFirst.length + 4)]?.at);
            const filter: FeedbackFilter = {
              text,
              ...(score === undefined ? {} : { maxScore: score }),
              ...(go ? { language: 'go' } : {}),
              ...(from === undefined ? {} : { from }),
              ...(until === undefined ? {} : { until }),
            };
            const expected = newestFirst.filter((answer) => matches(answer, filter));
            for (const limit of [1, 3, 500]) expect(page(filter, limit)).toEqual(expected.map(({ id }) => id));
            expect(chartFeedback(db, { filter, bucket: 'day' }).total).toBe(expected.length);
          }
        },
      ),
      { numRuns: 40 },
    );
    // How many there are is chance; without any, nothing would have been proven about words in blocks.
    expect(sealed).toBeGreaterThan(0);
  });

  const rated = async (total: number): Promise<MessageId[]> => {
    const ids = await seedAnswers(
      app.store,
      Array.from({ length: total }, (_, at) => ({
        id: `a${at}`,
        conversationId: `c${at}`,
        request: `secret${at} 连接 Café`,
        text: 'common',
      })),
    );
    await app.feedback.recordAll(ids.map((answerId) => ({ subject: { answerId }, body: { kind: 'stars', stars: 3 } })));
    return ids;
  };
  const deleteConversations = (from: number, until: number): Promise<unknown> =>
    app.store.durable((tx) =>
      tx
        .deleteFrom('conversation')
        .where(
          'id',
          'in',
          Array.from({ length: until - from }, (_, at) => `c${from + at}`),
        )
        .execute(),
    );

  it('forgets what was deleted, and soon its words too', async () => {
    await rated(13);
    seal();
    expect([inBlocks(), count('SELECT count(*) FROM feedback_block')]).toEqual([12, 2]);
    await deleteConversations(0, 5);
    expect(page({ text: 'common' }, 5)).toHaveLength(8);
    expect(page({ text: 'secret2' }, 5)).toEqual([]);
    expect(count("SELECT count(*) FROM feedback_word WHERE word = 'secret2'")).toBe(1);
    seal();
    expect(count("SELECT count(*) FROM feedback_word WHERE word = 'secret2'")).toBe(0);
    expect(page({ text: 'common' }, 3)).toHaveLength(8);
    await deleteConversations(5, 13);
    seal();
    expect([count('SELECT count(*) FROM feedback_word'), page({ text: 'common' }, 3)]).toEqual([0, []]);
  });
  it('takes accents of Latin letters, cases and two Chinese characters alike in and out of blocks', async () => {
    await rated(2 * rowsPerBlock + 3);
    const found = () => ['cafe', 'CAFÉ', '连接', 'café 连接', 'secret', 'SECRET1'].map((text) => page({ text }, 4));
    const before = found();
    expect(before.slice(0, 5).map((ids) => ids.length)).toEqual(Array.from({ length: 5 }, () => 15));
    seal();
    expect(inBlocks()).toBe(2 * rowsPerBlock);
    expect(found()).toEqual(before);
  });
  it('is whole when the answers are rated, deleted or sealed by somebody else between two steps of sealing', async () => {
    const ids = await rated(rowsPerBlock);
    const steps = sealFeedback(sealer, rowsPerBlock);
    steps.next();
    await app.feedback.record({ answerId: ids[0] as MessageId }, { kind: 'comment', text: 'afterthought' });
    await deleteConversations(1, 2);
    for (const _ of steps);
    expect(page({ text: 'afterthought' }, 5)).toEqual(['a0']);
    expect(page({ text: 'common' }, 5).sort()).toEqual(['a0', 'a2', 'a3', 'a4', 'a5']);
    expect(inBlocks()).toBe(4);

    await deleteConversations(0, 6);
    await rated(0);
    const others = await seedAnswers(
      app.store,
      Array.from({ length: rowsPerBlock }, (_, at) => ({ id: `b${at}`, request: 'twice', text: 'common' })),
    );
    await app.feedback.recordAll(others.map((answerId) => ({ subject: { answerId }, body: { kind: 'stars', stars: 3 } })));
    seal();
    const first = sealFeedback(sealer, rowsPerBlock);
    first.next();
    seal();
    for (const _ of first);
    expect(page({ text: 'twice' }, 2).sort()).toEqual([...others]);
    expect(inBlocks()).toBe(rowsPerBlock);
  });
  it('is the same after everything was made anew', async () => {
    await rated(20);
    seal();
    const before = page({ text: 'common' }, 7);
    await app.store.durable(rebuildProjection);
    expect(page({ text: 'common' }, 7).sort()).toEqual([...before].sort());
    seal();
    expect(page({ text: 'common' }, 7)).toHaveLength(20);
    expect(count('SELECT count(*) FROM feedback_word WHERE block NOT IN (SELECT id FROM feedback_block)')).toBe(0);
  });
  it('is moved into blocks by the thread that searches, which may be closed meanwhile', { timeout: 30_000 }, async () => {
    await app.store.durable(async (tx) => {
      await sql`INSERT INTO conversation (id, title, created_at, updated_at) VALUES ('c', 'c', 1, 1)`.execute(tx);
      await sql`INSERT INTO feedback_facet (id, score, model_id, tags, corrected) VALUES (1, 1, 'm', '[]', 0)`.execute(tx);
      await sql`WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 4200)
        INSERT INTO message (id, conversation_id, role, text, status, created_at)
        SELECT 'm' || n, 'c', 'assistant', 'plenty of answers', 'complete', n FROM n`.execute(tx);
      await sql`INSERT INTO answer_feedback (number, answer_id, conversation_id, score, at, model_id, model_name, request, facet)
        SELECT created_at * 1000, id, 'c', 1, created_at, 'm', 'm', '', 1 FROM message`.execute(tx);
      await sql`INSERT INTO feedback_search (rowid, tokens) SELECT number, 'plenty of answers' FROM answer_feedback`.execute(tx);
    });
    const search = () => app.feedback.list({ filter: { text: 'plenty', until: 150 }, limit: 500 });
    const before = await search();
    expect(before.rows).toHaveLength(149);
    await app.close();
    app = await openFeedbackApp(app.dataDir);
    expect(await search()).toEqual(before);
    await vi.waitFor(() => expect(inBlocks()).toBe(4096), { timeout: 20_000, interval: 50 });
    await vi.waitFor(() => expect(count('SELECT count(*) FROM feedback_block WHERE leaving = 1')).toBe(0), {
      timeout: 20_000,
      interval: 50,
    });
    expect(await search()).toEqual(before);
    expect((await app.feedback.charts({ filter: { text: 'plenty' }, bucket: 'day' })).total).toBe(4200);
  });
});
