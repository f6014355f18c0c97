import { expect, type Page } from '@playwright/test';
import { test } from './fixtures.ts';
import { ask, changeSettings, fillWithShop, openFolder, requestField, seriousFaults } from './workbench-page.ts';

test.beforeEach(({ folder }) => fillWithShop(folder));

const answer = (page: Page) => page.getByRole('article', { name: 'Answer' });
const form = (page: Page) => page.getByRole('form', { name: /^Plan: / });
const versions = (page: Page) => answer(page).getByRole('group', { name: 'Versions' });

test('what is missing is asked for in one form, filled in by keyboard, and becomes a proposal', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await ask(page, 'Create an enum');
  await expect(form(page)).toContainText('The name of the enumeration is missing.');
  await expect(form(page)).toContainText('The values of the enumeration are missing');
  const name = form(page).getByRole('textbox', { name: 'name' });
  await expect(name).toBeFocused();

  await page.keyboard.press('Control+Enter');
  await expect(form(page).getByText('This is needed.')).toHaveCount(2);
  await name.fill('two words');
  await form(page).getByRole('textbox', { name: 'values' }).fill('draft，published, archived');
  await page.keyboard.press('Control+Enter');
  await expect(form(page).getByText('A name begins with a letter')).toBeVisible();
  await expect(name).toBeFocused();
  await expect(versions(page)).toHaveCount(0);

  await name.fill('Status');
  await page.keyboard.press('Control+Enter');
  await expect(versions(page)).toHaveText('2/2');
  await expect(form(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /1 file, 1 hunk/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Review' })).toContainText('archived');
});

test('the path of an endpoint is asked for beside what was understood, and answered there', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await ask(page, 'Add an endpoint POST that returns {"made": true} with status 201');
  const route = form(page).getByRole('textbox', { name: 'route' });
  await expect(route).toBeFocused();
  await expect(form(page).getByRole('combobox', { name: 'method' })).toHaveValue('POST');
  await expect(form(page).getByRole('spinbutton', { name: 'status' })).toHaveValue('201');
  await route.fill('/drafts/:id');
  await page.keyboard.press('Control+Enter');
  await expect(versions(page)).toHaveText('2/2');
  await expect(page.getByRole('region', { name: 'Review' })).toContainText('/drafts/');
});

test('a pasted document becomes its types, each as a declaration of the language that was asked for', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await ask(
    page,
    '根据下面的建表语句生成 Python 数据类：\n```sql\nCREATE TABLE orders (\n  id bigint PRIMARY KEY,\n  状态 text NOT NULL,\n  total numeric(10, 2)\n);\n```',
  );
  const review = page.getByRole('region', { name: 'Review' });
  await expect(review).toContainText('class Order:');
  await expect(review).toContainText('total: Optional[float]');
  await answer(page).getByRole('button', { name: 'Edit', exact: true }).press('Enter');
  await expect(form(page)).toBeVisible();
});

