import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = fileURLToPath(new URL('../../', import.meta.url));

/** What a started program printed and how it ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/**
 * A project of a few kilobytes around the real bootstrap: its packages are tarballs beside it, so that the real npm installs them
 * without a network. Its `node` package links the running Node from its install script, as the published one does; its `vite` writes
 * one file; its host prints its arguments.
 */
export interface TinyProject {
  folder: string;
  /** Starts `node build/<entry> …args` in the project. */
  spawn(entry: string, args?: string[], options?: { uid?: number; env?: NodeJS.ProcessEnv }): ChildProcess;
  run(entry: string, args?: string[], options?: { uid?: number; env?: NodeJS.ProcessEnv }): Promise<Ended>;
  /** How often the install script of `node` and the build of the page ran. */
  count(what: 'installs' | 'builds'): number;
  at(...parts: string[]): string;
  remove(): void;
}

const hostSource = `
const args = process.argv.slice(2);
console.log(JSON.stringify(args));
process.on('SIGTERM', () => { console.log('ended by SIGTERM'); process.exit(0); });
if (args.includes('--wait')) setInterval(() => {}, 1000); else process.exit(args.includes('--fail') ? 7 : 0);
`;

/** Waits for a file named \`slow\`, so that a test can reach into the middle of an install; then links the running Node. */
const nodeInstallSource = `
const fs = require('node:fs'), path = require('node:path');
const log = process.env.TINY_LOG;
fs.appendFileSync(path.join(log, 'installs'), 'x');
const wait = path.join(log, 'slow');
while (fs.existsSync(wait)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
fs.mkdirSync('bin', { recursive: true });
const name = process.platform === 'win32' ? 'node.exe' : 'node';
fs.rmSync(path.join('bin', name), { force: true });
if (process.platform === 'win32') fs.copyFileSync(process.env.TINY_NODE, path.join('bin', name));
else fs.symlinkSync(process.env.TINY_NODE, path.join('bin', name));
`;

const viteSource = `
import fs from 'node:fs';
import path from 'node:path';
fs.appendFileSync(path.join(process.env.TINY_LOG, 'builds'), 'x');
const out = process.argv[process.argv.indexOf('--outDir') + 1];
fs.mkdirSync(out, { recursive: true });
fs.writeFileSync(path.join(out, 'index.html'), fs.readFileSync('renderer/index.html'));
`;

/** Packs a package of the given files into a tarball of the project. */
function pack(folder: string, name: string, manifest: object, files: Record<string, string>): void {
  const source = path.join(folder, 'sources', name);
  mkdirSync(source, { recursive: true });
  writeFileSync(path.join(source, 'package.json'), JSON.stringify({ name, ...manifest }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(source, file)), { recursive: true });
    writeFileSync(path.join(source, file), text);
  }
  npm(path.join(folder, 'sources'), ['pack', '--silent', `./${name}`]);
}

function npm(cwd: string, args: string[]): void {
  execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd, stdio: 'pipe', shell: process.platform === 'win32' });
}

/** Makes the files of a tiny project once; `makeTinyProject` copies them. */
export function makeTemplate(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'autoglm-template-'));
  const version = process.versions.node;
  pack(folder, 'alpha', { version: '1.0.0' }, { 'index.js': '' });
  pack(folder, 'vite', { version: '1.0.0', type: 'module' }, { 'bin/vite.js': viteSource });
  pack(
    folder,
    'node',
    { version, scripts: { preinstall: 'node install.js' }, bin: { node: 'bin/node' } },
    { 'install.js': nodeInstallSource },
  );

  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const packages = { alpha: 'file:sources/alpha-1.0.0.tgz', vite: 'file:sources/vite-1.0.0.tgz', node: `file:sources/node-${version}.tgz` };
  write(
    'package.json',
    JSON.stringify({
      name: 'tiny',
      version: '1.0.0',
      private: true,
      type: 'module',
      allowScripts: { node: true },
      devDependencies: packages,
    }),
  );
  write('renderer/index.html', '<p>first</p>');
  write('electron/server/main.ts', hostSource);
  write('electron/domain/chat.ts', '');
  write('build/vite.renderer.ts', '');
  for (const part of ['bootstrap', 'install.mjs', 'start.mjs', 'build.mjs'])
    cpSync(path.join(ours, 'build', part), path.join(folder, 'build', part), { recursive: true });
  npm(folder, ['install', '--package-lock-only']);
  mkdirSync(path.join(folder, 'log'));
  return folder;
}

export function makeTinyProject(template: string): TinyProject {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'autoglm-tiny-'));
  cpSync(template, folder, { recursive: true });
  const log = path.join(folder, 'log');

  const environment = (): NodeJS.ProcessEnv => {
    const { ELECTRON_OVERRIDE_DIST_PATH: _dist, DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
    return { ...rest, TINY_LOG: log, TINY_NODE: process.execPath };
  };
  const project: TinyProject = {
    folder,
    at: (...parts) => path.join(folder, ...parts),
    spawn(entry, args = [], { uid, env = {} } = {}) {
      const identity = uid === undefined ? {} : { uid, gid: uid };
      // Another user may not be able to reach the Node of this checkout.
      const node = uid === undefined ? process.execPath : path.join(folder, 'log', 'node');
      if (node !== process.execPath) copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
      return spawn(node, [path.join(folder, 'build', entry), ...args], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...environment(), ...env },
        ...identity,
      });
    },
    run: (entry, args, options) => ending(project.spawn(entry, args, options)),
    count: (what) => (existsSync(path.join(log, what)) ? readFileSync(path.join(log, what), 'utf8').length : 0),
    remove() {
      chmodSync(folder, 0o755);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return project;
}

/** Collects what a program prints until it has ended. */
export async function ending(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => resolve(end));
  });
  return { code, signal, stdout, stderr };
}
