import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { ask, changeSettings, fillWithShop, openFolder, seriousFaults } from './workbench-page.ts';

test.beforeEach(({ folder }) => fillWithShop(folder));

for (const theme of ['light', 'dark'] as const) {
  for (const language of ['en', 'zh'] as const) {
    test(`no view has a serious fault of accessibility (${theme}, ${language})`, async ({ page, host, folder }) => {
      test.setTimeout(120_000);
      await openFolder(page, host, folder);
      const faults: Record<string, string[]> = {};
      const look = async (view: string) => {
        const found = await seriousFaults(page);
        if (found.length > 0) faults[view] = found;
      };
      await ask(page, 'Add an endpoint GET /version that returns {"version": "1.0.0"}');
      await expect(page.getByRole('article', { name: 'Answer' })).toHaveAttribute('aria-busy', 'false');
      await changeSettings(page, { theme, language });
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en');
      await look('chat and review');
      for (const place of ['#/', '#/file/src/server.ts', '#/feedback', '#/retraining', '#/models', '#/settings']) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, place);
        await page.waitForTimeout(400);
        await look(place);
      }
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      await look('palette');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      await look('keys');
      expect(faults).toEqual({});
    });
  }
}

test('every view is reached by keyboard, and the focus can be seen wherever Tab leads', async ({ page, host, folder }) => {
  await openFolder(page, host, folder);
  for (const [key, name] of [
    ['f', 'Feedback'],
    ['d', 'Datasets'],
    ['m', 'Models'],
    ['s', 'Settings'],
    ['c', 'Chat'],
  ] as const) {
    await page
      .locator('body')
      .click({ position: { x: 700, y: 18 } })
      .catch(() => {});
    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name })).toHaveAttribute('aria-current', 'page');
  }
  const unseen: string[] = [];
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      const ring = getComputedStyle(element);
      const frame = element.closest('.frame');
      const shown =
        (ring.outlineStyle !== 'none' && Number.parseFloat(ring.outlineWidth) >= 1) ||
        (frame !== null && getComputedStyle(frame).outlineStyle !== 'none');
      return shown ? null : element.outerHTML.slice(0, 120);
    });
    if (fault) unseen.push(fault);
  }
  expect(unseen).toEqual([]);
});
