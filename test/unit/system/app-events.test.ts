import { describe, expect, it } from 'vitest';
import type { AppEvent } from '#domain/app-event';
import type { ConversationId } from '#domain/ids';
import { AppEvents } from '#services/system';

const body = (id: string) => ({ type: 'conversation.changed', conversationId: id as ConversationId }) as const;
async function take(events: AppEvents, after: number, count: number): Promise<AppEvent[]> {
  const seen: AppEvent[] = [];
  for await (const event of events.read(after)) if (seen.push(event) === count) break;
  return seen;
}

describe('app events', () => {
  it('start with what is new for a fresh page', async () => {
    const events = new AppEvents();
    events.announce(body('old'));
    const reading = take(events, -1, 1);
    await Promise.resolve();
    events.announce(body('new'));
    expect(await reading).toMatchObject([{ seq: 2, conversationId: 'new' }]);
  });
  it('replay what a page missed', async () => {
    const events = new AppEvents();
    for (const id of ['a', 'b', 'c']) events.announce(body(id));
    expect((await take(events, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
  });
  it('tell a page that was away too long, or comes from another run, to read anew', async () => {
    const events = new AppEvents();
    for (let index = 0; index < 4000; index++) events.announce(body(String(index)));
    expect(await take(events, 5, 1)).toEqual([{ type: 'reset', seq: 4000 }]);
    expect(await take(new AppEvents(), 77, 1)).toEqual([{ type: 'reset', seq: 0 }]);
  });
  it('tell every page to read anew when nobody knows what changed, also one that comes later', async () => {
    const events = new AppEvents();
    events.announce(body('a'));
    const readers = [take(events, -1, 1), take(events, 1, 1), take(events, 0, 2)];
    await Promise.resolve();
    events.resetAll();
    expect((await Promise.all(readers)).map((seen) => seen.at(-1))).toEqual(Array(3).fill({ type: 'reset', seq: 2 }));
    expect(await take(events, 1, 1)).toEqual([{ type: 'reset', seq: 2 }]);
  });
  it('end with the app and with the reader', async () => {
    const events = new AppEvents();
    const reading = take(events, -1, 1);
    await Promise.resolve();
    events.close();
    expect(await reading).toEqual([]);
    const gone = new AbortController();
    gone.abort();
    const seen = [];
    for await (const event of new AppEvents().read(-1, gone.signal)) seen.push(event);
    expect(seen).toEqual([]);
  });
});
