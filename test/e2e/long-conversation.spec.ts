import { expect } from '@playwright/test';
import { openStore } from '#db/open';
import { test } from './fixtures.ts';
import { fillWithShop, openFolder, requestField } from './workbench-page.ts';

const conversationId = 'cnv_00000000-0000-7000-8000-000000000001';
const messageId = (index: number) => `msg_00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** Puts 2,000 messages beside the running host, half of them answers with code. */
async function plant(dataDir: string): Promise<void> {
  const { store } = await openStore({ dataDir, clock: { now: () => Date.now() } });
  const nothing = {
    plan: null,
    proposal_id: null,
    producer: null,
    usage: null,
    error_code: null,
    error_message: null,
    language: null,
    prompt: null,
    budget: null,
    owner: null,
  };
  await store.durable(async (tx) => {
    await tx
      .insertInto('conversation')
      .values({
        id: conversationId,
        title: 'Two thousand messages',
        workspace_id: null,
        head_id: null,
        created_at: 1,
        updated_at: Date.now(),
      })
      .execute();
    for (let index = 0; index < 2000; index++) {
      const isAnswer = index % 2 === 1;
      const text = isAnswer
        ? `Answer ${index}\n\n${'Some words about it. '.repeat(20)}\n\n\`\`\`ts\nexport const value${index} = ${index};\n\`\`\``
        : `Request ${index}`;
      await tx
        .insertInto('message')
        .values({
          ...nothing,
          id: messageId(index),
          conversation_id: conversationId,
          parent_id: index === 0 ? null : messageId(index - 1),
          role: isAnswer ? 'assistant' : 'user',
          text,
          status: 'complete',
          created_at: index + 1,
          attachments: '[]',
          seq: isAnswer ? 1 : 0,
        })
        .execute();
    }
    await tx
      .updateTable('conversation')
      .set({ head_id: messageId(1999) })
      .where('id', '=', conversationId)
      .execute();
  });
  await store.close();
}

test('2,000 messages open at the end, few of them are drawn, and a key costs less than a frame', async ({ page, host, folder }) => {
  fillWithShop(folder);
  await openFolder(page, host, folder);
  await plant(host.data);
  await page.evaluate((id) => {
    location.hash = `#/c/${id}`;
  }, conversationId);
  await expect(page.getByText('Answer 1999')).toBeVisible();
  expect(await page.getByRole('article').count()).toBeLessThan(40);
  await requestField(page).focus();
  const medianMs = await page.evaluate(async () => {
    const times: number[] = [];
    for (let index = 0; index < 60; index++) {
      const from = performance.now();
      document.execCommand('insertText', false, 'k');
      document.body.getBoundingClientRect();
      times.push(performance.now() - from);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return times.sort((a, b) => a - b)[30] ?? 0;
  });
  test.info().annotations.push({ type: 'milliseconds per key, median', description: medianMs.toFixed(2) });
  expect(medianMs).toBeLessThan(16);
  await page.getByRole('log').focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('Request 0', { exact: true })).toBeVisible();
});
