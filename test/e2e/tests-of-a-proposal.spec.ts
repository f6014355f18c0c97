import { expect } from '@playwright/test';
import { absenceOf, missing } from '../support/prerequisites.ts';
import { ask as askEngine, startEngine } from '../unit/programming/bank.ts';
import { test } from './fixtures.ts';
import { seriousFaultsIn } from './review-seed.ts';
import { ask, changeSettings, openFolder } from './workbench-page.ts';

for (const name of ['sandbox', 'python'] as const) test.skip(missing(name), absenceOf(name));

const request = 'Add an endpoint in Python: GET /price with query count: integer that returns {"cents": 250}';

test('an endpoint is run before it is accepted, and one that was edited wrong leads to its line', async ({ page, host, folder }, info) => {
  test.setTimeout(120_000);
  const engine = startEngine();
  const [edit] = (await askEngine(engine, request, {})).edits;
  await engine.close();
  await openFolder(page, host, folder);
  await page
    .getByRole('button', { name: /^Trust/ })
    .first()
    .click();
  await ask(page, request);
  await expect(page.getByRole('button', { name: /1 file, 1 hunk/ })).toBeVisible();
  const review = page.getByRole('region', { name: 'Review', exact: true });
  const chips = review.getByRole('button', { name: /^Checks: ?Parses/ });
  await expect(chips).toHaveAccessibleName(/Compiles: passed.*Tests: passed/, { timeout: 30_000 });
  await page.screenshot({ path: info.outputPath('passed.png') });

  await review.getByRole('region', { name: 'Changes', exact: true }).focus();
  await page.keyboard.press('e');
  await expect(page.getByRole('textbox', { name: 'Your version of this change' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(edit?.kind === 'write' ? edit.content.replace('250', '205').trimEnd() : '');
  await page.keyboard.press('Control+Enter');
  await expect(chips).toHaveAccessibleName(/Tests: failed with \d+ findings/, { timeout: 30_000 });
  await chips.click();
  const details = review.getByRole('region', { name: 'Checks', exact: true });
  await expect(details).toContainText('GET /price?count=7 should give 200 {"cents":250}, but gave 200 {"cents": 205}.');
  await details
    .getByRole('button', { name: /^server\.py:\d+/ })
    .first()
    .click();
  await expect(review.locator('.sought')).toBeInViewport();
  for (const [theme, language] of [
    ['dark', 'zh'],
    ['light', 'en'],
  ] as const) {
    await changeSettings(page, { theme, language });
    await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en');
    expect(await seriousFaultsIn(page, '.checks')).toEqual([]);
    await page.screenshot({ path: info.outputPath(`${theme}.png`) });
  }
});
