import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('the link opens the page, once, and a reload stays in', async ({ page, host, browser }) => {
  await page.goto(host.link);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page).toHaveTitle(/Open-AutoGLM/);
  expect(page.url()).not.toContain(new URL(host.link).pathname);
  await page.reload();
  await expect(page.getByRole('main')).toBeVisible();

  const stranger = await browser.newPage();
  const answer = await stranger.goto(host.link);
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
  await expect(stranger.getByText('autoglm open').first()).toBeVisible();
  await stranger.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the first screen has no serious fault of accessibility, and loads nothing from elsewhere (${colorScheme})`, async ({
    page,
    host,
  }) => {
    const foreign: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).host !== new URL(host.origin).host) foreign.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.emulateMedia({ colorScheme });
    await page.goto(host.link);
    await expect(page.getByRole('main')).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect([foreign, complaints]).toEqual([[], []]);
    // Last, because axe brings scripts of its own, which the policy of the page complains about.
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  });
}
