import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder } from '#db/make-folder';
import { openStore } from '#db/open';

const main = path.resolve(import.meta.dirname, '../../../electron/server/main.ts');

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'autoglm-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('missing folders are made for this user alone, also by several processes at once', async () => {
  const root = temporary();
  const folder = path.join(root, 'a', 'b', 'c');
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(folder)));
  await makeFolder(folder);
  for (const each of ['a', 'a/b', 'a/b/c']) {
    expect(statSync(path.join(root, each)).isDirectory()).toBe(true);
    if (process.platform !== 'win32') expect(statSync(path.join(root, each)).mode & 0o777).toBe(0o700);
  }
});

test('a folder behind a link is as good as another, a file is refused', async () => {
  const root = temporary();
  writeFileSync(path.join(root, 'file'), '');
  await makeFolder(path.join(root, 'target'));
  symlinkSync(path.join(root, 'target'), path.join(root, 'link'), 'junction');
  await makeFolder(path.join(root, 'link', 'inside'));
  expect(statSync(path.join(root, 'target', 'inside')).isDirectory()).toBe(true);
  for (const place of [path.join(root, 'file'), path.join(root, 'file', 'inside')])
    await expect(openStore({ dataDir: place, clock: { now: () => 0 } })).rejects.toMatchObject({ code: 'WRITE_FAILED' });
});

// Linux alone has folders that take no others and say that they do not exist: Node's own `mkdir` never returns from them.
test.runIf(process.platform === 'linux')('a data folder in /proc ends the host with a sentence', () => {
  for (const place of ['/proc/x', '/proc/self/x/y', '/proc/self']) {
    const { status, signal, stderr, stdout } = spawnSync(process.execPath, [main, '--no-open', '--port', '0', '--data', place], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect({ status, signal, stdout }, place).toEqual({ status: 1, signal: null, stdout: '' });
    expect(stderr).toContain(`The data folder ${place} cannot be written`);
  }
});
