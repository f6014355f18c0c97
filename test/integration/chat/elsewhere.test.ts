import { afterEach, expect, it } from 'vitest';
import { openStore } from '#db/open';
import type { Store } from '#db/store';
import { foldGeneration, type GenerationEvent } from '#domain/generation';
import type { MessageId } from '#domain/ids';
import { type Client, eventsOf, startApp } from '../../support/start-app.ts';

let beside: Store | null = null;
afterEach(async () => {
  await beside?.close();
  beside = null;
});

/** An answer that another process is writing: the row is in its hands, as the command line leaves it while it streams. */
async function foreignAnswer(): Promise<{
  client: Client;
  answerId: MessageId;
  write(text: string, seq: number, status?: 'complete'): Promise<void>;
}> {
  const { client, dataDir } = await startApp();
  const { answerId } = await client.chat.send({ text: 'Add an endpoint GET /healthz' });
  await eventsOf(client, answerId);
  beside = (await openStore({ dataDir, clock: { now: () => Date.now() } })).store;
  const { relaxed } = beside;
  // Under an id that this host has never run, for it would answer from its own memory.
  const foreign = `${answerId}x` as MessageId;
  await relaxed(async (tx) => {
    const row = await tx.selectFrom('message').selectAll().where('id', '=', answerId).executeTakeFirstOrThrow();
    const { number: _, ...values } = row;
    await tx
      .insertInto('message')
      .values({ ...values, id: foreign, text: '', seq: 1, status: 'streaming', owner: 'another' })
      .execute();
  });
  return {
    client,
    answerId: foreign,
    write: (text, seq, status) =>
      relaxed(async (tx) => {
        await tx
          .updateTable('message')
          .set({ text, seq, ...(status ? { status, owner: null } : {}) })
          .where('id', '=', foreign)
          .execute();
      }),
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it('pages follow an answer that another process writes by what is new, without reading everything anew', { timeout: 30_000 }, async () => {
  const { client, answerId, write } = await foreignAnswer();
  await pause(1300); // The new answer itself is something to read anew; that has happened then.
  const leave = new AbortController();
  const told: string[] = [];
  const listening = (async () => {
    for await (const event of await client.system.events({ after: -1 }, { signal: leave.signal })) told.push(event.type);
  })().catch(() => undefined);
  const shown = await client.chat.answer({ answerId });
  const got: GenerationEvent[] = [];
  const following = (async () => {
    for await (const event of await client.chat.generation({ answerId, after: shown.seq })) got.push(event);
  })();
  let text = '';
  for (let step = 0; step < 6; step++) {
    text += `word ${step} `.repeat(50);
    await write(text, 3 + step * 4);
    await pause(500);
  }
  expect(told).toEqual([]);
  expect(got.length).toBeGreaterThan(2);
  // All of it once at most, when something was written before the first look.
  expect(new Set(got.slice(1).map(({ type }) => type))).toEqual(new Set(['delta']));
  expect(got.reduce(foldGeneration, shown).text).toBe(text);
  await write(text, 99, 'complete');
  await following;
  await pause(1300);
  expect(told).toEqual(['reset']);
  leave.abort();
  await listening;
});

it('who comes late gets all there is so far first', { timeout: 30_000 }, async () => {
  const { client, answerId, write } = await foreignAnswer();
  const before = await client.chat.answer({ answerId });
  await write('much text', 40);
  const got: GenerationEvent[] = [];
  for await (const event of await client.chat.generation({ answerId, after: before.seq })) {
    got.push(event);
    if (got.length === 1) await write('much text and more', 44);
    else await write('much text and more', 45, 'complete');
  }
  expect(got).toMatchObject([
    { type: 'so-far', seq: 40, text: 'much text' },
    { type: 'delta', seq: 44, text: ' and more' },
  ]);
  expect(got.reduce(foldGeneration, before)).toMatchObject({ text: 'much text and more', seq: 44, status: 'streaming' });
});

it('what another process changes beside a running answer is told', { timeout: 30_000 }, async () => {
  const { client, answerId, write } = await foreignAnswer();
  await pause(1300);
  const leave = new AbortController();
  const told: string[] = [];
  const listening = (async () => {
    for await (const event of await client.system.events({ after: -1 }, { signal: leave.signal })) told.push(event.type);
  })().catch(() => undefined);
  await pause(50);
  await write('text', 5);
  await (beside as Store).durable(async (tx) => {
    await tx.updateTable('workspace').set({ trusted: 1 }).execute();
    await tx.insertInto('setting').values({ key: 'note', value: '1' }).execute();
  });
  await pause(1300);
  expect(told).toEqual(['reset']);
  expect((await client.chat.answer({ answerId })).text).toBe('text');
  leave.abort();
  await listening;
});
