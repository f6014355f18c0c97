import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { buildBundle, page as pageBundle, shell } from '../../build/bootstrap/bundles.mjs';
import { electronBinary } from '../../build/bootstrap/electron-binary.mjs';
import { absenceOf, missing } from '../support/prerequisites.ts';

const root = path.resolve(import.meta.dirname, '../..');

for (const name of ['electron', 'display', 'not-root'] as const) test.skip(missing(name), absenceOf(name));

test('the window shows the page over its port, with nothing of Node or Electron in it', async () => {
  await buildBundle(pageBundle);
  await buildBundle(shell);
  const data = await mkdtemp(path.join(tmpdir(), 'autoglm-electron-'));
  const app = await _electron.launch({ executablePath: electronBinary() as string, args: [root, '--data', data], cwd: root });
  try {
    const window = await app.firstWindow();
    const violations: string[] = [];
    window.on('console', (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) violations.push(message.text());
    });
    expect(window.url()).toBe('app://autoglm/');
    // The page has asked the host, and the host has answered over the port: a folder is asked for.
    await expect(window.getByRole('textbox').first()).toBeVisible();
    const seen = await window.evaluate(() => ({
      node: typeof (globalThis as { process?: unknown }).process,
      require: typeof (globalThis as { require?: unknown }).require,
      desktop: Object.keys((globalThis as { autoglmDesktop?: object }).autoglmDesktop ?? {}),
    }));
    expect(seen).toEqual({ node: 'undefined', require: 'undefined', desktop: ['connect'] });
    // Nothing is loaded from elsewhere, and no second window opens.
    expect(
      await window.evaluate(() =>
        fetch('https://example.org/').then(
          () => 'loaded',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
    expect(await window.evaluate(() => globalThis.open('app://autoglm/') === null)).toBe(true);
    expect(app.windows()).toHaveLength(1);
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const [only] = BrowserWindow.getAllWindows();
      return (only as unknown as { webContents: { getLastWebPreferences(): Record<string, unknown> } }).webContents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
    expect(violations.filter((text) => !text.includes('example.org'))).toEqual([]);
    await window.reload();
    await expect(window.getByRole('textbox').first()).toBeVisible();
  } finally {
    await app.close();
    await rm(data, { recursive: true, force: true });
  }
});
