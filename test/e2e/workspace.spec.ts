import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { fillWithShop, openFolder, requestField } from './workbench-page.ts';

test.beforeEach(({ folder }) => fillWithShop(folder));

test('a folder that is not there is said under the field, and the typed path stays', async ({ page, host }) => {
  await page.goto(host.link);
  const field = page.getByRole('textbox', { name: 'Path of the folder' });
  await field.fill('/no/such/folder');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('WORKSPACE_NOT_FOUND');
  await expect(field).toHaveValue('/no/such/folder');
});

test('the folder browser leads to a folder, which is remembered over a reload', async ({ page, host, folder }) => {
  mkdirSync(path.join(folder, 'inner'));
  await page.goto(host.link);
  await page.getByRole('textbox', { name: 'Path of the folder' }).fill(folder);
  await page.getByRole('button', { name: 'Browse…' }).click();
  await page.getByRole('button', { name: 'inner', exact: true }).click();
  await page.getByRole('button', { name: 'Open this folder' }).click();
  await expect(page.getByRole('button', { name: 'inner', exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'inner', exact: true })).toBeVisible();
});

test('a new folder is not trusted until the user says so, and the answer is kept', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await expect(page.getByText('Not trusted', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Trust this folder' }).click();
  await expect(page.getByText('Not trusted', { exact: true })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
  await expect(page.getByText('Not trusted', { exact: true })).toHaveCount(0);
});

test('the tree opens by keyboard and leaves out what .gitignore names', async ({ page, host, folder }) => {
  mkdirSync(path.join(folder, 'dist'));
  writeFileSync(path.join(folder, 'dist', 'out.js'), '');
  await openFolder(page, host, folder);
  const files = page.getByRole('group', { name: 'Files' });
  await expect(files.getByRole('button', { name: 'src', exact: true })).toBeVisible();
  await expect(files.getByText('dist', { exact: true })).toHaveCount(0);
  await files.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(files.getByText('server.ts')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'src/orders.py' })).toBeVisible();
  await expect(page.locator('.tok-keyword').first()).toBeVisible();
});

test('selected lines of a file go into the request, and have an address', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await page.evaluate(() => {
    location.hash = '#/file/src/orders.py';
  });
  await page.getByRole('button', { name: 'Select line 5', exact: true }).click();
  await page.getByRole('button', { name: 'Select line 7', exact: true }).click({ modifiers: ['Shift'] });
  expect(page.url()).toMatch(/#\/file\/src\/orders\.py\?in=[\w-]+&lines=5-7$/);
  await page.getByRole('button', { name: /Ask about lines 5–7/ }).click();
  await expect(page.getByRole('list', { name: 'Attached files' })).toContainText('src/orders.py:5-7');
  await expect(requestField(page)).toBeFocused();
});

test('a binary, a huge and a missing file say why they are not shown', async ({ page, host, folder }) => {
  writeFileSync(path.join(folder, 'image.bin'), Buffer.from([0, 159, 146, 150, 0, 1]));
  writeFileSync(path.join(folder, 'huge.txt'), 'x'.repeat(30_000_000));
  await openFolder(page, host, folder);
  for (const [name, code] of [
    ['image.bin', 'FILE_NOT_TEXT'],
    ['huge.txt', 'FILE_TOO_LARGE'],
    ['gone.ts', 'NOT_FOUND'],
    ['../outside.ts', 'PATH_OUTSIDE_WORKSPACE'],
  ]) {
    await page.evaluate((file) => {
      location.hash = `#/file/${file.split('/').map(encodeURIComponent).join('/')}`;
    }, name as string);
    await expect(page.getByRole('alert')).toContainText(code as string);
  }
});

test('a name of 200 characters breaks no line, and a folder of 5,000 files scrolls', async ({ page, host, folder }) => {
  writeFileSync(path.join(folder, `${'long-name-'.repeat(20)}.ts`), '');
  mkdirSync(path.join(folder, 'many'));
  for (let index = 0; index < 5000; index++) writeFileSync(path.join(folder, 'many', `file-${String(index).padStart(4, '0')}.ts`), '');
  await openFolder(page, host, folder);
  const files = page.getByRole('group', { name: 'Files' });
  await files.getByRole('button', { name: 'many', exact: true }).click();
  await expect(files.getByText('file-0000.ts')).toBeVisible();
  expect(await files.getByRole('button').count()).toBeLessThan(200);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
