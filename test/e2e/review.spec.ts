import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { FileEdit } from '#domain/edit-format';
import type { Proposal } from '#domain/review';
import { type Host, test } from './fixtures.ts';
import { manyHunks, seed, seriousFaultsIn } from './review-seed.ts';
import { openFolder } from './workbench-page.ts';

const app = `${Array.from({ length: 60 }, (_, index) => `const v${index} = load(${index});`).join('\n')}\n`;
const files = { 'src/app.ts': app, 'README.md': '# 项目\n\n保存用户的设置\n' };
const edits: FileEdit[] = [
  { kind: 'replace', path: 'src/app.ts', search: 'const v1 = load(1);\n', replace: 'const first = load(1);\n' },
  { kind: 'replace', path: 'src/app.ts', search: 'const v40 = load(40);\n', replace: 'const v40 = await load(40);\n' },
  { kind: 'replace', path: 'README.md', search: '设置', replace: '配置' },
  { kind: 'write', path: 'src/new.ts', content: 'export {};\n' },
];

async function open(
  page: Page,
  host: Host,
  folder: string,
  proposed = { files: files as Record<string, string>, edits },
): Promise<Proposal> {
  let proposal: Proposal | undefined;
  await seed(host.data, folder, async ({ propose }) => {
    proposal = await propose('change', proposed.files, proposed.edits);
  });
  await openFolder(page, host, folder);
  await page.evaluate((id) => (location.hash = `#/p/${id}`), (proposal as Proposal).id);
  await expect(review(page)).toBeVisible();
  await expect(review(page).getByRole('heading', { level: 2 })).toBeVisible();
  return proposal as Proposal;
}
const review = (page: Page) => page.getByRole('region', { name: 'Review', exact: true });
const rows = (page: Page) => page.getByRole('region', { name: 'Changes', exact: true });
const text = (folder: string, name: string) => readFileSync(path.join(folder, name), 'utf8');

test('a review by keyboard: decide, take back, apply, undo byte for byte', async ({ page, host, folder }) => {
  await open(page, host, folder);
  await rows(page).focus();
  await page.keyboard.press('y');
  await page.keyboard.press('n');
  await expect(review(page)).toContainText('2 of 4 decided');
  await page.keyboard.press('Control+z');
  await expect(review(page)).toContainText('1 of 4 decided');
  await page.keyboard.press('y');
  await page.keyboard.press('Shift+x');
  await expect(review(page)).toContainText('4 of 4 decided');
  expect(text(folder, 'src/app.ts')).toBe(app);
  await page.keyboard.press('Control+Enter');
  await expect(review(page)).toContainText('2 changes are on disk');
  expect(text(folder, 'src/app.ts')).toBe(app.replace('const v1 ', 'const first ').replace('= load(40)', '= await load(40)'));
  expect(text(folder, 'README.md')).toContain('设置');
  await review(page).getByRole('button', { name: 'Undo 2 changes' }).click();
  await expect(review(page)).toContainText('byte for byte');
  expect(text(folder, 'src/app.ts')).toBe(app);
});

test('an edited hunk is written as the user wrote it, and letters typed in the editor are no commands', async ({ page, host, folder }) => {
  await open(page, host, folder);
  await rows(page).focus();
  await page.keyboard.press('e');
  const editor = page.getByRole('textbox', { name: 'Your version of this change' });
  await expect(editor).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('const mine = load(0); // yn');
  await page.keyboard.press('Control+Enter');
  await expect(review(page)).toContainText('Edited by you');
  await expect(review(page)).toContainText('1 of 4 decided');
  await rows(page).focus();
  await page.keyboard.press('Control+Enter');
  await expect(review(page)).toContainText('was written');
  expect(text(folder, 'src/app.ts')).toMatch(/^const mine = load\(0\); \/\/ yn\n/);
});

test('decisions survive a reload and show in a second tab', async ({ page, host, folder, context }) => {
  const proposal = await open(page, host, folder);
  await review(page).getByRole('button', { name: 'Accept 4 in 3 files' }).click();
  await expect(review(page)).toContainText('4 of 4 decided');
  await page.reload();
  await page.evaluate((id) => (location.hash = `#/p/${id}`), proposal.id);
  await expect(review(page)).toContainText('4 of 4 decided');
  const second = await context.newPage();
  await second.goto(`${host.origin}/#/p/${proposal.id}`);
  const elsewhere = second.getByRole('region', { name: 'Review', exact: true });
  await expect(elsewhere).toContainText('4 of 4 decided');
  await elsewhere.getByRole('button', { name: 'Reopen' }).first().click();
  await expect(review(page)).toContainText('3 of 4 decided');
  await expect(review(page)).toContainText('changed in another tab');
});

