import { fork } from 'node:child_process';
import { chmod, mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildBundle, page, shell } from '../../../build/bootstrap/bundles.mjs';
import { packageConfig } from '../../../build/electron-builder.ts';
import { packageDesktop } from '../../../build/package-desktop.ts';
import { missing } from '../../support/prerequisites.ts';

/** What electron-builder needs of Electron's distribution for Linux, and nothing that runs. */
async function standInForElectron(folder: string): Promise<string> {
  const dist = join(folder, 'electron-dist');
  await mkdir(join(dist, 'locales'), { recursive: true });
  await mkdir(join(dist, 'resources'));
  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
  const files = { electron: '#!/bin/sh\n', version, LICENSE: '', 'LICENSES.chromium.html': '', 'locales/en-US.pak': '' };
  for (const [name, text] of Object.entries(files)) await writeFile(join(dist, name), text);
  await chmod(join(dist, 'electron'), 0o755);
  return dist;
}

type Entry = { files: Record<string, Entry> } | { size: number; unpacked?: boolean };

/** Paths in an archive, with whether each lies outside. Its head is a JSON document behind four numbers, the last of them its length. */
async function listArchive(file: string): Promise<Map<string, { unpacked: boolean }>> {
  const handle = await open(file);
  const numbers = (await handle.read(Buffer.alloc(16), 0, 16, 0)).buffer;
  const { buffer } = await handle.read(Buffer.alloc(numbers.readUInt32LE(12)), 0, numbers.readUInt32LE(12), 16);
  await handle.close();
  const found = new Map<string, { unpacked: boolean }>();
  const visit = (entry: Entry, path: string) => {
    if ('files' in entry) for (const [name, child] of Object.entries(entry.files)) visit(child, path === '' ? name : `${path}/${name}`);
    else found.set(path, { unpacked: entry.unpacked ?? false });
  };
  visit(JSON.parse(buffer.toString()) as Entry, '');
  return found;
}

test.skipIf(missing('linux'))(
  'the packed program has what it needs where it needs it, and nothing else',
  { timeout: 300_000 },
  async () => {
    await buildBundle(page);
    await buildBundle(shell);
    const folder = await mkdtemp(join(tmpdir(), 'autoglm-package-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    // The switches are set in Electron's binary, which the stand-in has not.
    await packageDesktop({
      folderOnly: true,
      electronDist: await standInForElectron(folder),
      output: folder,
      change: { electronFuses: null },
    });
    const [unpackedFolder] = (await readdir(folder)).filter((name) => name.endsWith('unpacked'));
    const resources = join(folder, unpackedFolder as string, 'resources');
    const archive = await listArchive(join(resources, 'app.asar'));
    const paths = [...archive.keys()];
    const within = (pattern: RegExp) => paths.filter((path) => pattern.test(path));

    for (const path of [
      'package.json',
      'LICENSE',
      'build/dist/shell/main.js',
      'build/dist/shell/preload.cjs',
      'build/dist/page/index.html',
    ]) {
      expect([path, archive.get(path)]).toEqual([path, { unpacked: false }]);
    }
    expect(within(/^build\/dist\/page\/assets\/.*\.(js|css)$/).length).toBeGreaterThan(1);

    const outside = [
      'build/dist/shell/model-worker.js',
      'build/dist/shell/reader-worker.js',
      `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
      'node_modules/node-llama-cpp/dist/index.js',
      'node_modules/web-tree-sitter/web-tree-sitter.wasm',
      ...['typescript', 'javascript', 'python', 'go'].map((name) => `node_modules/@repomix/tree-sitter-wasms/out/tree-sitter-${name}.wasm`),
    ];
    for (const path of outside) expect([path, archive.get(path)]).toEqual([path, { unpacked: true }]);
    expect(within(new RegExp(`^node_modules/@node-llama-cpp/linux-${process.arch}/bins/.*\\.node$`)).length).toBeGreaterThan(0);
    expect([...archive].filter(([path, { unpacked }]) => /\.(node|so|dylib|dll|wasm)(\.\d+)*$/.test(path) && !unpacked)).toEqual([]);

    expect(within(/^(electron|db|native-models|renderer|test|docs)\//)).toEqual([]);
    expect(within(/\.(map|gguf)$|\.d\.[mc]?ts$|\.tsbuildinfo$/)).toEqual([]);
    expect(
      within(/^node_modules\/(electron|vite|vitest|typescript|svelte|@playwright|electron-builder|@orpc|hono|zod|@codemirror)\//),
    ).toEqual([]);
    expect(within(/gitRelease\.bundle$|better-sqlite3\/(deps|src)\/|prebuilds\/(darwin|win32)/)).toEqual([]);

    // What runs outside of the archive finds its packages there: the model process says that it is ready, with node-llama-cpp loaded.
    const worker = fork(join(resources, 'app.asar.unpacked/build/dist/shell/model-worker.js'), [], {
      execArgv: [],
      env: { PATH: process.env.PATH },
    });
    onTestFinished(() => void worker.kill('SIGKILL'));
    expect(await new Promise((resolve) => worker.once('message', resolve).once('exit', resolve))).toEqual({ type: 'ready' });
  },
);

test('the switches of the binary are off, but for the one that the model needs on Linux', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(packageConfig(platform).electronFuses).toEqual({
      runAsNode: platform === 'linux',
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: platform !== 'linux',
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  }
});
