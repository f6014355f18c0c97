import { createRouterClient } from '@orpc/server';
import { expect, it } from 'vitest';
import { createApp } from '#app';
import { type Client, eventsOf, startApp } from '../../support/start-app.ts';

it('tells open pages to read anew when another process recorded a vote in the same store', { timeout: 30_000 }, async () => {
  const { client, dataDir } = await startApp();
  const { answerId } = await client.chat.send({ text: 'Add an endpoint GET /healthz' });
  await eventsOf(client, answerId);
  const leave = new AbortController();
  const seen: string[] = [];
  const reading = (async () => {
    for await (const event of await client.system.events({ after: -1 }, { signal: leave.signal })) if (seen.push(event.type) === 1) return;
  })();
  const beside = await createApp({ dataDir, host: 'browser' });
  try {
    await (createRouterClient(beside.router) as Client).feedback.record({ answerId, body: { kind: 'stars', stars: 1 } });
    await reading;
    expect(seen).toEqual(['reset']);
    expect((await client.feedback.list({ filter: {}, limit: 5 })).rows).toMatchObject([{ answerId, stars: 1 }]);
  } finally {
    leave.abort();
    await beside.close();
  }
});
