import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { ask, changeSettings, fillWithShop, openFolder, requestField, seriousFaults } from './workbench-page.ts';

test.beforeEach(({ folder }) => fillWithShop(folder));

test('a slash finds commands by word and by title, and runs them without sending anything', async ({ page, host, folder }, info) => {
  await openFolder(page, host, folder);
  await requestField(page).fill('/');
  const list = page.getByRole('listbox', { name: 'Commands' });
  await expect(list.getByRole('option', { name: /^new New conversation/ })).toHaveCount(1);
  // Nothing was asked yet, so there is nothing to export.
  await expect(list.getByRole('option', { name: /export/ })).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('slash.png') });
  expect(await seriousFaults(page)).toEqual([]);
  await requestField(page).fill('/sett');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test('a conversation is exported and a file attached from the keyboard; a new conversation is empty', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await ask(page, 'add a function add(a: number, b: number) that returns the sum to src/sum.ts');
  await expect(page.getByRole('article', { name: 'Answer' })).toHaveAttribute('aria-busy', 'false');
  await requestField(page).fill('/export');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect(await readFile(await (await download).path(), 'utf8')).toContain('add a function add');
  await expect(requestField(page)).toHaveValue('');

  await requestField(page).fill('/file');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('listbox', { name: 'Files' })).toBeVisible();
  await page.keyboard.type('orders');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Attached files' })).toContainText('src/orders.py');

  await requestField(page).fill('/new');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/$/);
});

test('Enter takes the file of the word that was typed, also where the host answers late', async ({ page, host, folder }) => {
  await page.routeWebSocket(/.*/, (page) => {
    const server = page.connectToServer();
    server.onMessage((message) => void setTimeout(() => page.send(message), 200));
  });
  await openFolder(page, host, folder);
  await requestField(page).fill('@');
  await expect(page.getByRole('listbox', { name: 'Files' }).getByRole('option').first()).toBeVisible();
  await page.keyboard.type('orders');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Attached files' })).toContainText('src/orders.py');
  await expect(requestField(page)).toHaveValue('src/orders.py ');
});

test('what only begins like a command is a request, and Esc makes any word one', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await requestField(page).fill('/health should answer 200');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await requestField(page).fill('/new');
  await expect(page.getByRole('listbox', { name: 'Commands' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/[cp]\//);
  await expect(page.getByRole('article', { name: 'Request' })).toContainText('/new');
});

test('the words are the same in the Chinese page, beside Chinese titles', async ({ page, host, folder }, info) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openFolder(page, host, folder);
  await changeSettings(page, { language: 'zh' });
  const field = page.getByRole('textbox', { name: '请求', exact: true });
  await field.fill('/');
  const list = page.getByRole('listbox', { name: '命令' });
  await expect(list.getByRole('option', { name: /^theme / })).toContainText(/\p{Script=Han}/u);
  await page.screenshot({ path: info.outputPath('slash-zh-dark.png') });
  await field.fill('/language');
  await page.keyboard.press('Enter');
  await expect(requestField(page)).toHaveValue('');
});
