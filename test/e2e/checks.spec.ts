import { expect, type Page } from '@playwright/test';
import type { FileEdit } from '#domain/edit-format';
import type { Proposal } from '#domain/review';
import { absenceOf, missing } from '../support/prerequisites.ts';
import { type Host, test } from './fixtures.ts';
import { seed, seriousFaultsIn } from './review-seed.ts';
import { changeSettings, openFolder } from './workbench-page.ts';

for (const name of ['sandbox', 'go'] as const) test.skip(missing(name), absenceOf(name));

const files = {
  'go.mod': 'module example.com/shop\n\ngo 1.20\n',
  'sum.go': `package shop\n\nfunc Sum(a, b int) int {\n\treturn a + b\n}\n${'\n// A line between.\n'.repeat(40)}`,
};
const wrong: FileEdit[] = [
  { kind: 'replace', path: 'sum.go', search: '\treturn a + b\n', replace: '\tvar total string = a + b\n\treturn total\n' },
  { kind: 'write', path: 'use.go', content: 'package shop\n\nvar used = Sum(1,   2)\n' },
];

async function open(page: Page, host: Host, folder: string, edits: FileEdit[]): Promise<Proposal> {
  let proposal: Proposal | undefined;
  await seed(host.data, folder, async ({ propose }) => {
    proposal = await propose('change', files, edits);
  });
  await openFolder(page, host, folder);
  await page.evaluate((id) => (location.hash = `#/p/${id}`), (proposal as Proposal).id);
  return proposal as Proposal;
}
const review = (page: Page) => page.getByRole('region', { name: 'Review', exact: true });
const chips = (page: Page) => review(page).getByRole('button', { name: /^Checks: ?Parses/ });

test('an untrusted folder is parsed and no more, and checked whole as soon as it is trusted', async ({ page, host, folder }, info) => {
  test.setTimeout(240_000);
  const proposal = await open(page, host, folder, wrong);
  await expect(chips(page)).toHaveAccessibleName(
    /^Checks: ?Parses: passed, Formatted: not checked, Compiles: not checked, Types: not checked/,
  );
  await expect(chips(page)).toContainText('Not checked: The folder is not trusted');
  await page.screenshot({ path: info.outputPath('untrusted.png') });
  await page
    .getByRole('button', { name: /^Trust/ })
    .first()
    .click();
  await expect(chips(page)).toHaveAccessibleName(/Compiles: failed with 2 findings/, { timeout: 200_000 });
  await expect(chips(page)).toHaveAccessibleName(/Formatted: failed with 1 finding,/);
  await chips(page).focus();
  await page.keyboard.press('Enter');
  const details = review(page).getByRole('region', { name: 'Checks', exact: true });
  await expect(details).toContainText('cannot use a + b');
  expect(await seriousFaultsIn(page, '.checks')).toEqual([]);
  await details.getByRole('button', { name: /^sum\.go:4/ }).focus();
  await page.keyboard.press('Enter');
  await expect(review(page).getByText('sum.go, line 4')).toBeVisible();
  await expect(review(page).locator('.sought')).toBeInViewport();
  await chips(page).focus();
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);

  // What is known is shown again after a reload, in both themes and languages.
  await page.reload();
  await page.evaluate((id) => (location.hash = `#/p/${id}`), proposal.id);
  await expect(chips(page)).toHaveAccessibleName(/Compiles: failed/);
  await chips(page).click();
  for (const [theme, language] of [
    ['dark', 'zh'],
    ['light', 'en'],
  ] as const) {
    await changeSettings(page, { theme, language });
    await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en');
    expect(await seriousFaultsIn(page, '.checks')).toEqual([]);
    await page.screenshot({ path: info.outputPath(`${theme}.png`) });
  }
  await review(page).getByRole('region', { name: 'Changes', exact: true }).focus();
  await page.keyboard.press('n');
  await expect(chips(page)).toHaveAccessibleName(/Compiles: passed/, { timeout: 200_000 });
  await expect(chips(page)).toHaveAccessibleName(/Formatted: failed/);
});
