import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { type Host, test } from './fixtures.ts';
import { seed, seriousFaultsIn } from './review-seed.ts';
import { openFolder } from './workbench-page.ts';

const view = (page: Page) => page.locator('section.retraining');

async function open(page: Page, host: Host, folder: string, stars: readonly number[]): Promise<void> {
  await seed(host.data, folder, async ({ answer, say }) => {
    for (const [index, count] of stars.entries()) {
      await say(
        await answer({ id: `msg_${index}`, conversationId: `cnv_${index}`, request: `Request ${index}`, text: `Answer ${index}` }),
        { kind: 'stars', stars: count },
      );
    }
  });
  await openFolder(page, host, folder);
  await page.evaluate(() => void (location.hash = '#/retraining'));
}

test('the trigger says what is missing before it can judge', async ({ page, host, folder }) => {
  await open(page, host, folder, [5, 4, 3]);
  await expect(view(page)).toContainText('Too few votes to judge.');
  await expect(view(page)).toContainText('17 more scored answers are needed');
  await expect(view(page)).toContainText('3 of at most 50');
});

test('a dataset is written by hand, with its folder, files and counts', async ({ page, host, folder }) => {
  await open(page, host, folder, [1, 1, 2, 5]);
  await view(page).getByRole('button', { name: 'Write dataset now' }).click();
  await expect(view(page)).toContainText('Written to');
  await expect(view(page).getByRole('rowheader', { name: 'unpaired.jsonl' })).toBeVisible();
  const written = (await view(page).locator('.folder code').textContent()) ?? '';
  expect(existsSync(path.join(written, 'unpaired.jsonl'))).toBe(true);
});

test('with nothing rated low it says that there is nothing, and why', async ({ page, host, folder }) => {
  await open(page, host, folder, []);
  await view(page).getByRole('button', { name: 'Write dataset now' }).click();
  await expect(view(page)).toContainText('DATASET_EMPTY');
});

test('the threshold is checked, saved and kept', async ({ page, host, folder }) => {
  await open(page, host, folder, [3]);
  const threshold = view(page).getByRole('spinbutton', { name: 'Threshold' });
  await threshold.fill('7');
  await expect(view(page)).toContainText('A number from 0 to 1');
  await expect(view(page).getByRole('button', { name: 'Save' })).toBeDisabled();
  await threshold.fill('0.8');
  await view(page).getByRole('button', { name: 'Save' }).click();
  await expect(view(page)).toContainText('threshold 0.8');
  await page.reload();
  await page.evaluate(() => void (location.hash = '#/retraining'));
  await expect(view(page).getByRole('spinbutton', { name: 'Threshold' })).toHaveValue('0.8');
});

test('the trigger fires after enough low votes and tells it until it was seen', async ({ page, host, folder }) => {
  await open(
    page,
    host,
    folder,
    Array.from({ length: 25 }, () => 1),
  );
  await page.evaluate(() => void (location.hash = '#/feedback/msg_0'));
  await page.locator('[data-answer="msg_0"] [data-row]').focus();
  await page.keyboard.press('2');
  await expect(page.getByText('Saved on this computer')).toBeVisible();
  await page.evaluate(() => void (location.hash = '#/retraining'));
  await expect(view(page)).toContainText('The trigger wrote a dataset on');
  await view(page).getByRole('button', { name: 'Show the dataset' }).click();
  await expect(view(page)).not.toContainText('The trigger wrote a dataset on');
  await expect(view(page)).toContainText('Waiting after the last dataset.');
});

test('no serious fault of accessibility', async ({ page, host, folder }) => {
  await open(page, host, folder, [1, 2, 3]);
  await view(page).getByRole('button', { name: 'Write dataset now' }).click();
  await expect(view(page)).toContainText('Written to');
  expect(await seriousFaultsIn(page, 'section.retraining')).toEqual([]);
});
