import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { fillWithShop, openFolder, talkingModel, useModel } from './workbench-page.ts';

test.setTimeout(120_000);
test.beforeEach(({ folder }) => fillWithShop(folder));

test('a file that is no GGUF is refused in a sentence, and nothing is added', async ({ page, host, folder }) => {
  const file = path.join(folder, 'fake.gguf');
  writeFileSync(file, 'GGUF but not really');
  await openFolder(page, host, folder);
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  for (const [name, code] of [
    [file, 'MODEL_INVALID'],
    ['/no/such/model.gguf', /NOT_FOUND|MODEL_INVALID|BAD_INPUT/],
  ] as const) {
    const field = page.getByRole('textbox', { name: 'Path of the GGUF file' });
    await field.fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText(code);
    await expect(field).toHaveValue(name);
  }
  await expect(page.getByRole('button', { name: 'Load', exact: true })).toHaveCount(0);
});

test('a model is added, loaded, chosen, unloaded and taken off the list', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await useModel(page, talkingModel(folder));
  await expect(page.getByRole('button', { name: /Engine: random-20m/ })).toBeVisible();
  await page.getByRole('button', { name: 'Unload' }).click();
  await expect(page.getByRole('button', { name: 'Load', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Take off the list' }).click();
  await expect(page.getByRole('button', { name: /Engine: Built-in engine/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'random-20m' })).toHaveCount(0);
});
