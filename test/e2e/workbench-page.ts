import { cpSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { midSize, writeTinyModel } from '../support/tiny-model.ts';
import type { Host } from './fixtures.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Fills a folder with a sample project: an HTTP server in TypeScript and a record in Python. */
export function fillWithShop(folder: string): void {
  cpSync(path.join(root, 'test/fixtures/workspaces/shop'), folder, { recursive: true });
}

/** Goes in by the link and opens the folder: the workbench with an empty conversation. */
export async function openFolder(page: Page, host: Pick<Host, 'link'>, folder: string): Promise<void> {
  await page.goto(host.link);
  await page.getByRole('textbox', { name: 'Path of the folder' }).fill(folder);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
}

export const requestField = (page: Page) => page.getByRole('textbox', { name: 'Request', exact: true });

/** Writes a request and sends it with Enter. */
export async function ask(page: Page, text: string): Promise<void> {
  await requestField(page).fill(text);
  await page.keyboard.press('Enter');
}

/** A model of random weights that talks for seconds: until it is stopped or its limit is reached. */
export function talkingModel(folder: string): string {
  return writeTinyModel(path.join(folder, 'talking.gguf'), { ...midSize, layers: 16, chatTemplate: 'chatml', context: 16_384 });
}

/** Puts a model on the list, lets it answer and waits until it is loaded. */
export async function useModel(page: Page, file: string): Promise<void> {
  await changeSettings(page, { contextSize: 16_384, maxTokens: 12_000 });
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await page.getByRole('textbox', { name: 'Path of the GGUF file' }).fill(file);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Use for answers' }).last().click();
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(page.getByText('Loaded', { exact: true })).toBeVisible({ timeout: 40_000 });
}

/** Faults of accessibility that keep people out, as one line each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`).join('\n')}`);
}

/** Changes settings as a script would, with the secret of the page. */
export async function changeSettings(page: Page, change: Record<string, unknown>): Promise<void> {
  const status = await page.evaluate(async (body) => {
    const headers = { authorization: `Bearer ${sessionStorage.getItem('autoglm.session')}`, 'content-type': 'application/json' };
    return (await fetch('/api/settings', { method: 'PATCH', headers, body: JSON.stringify(body) })).status;
  }, change);
  expect(status).toBe(200);
}
