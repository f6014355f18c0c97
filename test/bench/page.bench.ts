/**
 * How fast the page is with much in it: a diff of 10,000 lines in 300 hunks until it can be worked with, against the same rows put
 * into the document at once; and what a key costs in a conversation of 2,000 messages, against an empty one. `npm run bench page`.
 */
import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { openStore } from '#db/open';
import { manyHunks, seed } from '../e2e/review-seed.ts';
import { median, openBenchPage, percentile } from '../support/bench-page.ts';
import type { SeedAnswer } from '../support/feedback-app.ts';
import { temporaryFolder } from '../support/review-app.ts';

const dataDir = temporaryFolder();
const root = temporaryFolder();
let proposal = '';
const messages = 2000;
await seed(dataDir, root, async (plant) => {
  const { files, edits } = manyHunks('src/big.ts', 10_000, 300);
  proposal = (await plant.propose('big', files, edits)).id;
  for (let index = 0; index < messages / 2; index++) {
    const answer: SeedAnswer = {
      id: `msg_long_${index}`,
      conversationId: 'cnv_long',
      request: `request ${index}: 写一个函数 and explain it in a sentence or two`,
      text: `Answer ${index}.\n\n\`\`\`ts\nexport function f${index}(a: number): number {\n  return a + ${index};\n}\n\`\`\`\n`,
      createdAt: 1_700_000_000_000 + index * 1000,
    };
    await plant.answer(answer);
  }
});
await chain();

/** Makes one branch of the exchanges: each request follows the answer before it. */
async function chain(): Promise<void> {
  const { store } = await openStore({ dataDir, clock: { now: () => Date.now() } });
  await store.durable(async (tx) => {
    for (let index = 1; index < messages / 2; index++)
      await tx
        .updateTable('message')
        .set({ parent_id: `msg_long_${index - 1}` })
        .where('id', '=', `q_msg_long_${index}`)
        .execute();
    await tx
      .updateTable('conversation')
      .set({ head_id: `msg_long_${messages / 2 - 1}` })
      .where('id', '=', 'cnv_long')
      .execute();
  });
  await store.close();
}

/** Milliseconds from opening the proposal until J has moved the focus in what is shown. */
async function openDiff(page: Page): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/';
  });
  await page.waitForTimeout(300);
  return page.evaluate(async (id) => {
    const start = performance.now();
    location.hash = `#/p/${id}`;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    let changes: HTMLElement | null = null;
    // A hunk's own buttons are the last thing of it that appears.
    while ((changes?.querySelectorAll('button').length ?? 0) < 3) {
      await frame();
      changes = document.querySelector('[aria-label="Changes"]');
    }
    changes?.focus();
    changes?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
    await frame();
    return performance.now() - start;
  }, proposal);
}

/** The naive way: 10,000 rows as elements, laid out once. */
function naiveRows(page: Page): Promise<number> {
  return page.evaluate(() => {
    const start = performance.now();
    const table = document.createElement('div');
    for (let row = 0; row < 10_000; row++) {
      const line = document.createElement('div');
      for (const text of [
        String(row),
        String(row),
        ' ',
        `export const value${row} = compute(${row}, 'text of line ${row}'); // line ${row}`,
      ]) {
        const cell = document.createElement('span');
        cell.textContent = text;
        line.append(cell);
      }
      table.append(line);
    }
    document.body.append(table);
    void table.offsetHeight;
    const took = performance.now() - start;
    table.remove();
    return took;
  });
}

/** What each key costs: handlers, flush, style and layout, in milliseconds. */
async function type(page: Page, count: number): Promise<number[]> {
  const field = page.getByRole('textbox').last();
  await field.click();
  await page.evaluate(() => {
    const costs: number[] = [];
    (window as unknown as { costs: number[] }).costs = costs;
    addEventListener(
      'keydown',
      () => {
        const start = performance.now();
        // After the input event's handlers and the microtask that flushes the page; a task would wait for the next frame as well,
        // which has nothing to do with what the key costs.
        const measure = () => {
          void document.body.offsetHeight;
          costs.push(performance.now() - start);
        };
        addEventListener('input', () => queueMicrotask(() => queueMicrotask(measure)), { once: true });
      },
      { capture: true },
    );
  });
  for (let key = 0; key < count; key++) {
    await page.keyboard.press('abcdefghij'[key % 10] as string);
    await page.waitForTimeout(15);
  }
  return page.evaluate(() => (window as unknown as { costs: number[] }).costs);
}

const { page, close } = await openBenchPage(dataDir, root);
try {
  await openDiff(page);
  const opened: number[] = [];
  const naive: number[] = [];
  for (let round = 0; round < 15; round++) {
    naive.push(await naiveRows(page));
    opened.push(await openDiff(page));
  }
  const [ours, baseline] = [median(opened), median(naive)];
  console.log(
    JSON.stringify({
      bench: 'page',
      figure: '10,000-line diff with 300 hunks until a key works',
      unit: 'ms',
      ours,
      baseline,
      ratio: ours / baseline,
      goal: '< 300 ms',
      ok: ours < 300,
    }),
  );

  const origin = new URL(page.url()).origin;
  const costs: Record<string, number[]> = {};
  for (const [name, hash] of [
    ['empty', '#/'],
    ['long', '#/c/cnv_long'],
  ] as const) {
    await page.goto(`${origin}/${hash}`);
    await page.reload();
    await page.getByRole('textbox').last().waitFor();
    await page.waitForTimeout(1500);
    costs[name] = await type(page, 80);
  }
  const [long, empty] = [percentile(costs.long ?? [], 95), percentile(costs.empty ?? [], 95)];
  console.log(
    JSON.stringify({
      bench: 'page',
      figure: `p95 of a key with ${messages} messages`,
      unit: 'ms',
      ours: long,
      baseline: empty,
      ratio: long / empty,
      goal: '< 16 ms',
      ok: long < 16,
    }),
  );
} finally {
  await close();
  for (const folder of [dataDir, root]) rmSync(folder, { recursive: true, force: true });
}