test('a value of a finished plan is changed, in the form and as JSON, and gives another answer beside the first', async ({
  page,
  host,
  folder,
}) => {
  await openFolder(page, host, folder);
  await ask(page, 'Create a class Task with fields title (string) and done (boolean)');
  await expect(answer(page)).toHaveAttribute('aria-busy', 'false');
  await answer(page).getByRole('button', { name: 'Edit', exact: true }).press('Enter');
  const rows = form(page).getByRole('group', { name: 'fields' });
  await expect(rows.getByRole('textbox', { name: 'name of row 2, fields' })).toHaveValue('done');
  await rows.getByRole('button', { name: 'Remove row 2 of fields' }).click();
  await rows.getByRole('button', { name: 'Add' }).click();
  await expect(rows.getByRole('textbox', { name: 'name of row 2, fields' })).toBeFocused();
  await page.keyboard.type('deadline');
  await rows.getByRole('combobox', { name: 'type of row 2, fields' }).selectOption('datetime');

  // Drawn anew: another view and back.
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Chat' }).click();
  await expect(rows.getByRole('textbox', { name: 'name of row 2, fields' })).toHaveValue('deadline');

  await form(page).getByRole('tab', { name: 'JSON' }).click();
  const json = form(page).getByRole('textbox', { name: /^Plan as JSON/ });
  const plan = JSON.parse(await json.inputValue()) as { fields: { name: string; type: string; typeSource: string }[] };
  expect(plan.fields.map(({ name, type, typeSource }) => [name, type, typeSource]).at(-1)).toEqual(['deadline', 'datetime', 'words']);
  await json.fill('{ "kind": ');
  await form(page).getByRole('tab', { name: 'Form' }).click();
  await expect(form(page).getByText('This is not JSON.')).toBeVisible();
  await json.fill(JSON.stringify(plan).replace('deadline', 'dueDate'));
  await form(page).getByRole('button', { name: 'Write the code' }).click();
  await expect(versions(page)).toHaveText('2/2');
  await expect(page.locator('body')).toContainText('dueDate');
});

test('Esc closes the form and gives the focus back; nothing was asked of the host', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await ask(page, 'Create an enum');
  await expect(form(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(form(page)).toHaveCount(0);
  await expect(answer(page).getByRole('button', { name: 'Fill in' })).toBeFocused();
  await requestField(page).fill('/plan');
  await page.keyboard.press('Enter');
  await expect(form(page).getByRole('textbox', { name: 'name' })).toBeFocused();
});

/** The code that is marked in the inspector. */
const markedCode = (page: Page) =>
  page.evaluate(() => [...(CSS.highlights.get('inspected') ?? [])].map((range) => (range as Range).toString()));

test('the inspector marks what belongs together, from every column', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  await ask(page, 'Write a function area(width: number, height: number) that returns width * height');
  await expect(answer(page)).toHaveAttribute('aria-busy', 'false');
  await answer(page).getByRole('button', { name: 'Show how' }).click();
  const dialog = page.getByRole('dialog', { name: 'From the request to the code' });
  const part = (name: RegExp) => dialog.getByRole('group', { name: 'Plan' }).getByRole('button', { name });
  const tree = dialog.getByRole('tree', { name: 'Nodes' });

  await part(/width \* height/).hover();
  await expect.poll(() => markedCode(page)).toContain('width * height');
  await expect(dialog.getByRole('group', { name: 'Request' }).locator('.marked')).toHaveText(['width', ' * ', 'height']);

  await dialog.getByRole('group', { name: 'Request' }).getByRole('button', { name: 'area' }).focus();
  await expect.poll(() => markedCode(page)).toEqual(['area']);
  await expect(tree.locator('[aria-selected="true"]')).toContainText('area');

  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await markedCode(page))[0]).toContain('function area(');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /function/ })).toHaveAttribute('aria-expanded', 'false');

  await dialog.getByText('return', { exact: true }).hover();
  await expect(tree.locator('[aria-selected="true"]')).toContainText('return');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(answer(page).getByRole('button', { name: 'Show how' })).toBeFocused();
});

for (const theme of ['light', 'dark'] as const)
  test(`form and inspector have no serious fault of accessibility (${theme})`, async ({ page, host, folder }) => {
    await openFolder(page, host, folder);
    await changeSettings(page, { theme, language: 'zh' });
    await page.locator('textarea').first().fill('创建枚举');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-field="slots.name"]')).toBeFocused();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('此项必填。')).toHaveCount(2);
    expect(await seriousFaults(page)).toEqual([]);
    await page.locator('[data-field="slots.name"]').fill('Level');
    await page.locator('[data-field="slots.values"]').fill('low，high');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: '查看过程' }).click();
    await expect(page.getByRole('tree')).toBeVisible();
    await page.getByRole('treeitem').nth(1).hover();
    expect(await seriousFaults(page)).toEqual([]);
  });
