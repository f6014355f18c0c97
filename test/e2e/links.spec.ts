import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Proposal } from '#domain/review';
import { type Host, test } from './fixtures.ts';
import { seed } from './review-seed.ts';
import { openFolder } from './workbench-page.ts';

const review = (page: Page) => page.getByRole('region', { name: 'Review', exact: true });
const folderButton = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Two opened folders with a proposal in the first, and a page that works in the second. */
async function twoFolders(page: Page, host: Host, folder: string): Promise<Proposal> {
  const [one, two] = [path.join(folder, 'one'), path.join(folder, 'two')];
  for (const each of [one, two]) mkdirSync(each);
  writeFileSync(path.join(one, 'only-here.ts'), 'const a = 1;\nconst b = 2;\n');
  const made: Proposal[] = [];
  await seed(host.data, one, async ({ propose }) => {
    made.push(await propose('change', { 'a.ts': 'a\n' }, [{ kind: 'write', path: 'a.ts', content: 'b\n' }]));
  });
  await openFolder(page, host, two);
  await expect(folderButton(page, 'two')).toBeVisible();
  return made[0] as Proposal;
}

/** A tab of a browser that has never worked in a folder, let in with a link of its own. */
async function freshTab(page: Page, host: Host, hash: string): Promise<Page> {
  const tab = await page.context().newPage();
  await page.evaluate(() => localStorage.removeItem('autoglm.workspace'));
  await tab.goto(`${host.origin}/${hash}`);
  return tab;
}

test('a link opens its conversation, proposal or file in its folder, also where no folder was opened yet', async ({
  page,
  host,
  folder,
}) => {
  const { id, conversationId, workspaceId } = await twoFolders(page, host, folder);
  const proposal = await freshTab(page, host, `#/p/${id}`);
  await expect(review(proposal)).toContainText('a.ts');
  await expect(folderButton(proposal, 'one')).toBeVisible();

  const conversation = await freshTab(page, host, `#/c/${conversationId}`);
  await expect(conversation.getByText('The change change.')).toBeVisible();
  await expect(folderButton(conversation, 'one')).toBeVisible();

  const file = await freshTab(page, host, `#/file/only-here.ts?in=${workspaceId}&lines=2-2`);
  await expect(file.getByRole('heading', { name: 'only-here.ts' })).toBeVisible();
  await expect(file.getByRole('button', { name: /Ask about line/ })).toBeVisible();
  await expect(folderButton(file, 'one')).toBeVisible();

  const settings = await freshTab(page, host, '#/settings');
  await expect(settings.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test('a link followed in a tab that works elsewhere changes the folder', async ({ page, host, folder }) => {
  const { id } = await twoFolders(page, host, folder);
  await page.evaluate((hash) => (location.hash = hash), `#/p/${id}`);
  await expect(folderButton(page, 'one')).toBeVisible();
  await expect(review(page)).toContainText('a.ts');
});

test('a link to something that is gone says so, and a link of a forgotten folder asks for it and is then followed', async ({
  page,
  host,
  folder,
}) => {
  const { id, workspaceId } = await twoFolders(page, host, folder);
  const gone = await freshTab(page, host, '#/p/prp_nothing');
  await expect(review(gone).getByRole('alert')).toContainText('NOT_FOUND');
  const status = await page.evaluate(async (workspace) => {
    const headers = { authorization: `Bearer ${sessionStorage.getItem('autoglm.session')}` };
    return (await fetch(`/api/workspaces/${workspace}`, { method: 'DELETE', headers })).status;
  }, workspaceId);
  expect(status).toBe(200);
  const forgotten = await freshTab(page, host, `#/p/${id}`);
  await forgotten.getByRole('textbox', { name: 'Path of the folder' }).fill(path.join(folder, 'one'));
  await forgotten.keyboard.press('Enter');
  await expect(review(forgotten)).toContainText('a.ts');
});