test('two tabs that decide at the same time lose no decision, and a script that decides on an old revision is refused', async ({
  page,
  host,
  folder,
}) => {
  const proposal = await open(page, host, folder);
  const second = await page.context().newPage();
  await second.goto(`${host.origin}/#/p/${proposal.id}`);
  await expect(review(second)).toContainText('0 of 4 decided');
  await rows(second).focus();
  await second.keyboard.press('j');
  await rows(page).focus();
  await Promise.all([page.keyboard.press('y'), second.keyboard.press('n')]);
  for (const tab of [page, second]) {
    await expect(review(tab)).toContainText('2 of 4 decided');
    await expect(review(tab).getByRole('alert')).toHaveCount(0);
  }
  const answer = await page.evaluate(async (id) => {
    const headers = { authorization: `Bearer ${sessionStorage.getItem('autoglm.session')}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ revision: 1, decision: 'accepted' });
    const response = await fetch(`/api/proposals/${id}/decisions`, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as { code?: string; data?: unknown } };
  }, proposal.id);
  expect(answer).toMatchObject({ status: 409, body: { code: 'CONFLICT', data: { expected: 1, sentence: { code: 'proposal.movedOn' } } } });
  await expect(review(page)).toContainText('2 of 4 decided');
});

test('what is unchanged folds out, and both views show it', async ({ page, host, folder }) => {
  await open(page, host, folder);
  await review(page).getByRole('button', { name: 'Show 32 unchanged lines' }).click();
  await expect(rows(page)).toContainText('const v20 = load(20);');
  await review(page).getByRole('button', { name: 'Side by side' }).click();
  await expect(rows(page)).toContainText('const v20 = load(20);');
});

test('a file that changed on disk says so and is not overwritten', async ({ page, host, folder }) => {
  await open(page, host, folder);
  writeFileSync(path.join(folder, 'README.md'), 'another text\n');
  await rows(page).focus();
  await page.keyboard.press('Shift+a');
  await page.keyboard.press('Control+Enter');
  await expect(review(page)).toContainText('PROPOSAL_STALE');
  await review(page).getByRole('button', { name: 'Refresh' }).first().click();
  await expect(review(page)).toContainText('Changed on disk since');
  expect(text(folder, 'README.md')).toBe('another text\n');
});

test('an edit without a place is shown with what was tried and can be copied', async ({ page, host, folder }) => {
  await open(page, host, folder, {
    files,
    edits: [...edits, { kind: 'replace', path: 'src/app.ts', search: 'nowhere to be found\n', replace: 'x\n' }],
  });
  const note = review(page).getByRole('region', { name: 'Edit that was not placed in src/app.ts' });
  await expect(note).toContainText('Tried:');
  await expect(note.getByRole('button', { name: 'Copy the text' })).toBeVisible();
});

test('characters that change how code reads are visible', async ({ page, host, folder }) => {
  await open(page, host, folder, { files: { 'a.py': 'x = 1\n' }, edits: [{ kind: 'write', path: 'a.py', content: 'x = "\u202e" + 1\n' }] });
  await expect(rows(page)).toContainText('U+202E');
});

test('300 hunks in 10,000 lines: only the rows in view exist, and every hunk can be reached', async ({ page, host, folder }) => {
  await open(page, host, folder, manyHunks('src/big.ts', 20_000, 300));
  await expect(review(page)).toContainText(/of 30\d decided/);
  await rows(page).focus();
  for (let step = 0; step < 30; step++) await page.keyboard.press('j');
  await expect(rows(page)).toContainText(/31 of 30\d/);
  expect(await rows(page).locator('.line').count()).toBeLessThan(200);
  await page.keyboard.press('y');
  await expect(review(page)).toContainText(/1 of 30\d decided/);
});

for (const [width, height] of [
  [1280, 800],
  [800, 600],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`no serious fault of accessibility at ${width}×${height}, ${colorScheme}`, async ({ page, host, folder }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await open(page, host, folder);
      await rows(page).focus();
      await page.keyboard.press('y');
      expect(await seriousFaultsIn(page, 'section.review')).toEqual([]);
      await page.keyboard.press('e');
      await expect(page.getByRole('textbox', { name: 'Your version of this change' })).toBeFocused();
      expect(await seriousFaultsIn(page, 'section.review')).toEqual([]);
    });
  }
}
