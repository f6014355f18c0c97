import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { readHostFile } from '../../electron/server/host-file.ts';
import { test } from './fixtures.ts';
import { ask, fillWithShop, openFolder, talkingModel, useModel } from './workbench-page.ts';

test.setTimeout(120_000);
test.skip(process.platform !== 'linux', 'skipped: the model process is found through /proc');

/** Process ids of the model processes of a host. */
async function modelProcesses(data: string): Promise<number[]> {
  const host = await readHostFile(data);
  if (host === null) throw new Error('the host has left no file about itself');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
        return Number(parent) === host.pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(path.join('runtime', 'entry.ts'));
      } catch {
        // It ended while it was looked at.
        return false;
      }
    })
    .map(Number);
}

test('a model that is killed in the middle of an answer costs that answer its end and nothing else', async ({ page, host, folder }) => {
  fillWithShop(folder);
  await openFolder(page, host, folder);
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await ask(page, 'Create a class Task with fields title (string) and done (boolean)');
  const answers = page.getByRole('article', { name: 'Answer' });
  await expect(answers.first()).toHaveAttribute('aria-busy', 'false');
  const first = await answers.first().locator('.markdown').textContent();
  await useModel(page, talkingModel(folder));
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await ask(page, 'Tell me something long');
  const growing = page.locator('article[aria-busy="true"] .markdown');
  await expect(growing).toBeVisible({ timeout: 30_000 });
  const written = ((await growing.textContent()) ?? '').trim();

  const [model, ...others] = await modelProcesses(host.data);
  expect(others).toEqual([]);
  process.kill(model as number, 'SIGKILL');

  const crashed = answers.last();
  await expect(crashed).toHaveAttribute('aria-busy', 'false');
  await expect(crashed.getByRole('alert')).toContainText('MODEL_CRASHED');
  await expect(crashed.locator('.markdown')).toContainText(written.slice(0, 30));
  await expect(answers).toHaveCount(2);
  await expect(answers.first().locator('.markdown')).toHaveText(first ?? '');
  await expect(page.getByRole('article', { name: 'Request' }).last()).toContainText('Tell me something long');

  // Nothing of it is the page's memory alone.
  await page.reload();
  await expect(crashed.getByRole('alert')).toContainText('MODEL_CRASHED');
  await expect(answers.first().locator('.markdown')).toHaveText(first ?? '');

  await crashed.getByRole('button', { name: 'Try again' }).click();
  await expect(growing).toBeVisible({ timeout: 60_000 });
  const [next] = await modelProcesses(host.data);
  expect(next).toBeDefined();
  expect(next).not.toBe(model);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('Stopped. What was written until then is kept.')).toBeVisible();
  await expect(crashed.getByRole('group', { name: 'Versions' })).toHaveText('2/2');
  await crashed.getByRole('button', { name: 'Version before' }).click();
  await expect(crashed.getByRole('alert')).toContainText('MODEL_CRASHED');
});
