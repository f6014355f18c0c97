import { expect } from '@playwright/test';
import { openStore } from '#db/open';
import type { Proposal } from '#domain/review';
import { test } from './fixtures.ts';
import { seed } from './review-seed.ts';
import { openFolder } from './workbench-page.ts';

test('an answer that another process writes grows in the page, which reads nothing anew for it', async ({ page, host, folder }) => {
  const made: Proposal[] = [];
  await seed(host.data, folder, async ({ propose }) => {
    made.push(await propose('change', { 'a.ts': 'a\n' }, [{ kind: 'write', path: 'a.ts', content: 'b\n' }]));
  });
  const { conversationId, answerId } = made[0] as Proposal;
  const calls: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => void calls.push(String(payload))));
  const { store } = await openStore({ dataDir: host.data, clock: { now: () => Date.now() } });
  try {
    const write = (text: string, seq: number, status: 'streaming' | 'complete' = 'streaming') =>
      store.relaxed(async (tx) => {
        const owner = status === 'streaming' ? 'another' : null;
        await tx.updateTable('message').set({ text, seq, status, owner }).where('id', '=', answerId).execute();
      });
    await openFolder(page, host, folder);
    await write('First words', 2);
    await page.evaluate((hash) => (location.hash = hash), `#/c/${conversationId}`);
    const answer = page.getByRole('article', { name: 'Answer' });
    await expect(answer).toContainText('First words');
    await expect(answer).toHaveAttribute('aria-busy', 'true');
    // What told of the new answer has been read.
    await page.waitForTimeout(1500);
    const before = calls.length;
    let text = 'First words';
    for (let step = 1; step <= 6; step++) {
      text += `, and part ${step}`;
      await write(text, 2 + step);
      await page.waitForTimeout(400);
    }
    await expect(answer).toContainText('and part 6');
    expect(calls.slice(before)).toEqual([]);
    await write(`${text}. The end.`, 20, 'complete');
    await expect(answer).toContainText('The end.');
    await expect(answer).toHaveAttribute('aria-busy', 'false');
  } finally {
    await store.close();
  }
});
