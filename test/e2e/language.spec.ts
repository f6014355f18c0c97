import { expect, type Page } from '@playwright/test';
import type { Proposal } from '#domain/review';
import { type Host, test } from './fixtures.ts';
import { seed } from './review-seed.ts';
import { changeSettings, fillWithShop, openFolder } from './workbench-page.ts';

/** Words that a sentence of the host would leave in the page; names of files, keys and codes are not among them. */
const english = /\b(?:the|was|were|file|lines?|contains?|found|could|cannot|may|hold)\b/i;

async function openInChinese(page: Page, host: Host, folder: string): Promise<Proposal> {
  const made: Proposal[] = [];
  await seed(host.data, folder, async ({ propose }) => {
    made.push(
      await propose('修改', { 'src/a.ts': 'a\nb\na\n', '.env': 'KEY=1\n', 'src/b.ts': 'b\n' }, [
        { kind: 'replace', path: 'src/a.ts', search: 'a\n', replace: 'c\n' },
        { kind: 'replace', path: 'src/a.ts', search: '不存在\n', replace: 'c\n' },
        { kind: 'write', path: '../up.ts', content: 'x\n' },
        { kind: 'write', path: '.git/config', content: 'x\n' },
        { kind: 'write', path: '.env', content: 'KEY=2\n' },
        { kind: 'write', path: 'src/b.ts', content: 'c\n' },
      ]),
    );
  });
  const proposal = made[0] as Proposal;
  await openFolder(page, host, folder);
  await changeSettings(page, { language: 'zh' });
  await page.evaluate((hash) => (location.hash = hash), `#/p/${proposal.id}`);
  return proposal;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the Chinese page says in Chinese why edits were not placed, files are protected or stale, ${colorScheme}`, async ({
    page,
    host,
    folder,
  }, info) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1280, height: 1100 });
    await openInChinese(page, host, folder);
    const review = page.getByRole('region', { name: '审阅', exact: true });
    await expect(review).toContainText('要替换的行在文件中出现了 2 处，无法确定是哪一处。');
    await expect(review).toContainText('在文件中没有找到要替换的行。');
    await expect(review).toContainText('路径 "../up.ts" 指向文件夹之外，只能修改文件夹内的文件。');
    await expect(review).toContainText('属于 git 自身的数据，这里从不修改。');
    await expect(review).toContainText('已尝试：逐字匹配、忽略空白和按首尾行。');
    await expect(review.getByTitle('可能含有机密信息')).toBeVisible();
    const notes = await review.locator('section.unplaced p').allTextContents();
    expect(notes.filter((note) => english.test(note))).toEqual([]);
    await page.screenshot({ path: info.outputPath(`reasons-${colorScheme}.png`) });
  });
}

test('the Chinese page says errors in Chinese, with their code', async ({ page, host, folder }) => {
  fillWithShop(folder);
  await openFolder(page, host, folder);
  await changeSettings(page, { language: 'zh' });
  for (const [hash, sentence, code] of [
    ['#/file/gone.ts', '此文件夹中没有文件 gone.ts。', 'NOT_FOUND'],
    ['#/file/..%2Foutside.ts', '只能读取文件夹内的文件。', 'PATH_OUTSIDE_WORKSPACE'],
    ['#/p/prp_nothing', '没有修改方案 prp_nothing。', 'NOT_FOUND'],
    ['#/c/cnv_nothing', '这个对话已不存在。', 'NOT_FOUND'],
  ] as const) {
    await page.evaluate((to) => (location.hash = to), hash);
    const alert = page.getByRole('alert').filter({ hasText: sentence });
    await expect(alert).toContainText(code);
    expect(await alert.innerText()).not.toMatch(english);
  }
});
