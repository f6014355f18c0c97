import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { ask, openFolder } from './workbench-page.ts';

test('a renamed function is shown in every file that uses it, with the plan and the changed code', async ({ page, host, folder }) => {
  writeFileSync(path.join(folder, 'users.ts'), 'export function getUser(id: number) {\n  return id;\n}\n');
  writeFileSync(path.join(folder, 'app.ts'), "import { getUser } from './users';\n\nexport const first = getUser(1);\n");
  await openFolder(page, host, folder);
  await ask(page, 'Rename the function getUser to fetchUser');
  const answer = page.getByRole('article', { name: 'Answer' });
  await expect(answer).toContainText('Renames getUser to fetchUser');
  await expect(page.getByRole('button', { name: /2 files, 2 hunks|2 files, 3 hunks/ })).toBeVisible();
  const review = page.getByRole('region', { name: 'Review' });
  await expect(review).toContainText('fetchUser');
  await answer.getByRole('button', { name: 'Show how' }).click();
  const dialog = page.getByRole('dialog', { name: 'From the request to the code' });
  await expect(dialog).toContainText('export function fetchUser');
});
