import { expect, type Page } from '@playwright/test';
import type { MessageId } from '#domain/ids';
import { type Host, test } from './fixtures.ts';
import { seed, seriousFaultsIn } from './review-seed.ts';
import { openFolder } from './workbench-page.ts';

/** Answers with stars in the store, newest last: stars go 1, 2, 3, 4, 5, 1 … */
async function plant(host: Host, folder: string, count: number): Promise<void> {
  await seed(host.data, folder, async ({ answer, say }) => {
    for (let index = 0; index < count; index++) {
      const id: MessageId = await answer({
        id: `msg_${index}`,
        conversationId: `cnv_${index}`,
        request: `Request ${index}`,
        text: `Answer ${index}`,
        language: index % 2 === 0 ? 'python' : 'go',
      });
      await say(id, { kind: 'stars', stars: 1 + (index % 5) });
      if (index % 4 === 0) await say(id, { kind: 'tags', tags: ['wrong'] });
    }
  });
}
const go = (page: Page, hash: string) => page.evaluate((wanted) => void (location.hash = wanted), hash);
const view = (page: Page) => page.getByRole('region', { name: 'Feedback', exact: true });
const rating = (page: Page) => page.getByRole('group', { name: 'Rate this answer' });

test('a vote costs one key on the focused answer, is kept over a reload and can be taken back', async ({ page, host, folder }) => {
  await plant(host, folder, 1);
  await openFolder(page, host, folder);
  await go(page, '#/feedback/msg_0');
  await expect(rating(page)).toBeVisible();
  await page.locator('[data-answer="msg_0"] [data-row]').focus();
  await page.keyboard.press('4');
  await expect(rating(page).getByRole('radio', { name: '4 stars' })).toBeChecked();
  await expect(rating(page)).toContainText('Saved on this computer');
  await rating(page).getByRole('button', { name: 'incomplete' }).click();
  await expect(rating(page).getByRole('button', { name: 'incomplete' })).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await go(page, '#/feedback/msg_0');
  await expect(rating(page).getByRole('radio', { name: '4 stars' })).toBeChecked();
  await expect(rating(page).getByRole('button', { name: 'incomplete' })).toHaveAttribute('aria-pressed', 'true');
  await rating(page).getByRole('button', { name: 'Take back' }).click();
  await expect(rating(page).getByRole('radio', { checked: true })).toHaveCount(0);
});

test('a correction begins with the answer, is saved with Ctrl+Enter and can be withdrawn', async ({ page, host, folder }) => {
  await plant(host, folder, 1);
  await openFolder(page, host, folder);
  await go(page, '#/feedback/msg_0');
  await page.locator('[data-answer="msg_0"] [data-row]').focus();
  await page.keyboard.press('c');
  const field = page.getByRole('textbox', { name: 'What the answer should have been' });
  await expect(field).toHaveValue('Answer 0');
  await field.fill('A better answer: 12345');
  await page.keyboard.press('Control+Enter');
  await expect(rating(page)).toContainText('Corrected by you.');
  await expect(rating(page).getByRole('radio', { name: '1 star', exact: true })).toBeChecked();
});

test('reporting keeps the answer and counts as zero', async ({ page, host, folder }) => {
  await plant(host, folder, 5);
  await openFolder(page, host, folder);
  await go(page, '#/feedback/msg_4');
  await rating(page).getByRole('button', { name: 'Report harmful output' }).click();
  await page.getByRole('textbox', { name: /What is harmful/ }).fill('tells how to harm');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('[data-answer="msg_4"]')).toContainText('Reported as harmful');
  await expect(page.locator('[data-answer="msg_4"]')).toContainText('Request 4');
});

test('filters narrow list and charts, and an empty store explains itself', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await go(page, '#/feedback');
  await expect(view(page)).toContainText('No feedback yet');
  await plant(host, folder, 40);
  await page.reload();
  await go(page, '#/feedback');
  await expect(view(page)).toContainText('40 answers');
  await view(page).getByRole('combobox', { name: 'At most' }).selectOption({ label: '1 star' });
  await expect(view(page)).toContainText('8 answers');
  await view(page).getByRole('combobox', { name: 'Language' }).selectOption('python');
  await expect(view(page)).toContainText('4 answers');
  await view(page).getByRole('searchbox', { name: 'Search' }).fill('no such words');
  await expect(view(page)).toContainText('Nothing matches');
  await view(page).getByRole('button', { name: 'Clear the filters' }).click();
  await expect(view(page)).toContainText('40 answers');
  await view(page).getByRole('button', { name: 'Score by language: show as a table' }).click();
  await expect(view(page).getByRole('rowheader', { name: 'python' })).toBeVisible();
});

test('a row leads to its conversation', async ({ page, host, folder }) => {
  await plant(host, folder, 3);
  await openFolder(page, host, folder);
  await go(page, '#/feedback');
  await page.locator('[data-answer="msg_1"]').getByRole('button', { name: 'Open the conversation' }).click();
  await expect(page).toHaveURL(/#\/c\/cnv_1$/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no serious fault of accessibility, ${colorScheme}`, async ({ page, host, folder }) => {
    await page.emulateMedia({ colorScheme });
    await plant(host, folder, 12);
    await openFolder(page, host, folder);
    await go(page, '#/feedback/msg_3');
    await expect(rating(page)).toBeVisible();
    await rating(page).getByRole('button', { name: 'Correct this answer' }).click();
    await expect(page.getByRole('textbox', { name: 'What the answer should have been' })).toBeFocused();
    expect(await seriousFaultsIn(page, 'section.feedback')).toEqual([]);
  });
}
