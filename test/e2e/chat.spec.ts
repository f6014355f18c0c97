import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { ask, fillWithShop, openFolder, requestField, talkingModel, useModel } from './workbench-page.ts';

test.beforeEach(({ folder }) => fillWithShop(folder));

test('from an example to a changed file, with nothing but the keyboard after the first click', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await page.getByRole('list', { name: 'Requests that work in this folder' }).getByRole('button').first().click();
  await expect(requestField(page)).not.toHaveValue('');
  await page.keyboard.press('Enter');
  const strip = page.getByRole('button', { name: /1 file, 1 hunk/ });
  await expect(strip).toBeVisible();
  const changed = /src\/\S+\.(py|ts|js|go)/.exec((await strip.textContent()) ?? '')?.[0] ?? '';
  await page
    .getByRole('button', { name: /^Accept( Y)?$/ })
    .first()
    .focus();
  await page.keyboard.press('y');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /1 hunk.*applied/ })).toBeVisible();
  expect(readFileSync(path.join(folder, changed), 'utf8')).toContain("app.get('/healthz'");
});

test('Enter while an input method composes does not send, Shift+Enter breaks the line', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  const field = requestField(page);
  await field.fill('写一个函数');
  await field.evaluate((element) => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }));
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));
  });
  await page.keyboard.press('Shift+Enter');
  await expect(field).toHaveValue('写一个函数\n');
  await expect(page.getByRole('article', { name: 'Request' })).toHaveCount(0);
});

test('@ attaches a file with its lines, the chip tells its tokens and goes by a key', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await requestField(page).pressSequentially('look at @ord:5-7');
  await expect(page.getByRole('option', { name: /orders\.py/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(requestField(page)).toHaveValue('look at src/orders.py ');
  const chip = page.getByRole('list', { name: 'Attached files' }).getByRole('button', { name: /src\/orders\.py:5-7 \d+/ });
  await expect(chip).toBeVisible();
  await chip.focus();
  await page.keyboard.press('Delete');
  await expect(chip).toHaveCount(0);
});

test('a request that is sent again becomes a branch, and both can be shown', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await ask(page, 'Create a class Task with fields title (string) and done (boolean)');
  await expect(page.getByRole('article', { name: 'Answer' })).toHaveAttribute('aria-busy', 'false');
  await page.getByRole('button', { name: 'Edit and send again' }).click();
  await page.getByRole('textbox', { name: 'Edit and send again' }).fill('Create a class Invoice with fields total (number)');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Request' })).toContainText('Invoice');
  await expect(page.getByRole('group', { name: 'Versions' })).toHaveText('2/2');
  await page.getByRole('button', { name: 'Version before' }).click();
  await expect(page.getByRole('group', { name: 'Versions' })).toHaveText('1/2');
  await expect(page.getByRole('article', { name: 'Request' })).toContainText('Task');
  await page.getByRole('button', { name: 'Answer again' }).click();
  await expect(page.getByRole('article', { name: 'Answer' }).getByRole('group', { name: 'Versions' })).toHaveText('2/2');
});

test('a conversation is found by what was said, renamed, exported and deleted', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await ask(page, '创建一个类 Task，字段：title（字符串）');
  await expect(page.getByRole('article', { name: 'Answer' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('字段');
  await expect(page.getByRole('status').getByText(/^\d messages? found$/)).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('');

  const actions = page.getByRole('button', { name: /^Actions of/ }).last();
  await actions.click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Tasks of the shop');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Tasks of the shop' })).toBeVisible();

  await actions.click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('创建一个类');

  await actions.click();
  await page.getByRole('menuitem', { name: 'Delete conversation' }).click();
  await page.getByRole('button', { name: 'Delete conversation' }).click();
  await expect(page.getByText('No conversations in this folder yet')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What should change?' })).toBeVisible();
});

test('what cannot be understood is said in the answer, and the exact prompt can be seen', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await ask(page, 'zzz qqq');
  const answer = page.getByRole('article', { name: 'Answer' });
  await expect(answer).toHaveAttribute('aria-busy', 'false');
  await expect(answer).not.toHaveText('');
  await answer.getByRole('button', { name: 'Show the exact prompt' }).click();
  await expect(page.getByRole('dialog')).toContainText('zzz qqq');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test.describe('with a model', () => {
  test.setTimeout(120_000);

  test('Stop shows in the page within 100 ms, and a draft, the text and the state outlive a reload', async ({ page, host, folder }) => {
    await openFolder(page, host, folder);
    await useModel(page, talkingModel(folder));
    await page.getByRole('button', { name: 'Chat', exact: true }).click();
    await ask(page, 'Tell me something long');
    await expect(page.getByRole('log')).toContainText(/Tell me something long/);
    const stop = page.getByRole('button', { name: 'Stop', exact: true });
    await expect(stop).toBeVisible();
    await expect(page.locator('article[aria-busy="true"] .markdown')).toBeVisible({ timeout: 30_000 });
    const tookMs = await stop.evaluate(async (button: HTMLElement) => {
      const from = performance.now();
      button.click();
      while (document.querySelector('article[aria-busy="true"]')) await new Promise((resolve) => setTimeout(resolve, 1));
      return performance.now() - from;
    });
    expect(tookMs).toBeLessThan(100);
    await expect(page.getByText('Stopped. What was written until then is kept.')).toBeVisible();
    const written = await page.getByRole('article', { name: 'Answer' }).locator('.markdown').textContent();
    await requestField(page).fill('half a thought');
    await page.waitForTimeout(600);
    await page.reload();
    await expect(requestField(page)).toHaveValue('half a thought');
    await expect(page.getByRole('article', { name: 'Answer' }).locator('.markdown')).toHaveText(written ?? '');
  });

  test('a reload and a second tab in the middle of an answer lose nothing', async ({ page, host, folder, context }) => {
    await openFolder(page, host, folder);
    await useModel(page, talkingModel(folder));
    await page.getByRole('button', { name: 'Chat', exact: true }).click();
    await ask(page, 'Tell me something long');
    await expect(page.locator('article[aria-busy="true"] .markdown')).toBeVisible({ timeout: 30_000 });
    const before = (await page.locator('article[aria-busy="true"] .markdown').textContent()) ?? '';
    const second = await context.newPage();
    await second.goto(page.url());
    await page.reload();
    for (const tab of [page, second])
      await expect(tab.getByRole('article', { name: 'Answer' }).locator('.markdown')).toContainText(before.trim().slice(0, 40));
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(second.getByText('Stopped. What was written until then is kept.')).toBeVisible();
    const text = await page.getByRole('article', { name: 'Answer' }).locator('.markdown').textContent();
    await expect(second.getByRole('article', { name: 'Answer' }).locator('.markdown')).toHaveText(text ?? '');
  });
});
