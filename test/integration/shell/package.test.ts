import { fork, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

type Entry = { files: Record<string, Entry> } | { size: number; offset?: string; unpacked?: boolean };

interface Archive {
  /** Paths, with whether each lies outside of the archive. */
  files: Map<string, { unpacked: boolean }>;
  /** Writes what lies inside to a folder. */
  extract(folder: string): Promise<void>;
}

/** The head of an archive is a JSON document behind four numbers, the last of them its length; the files follow. */
async function readArchive(file: string): Promise<Archive> {
  const bytes = await readFile(file);
  const start = 8 + bytes.readUInt32LE(4);
  const entries = new Map<string, { offset: number; size: number; unpacked: boolean }>();
  const visit = (entry: Entry, path: string) => {
    if ('files' in entry) for (const [name, child] of Object.entries(entry.files)) visit(child, path === '' ? name : `${path}/${name}`);
    else entries.set(path, { offset: start + Number(entry.offset ?? 0), size: entry.size, unpacked: entry.unpacked ?? false });
  };
  visit(JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString()) as Entry, '');
  return {
    files: new Map([...entries].map(([path, { unpacked }]) => [path, { unpacked }])),
    async extract(folder) {
      for (const [path, { offset, size, unpacked }] of entries) {
        if (unpacked) continue;
        await mkdir(join(folder, path, '..'), { recursive: true });
        await writeFile(join(folder, path), bytes.subarray(offset, offset + size));
      }
    },
  };
}

/** Stands for Electron in a process of its own: says what the first window would show, and ends. */
const electronModule = `
let handler = async () => new Response(null, { status: 500 });
const nothing = () => {};
const session = { on: nothing, setPermissionRequestHandler: nothing, setPermissionCheckHandler: nothing, setDevicePermissionHandler: nothing, setDisplayMediaRequestHandler: nothing, webRequest: { onBeforeRequest: nothing } };
const failed = (title, message) => { console.error(title, message); process.exit(3); };
export const app = { enableSandbox: nothing, setPath: nothing, requestSingleInstanceLock: () => true, whenReady: async () => {}, getLocale: () => 'zh-CN', on: nothing, once: nothing, quit: nothing, exit: (code) => process.exit(code) };
export const dialog = { showErrorBox: failed };
export const ipcMain = { on: nothing, removeListener: nothing };
export const Menu = { buildFromTemplate: (template) => template, setApplicationMenu: nothing };
export const protocol = { registerSchemesAsPrivileged: nothing, handle: (_scheme, given) => { handler = given; } };
export const shell = {};
export const utilityProcess = {};
const sessions = { defaultSession: session };
export { sessions as session };
export class BrowserWindow {
  webContents = { on: nothing };
  constructor({ webPreferences }) { this.preload = webPreferences.preload; }
  on() {}
  once() {}
  async loadURL(url) {
    const answer = await handler(new Request(url));
    console.log(JSON.stringify({ url, status: answer.status, page: await answer.text(), preload: this.preload }));
    process.exit(0);
  }
}
`;

/** Runs the packed main bundle with the packed packages, and nothing of this checkout. */
async function runPacked(archive: Archive, resources: string): Promise<{ code: number | null; out: string; error: string }> {
  const program = join(resources, 'program');
  await archive.extract(program);
  await cp(join(resources, 'app.asar.unpacked'), program, { recursive: true });
  await mkdir(join(program, 'node_modules/electron'));
  await writeFile(join(program, 'node_modules/electron/package.json'), '{"type":"module","main":"index.js"}');
  await writeFile(join(program, 'node_modules/electron/index.js'), electronModule);
  const child = spawn(process.execPath, [join(program, 'build/dist/shell/main.js'), '--data', join(resources, 'data')], {
    env: { PATH: process.env.PATH },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { out: '', error: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.error += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...output };
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
    const packed = await readArchive(join(resources, 'app.asar'));
    const archive = packed.files;
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
      ...['model', 'reader', 'lines', 'syntax'].map((name) => `build/dist/shell/${name}-worker.js`),
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

    // The main process opens its store with the packed driver, and has its page and its preload where it looks for them.
    const { code, out, error } = await runPacked(packed, resources);
    expect([code, error]).toEqual([0, '']);
    const shown = JSON.parse(out) as { url: string; status: number; page: string; preload: string };
    expect(shown).toMatchObject({ url: 'app://autoglm/', status: 200, page: expect.stringContaining('<div id="app">') });
    expect(shown.preload).toBe(join(resources, 'program/build/dist/shell/preload.cjs'));
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
