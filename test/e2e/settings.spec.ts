import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { fillWithShop, openFolder, requestField } from './workbench-page.ts';

test.beforeEach(({ folder }) => fillWithShop(folder));

test('language and theme change at once and outlive a restart of the host', async ({ page, host, folder, browser }) => {
  await openFolder(page, host, folder);
  await page.keyboard.press('Control+,');
  await page.getByLabel('Theme').selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByLabel('Language').selectOption('zh');
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await host.restart();
  const later = await browser.newPage();
  await later.goto(host.link);
  await expect(later.getByRole('heading', { name: '要在哪个文件夹中工作？' })).toBeVisible();
  await later.close();
});

test('the language and the theme of the system are taken where nothing is chosen', async ({ host, browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN', colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto(host.link);
  await expect(page.getByRole('heading', { name: '要在哪个文件夹中工作？' })).toBeVisible();
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe('rgb(19, 20, 23)');
  await context.close();
});

test('a number outside of its limits is refused under its field and nothing is changed', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await page.keyboard.press('Control+,');
  const field = page.getByRole('textbox', { name: 'Temperature' });
  for (const wrong of ['3', '-1', 'warm', '']) {
    await field.fill(wrong);
    await field.press('Enter');
    await expect(page.getByText('A number from 0 to 2')).toBeVisible();
  }
  await field.fill('0.7');
  await field.press('Enter');
  await expect(page.getByText('A number from 0 to 2')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Temperature' })).toHaveValue('0.7');
});

test('a command gets another key, which works, and its own one back', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await page.keyboard.press('Control+,');
  await page.getByRole('searchbox', { name: 'Find a command' }).fill('Go to the models');
  const key = page.getByRole('button', { name: 'Change the key of “Go to the models”' });
  await key.click();
  await page.keyboard.press('Alt+m');
  await expect(key).toContainText('Alt+M');
  await page.getByRole('heading', { name: 'Settings' }).click();
  await page.keyboard.press('Alt+m');
  await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeVisible();
});

test('a tab without a link is told how to get one, and a second tab is let in by the first', async ({
  page,
  host,
  folder,
  browser,
  context,
}) => {
  await openFolder(page, host, folder);
  const second = await context.newPage();
  await second.goto(`${host.origin}/#/settings`);
  await expect(second.getByRole('heading', { name: 'Settings' })).toBeVisible();
  // Both tabs load at once, so that neither can answer the other while it asks: they find each other afterwards.
  const third = await context.newPage();
  await page.goto('about:blank');
  await second.goto('about:blank');
  await third.goto(host.origin);
  await expect(third.getByText('autoglm open', { exact: true })).toBeVisible();
  await second.goBack();
  await expect(second.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(requestField(third)).toBeVisible();
  const stranger = await browser.newContext();
  const lost = await stranger.newPage();
  await lost.goto(host.origin);
  await expect(lost.getByText('autoglm open', { exact: true })).toBeVisible();
  await stranger.close();
});

test('a page whose host is gone says so, keeps what is typed, and offers to try again', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await requestField(page).fill('not sent yet');
  await host.restart();
  // The new host has another port: this page stays where it is.
  await expect(page.getByText('The app does not answer.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try now' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('DISCONNECTED', { timeout: 20_000 });
  await expect(requestField(page)).toHaveValue('not sent yet');
});
