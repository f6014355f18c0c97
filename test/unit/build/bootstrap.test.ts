import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronBinary, reasonAgainstWindow } from '../../../build/bootstrap/electron-binary.mjs';
import { packageProblem } from '../../../build/bootstrap/installed.mjs';
import { withLock } from '../../../build/bootstrap/lock.mjs';
import { complaintAboutNode } from '../../../build/bootstrap/node-version.mjs';
import { explainNpmFailure } from '../../../build/bootstrap/npm.mjs';
import { canReplaceBundledNode } from '../../../build/install.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'autoglm-bootstrap-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a Node that is too old', () => {
  it.each(['v4.9.1', 'v18.20.4', 'v19.9.0', '16.0.0'])('is refused with a sentence: %s', (version) => {
    expect(complaintAboutNode(version)).toMatch(/^Open-AutoGLM needs Node 20 or newer to start, and this is Node \d+\.\d+\.\d+\. Install/);
  });

  it.each(['v20.0.0', 'v20.20.2', 'v24.21.0', 'v100.1.0'])('is not this one: %s', (version) => {
    expect(complaintAboutNode(version)).toBe('');
  });

  it('ends the process with exit code 1 before anything else is loaded', () => {
    const module = pathToFileURL(path.resolve('build/bootstrap/node-version.mjs')).href;
    const script = `import { refuseOldNode } from ${JSON.stringify(module)}; refuseOldNode('v18.1.0'); console.log('went on');`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('this is Node 18.1.0');
  });

  it.each([
    ['v20.20.2', false],
    ['v22.17.1', false],
    ['v22.18.0', true],
    ['v24.0.0', true],
  ])('can run the bootstrap, but not always the program: %s', (version, able) => {
    expect(canReplaceBundledNode(version)).toBe(able);
  });
});

describe('the packages that are here', () => {
  const linux = { os: 'linux', cpu: 'x64', libc: 'glibc' };

  /** Writes a lock file and what of it is installed; a version in `present` stands for a package that is there. */
  function install(wanted: Record<string, object>, present: Record<string, object>): void {
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
    mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
    writeFileSync(path.join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: present }));
    for (const place of Object.keys(present)) {
      mkdirSync(path.join(folder, place), { recursive: true });
      writeFileSync(path.join(folder, place, 'package.json'), '{}');
    }
  }

  const one = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } };

  it('are complete when each has the version and content of the lock', () => {
    install(one, one);
    expect(packageProblem(folder, linux)).toBe('');
  });

  it('are incomplete when one is missing, is another version or other content, or lost its files', () => {
    install(one, {});
    expect(packageProblem(folder, linux)).toBe('node_modules/a is missing');
    install(one, { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-x' } });
    expect(packageProblem(folder, linux)).toBe('node_modules/a is another version');
    install(one, { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-y' } });
    expect(packageProblem(folder, linux)).toBe('node_modules/a is another version');
    install(one, one);
    rmSync(path.join(folder, 'node_modules/a/package.json'));
    expect(packageProblem(folder, linux)).toBe('node_modules/a is incomplete');
  });

  it.each([
    ['for another system', { os: ['darwin'] }, ''],
    ['for another processor', { cpu: ['arm64'] }, ''],
    ['for another C library', { os: ['linux'], libc: ['musl'] }, ''],
    ['for all systems but this one', { os: ['!linux'] }, ''],
    ['for nothing in particular', {}, ''],
    ['for this system', { os: ['linux'], cpu: ['x64'], libc: ['glibc'] }, 'node_modules/b is missing'],
    ['for all systems but another one', { os: ['!win32'] }, 'node_modules/b is missing'],
  ])('may lack an optional package %s only if it is not for here', (_what, bounds, problem) => {
    install({ ...one, 'node_modules/b': { version: '1.0.0', optional: true, ...bounds } }, one);
    expect(packageProblem(folder, linux)).toBe(problem);
  });

  it('are incomplete when the binary of a package for this platform is missing or empty', () => {
    const binding = { 'node_modules/b': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] } };
    install(binding, binding);
    writeFileSync(path.join(folder, 'node_modules/b/package.json'), '{"main":"b.node"}');
    expect(packageProblem(folder, linux)).toBe('node_modules/b is incomplete');
    writeFileSync(path.join(folder, 'node_modules/b/b.node'), '');
    expect(packageProblem(folder, linux)).toBe('node_modules/b is incomplete');
    writeFileSync(path.join(folder, 'node_modules/b/b.node'), 'x');
    expect(packageProblem(folder, linux)).toBe('');
  });

  it.each([
    [linux, 'linux-x64.node'],
    [{ os: 'linux', cpu: 'arm64', libc: 'musl' }, 'linuxmusl-arm64.node'],
    [{ os: 'win32', cpu: 'x64', libc: undefined }, 'win32-x64.node'],
  ])('need the SQLite library of their platform: %j', (platform, file) => {
    install(one, one);
    const prebuilds = path.join(folder, 'node_modules/better-sqlite3/prebuilds');
    mkdirSync(prebuilds, { recursive: true });
    expect(packageProblem(folder, platform)).toBe('the SQLite library of this platform is missing');
    writeFileSync(path.join(prebuilds, file), 'x');
    expect(packageProblem(folder, platform)).toBe('');
  });

  it('are nothing at all, half an install, or a damaged lock', () => {
    expect(packageProblem(folder, linux)).toBe('package-lock.json is missing or damaged');
    writeFileSync(path.join(folder, 'package-lock.json'), '{"packages":{}}');
    expect(packageProblem(folder, linux)).toBe('nothing is installed yet');
    mkdirSync(path.join(folder, 'node_modules'));
    expect(packageProblem(folder, linux)).toBe('an earlier install did not finish');
    writeFileSync(path.join(folder, 'package-lock.json'), '<<<<<<< conflict');
    expect(packageProblem(folder, linux)).toBe('package-lock.json is missing or damaged');
  });
});

describe('a failure of npm', () => {
  it.each([
    ['npm error code ENOTFOUND\nnpm error network request to https://registry.example failed', 'the npm registry cannot be reached'],
    ['npm error code EAI_AGAIN', 'the npm registry cannot be reached'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'the npm registry cannot be reached'],
    ['npm error code E403\nnpm error 403 Forbidden', 'the npm registry cannot be reached or refuses'],
    ['npm error code EACCES\nnpm error network', 'npm may not write'],
    ['npm error code EROFS', 'npm may not write'],
    ['npm warn tar ENOSPC: no space left on device\nnpm error network', 'the disk is full'],
    ['npm error code EINTEGRITY', 'npm cache verify'],
    ['npm error Cannot read properties of undefined', 'npm said:\nnpm error Cannot read properties of undefined'],
  ])('becomes a sentence: %s', (output, sentence) => {
    expect(explainNpmFailure(output)).toContain(sentence);
  });
});

describe('a lock', () => {
  const file = () => path.join(folder, 'out', 'work.lock');
  const nobody = () => {
    throw new Error('nobody else holds it');
  };

  it('lets one process work at a time', async () => {
    const script = `
      import { withLock } from ${JSON.stringify(pathToFileURL(path.resolve('build/bootstrap/lock.mjs')).href)};
      import fs from 'node:fs';
      await withLock(process.argv[1], () => {}, async () => {
        fs.mkdirSync(process.argv[1] + '.inside');
        await new Promise((resolve) => setTimeout(resolve, 30));
        fs.rmdirSync(process.argv[1] + '.inside');
      });`;
    const workers = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, file()]));
    await expect(Promise.all(workers)).resolves.toHaveLength(4);
    expect(existsSync(file())).toBe(false);
  });

  it('is taken over from a process that died, and the new holder is told', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(path.dirname(file()));
    writeFileSync(file(), JSON.stringify({ host: os.hostname(), pid: dead }));
    expect(await withLock(file(), nobody, async ({ takenOver }) => takenOver)).toBe(true);
    expect(await withLock(file(), nobody, async ({ takenOver }) => takenOver)).toBe(false);
  });

  it('is taken over from a holder on another machine that fell silent, and from half a file', async () => {
    mkdirSync(path.dirname(file()));
    for (const text of [JSON.stringify({ host: 'elsewhere', pid: 1 }), '{"ho']) {
      writeFileSync(file(), text);
      utimesSync(file(), new Date(Date.now() - 120_000), new Date(Date.now() - 120_000));
      expect(await withLock(file(), nobody, async ({ takenOver }) => takenOver)).toBe(true);
    }
  });

  it('waits for the program of a holder that died', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(path.dirname(file()));
    writeFileSync(file(), JSON.stringify({ host: os.hostname(), pid: dead, child: process.pid }));
    const waitedFor: number[] = [];
    const work = withLock(
      file(),
      (pid) => {
        waitedFor.push(pid);
        rmSync(file());
      },
      async () => 'done',
    );
    expect(await work).toBe('done');
    expect(waitedFor).toEqual([process.pid]);
  });

  it('stays behind when the work breaks off in the middle of its program, and else does not', async () => {
    const fails = (child: number | undefined) =>
      withLock(file(), nobody, async ({ setChild }) => {
        setChild(child);
        throw new Error('broken off');
      });
    await expect(fails(undefined)).rejects.toThrow('broken off');
    expect(existsSync(file())).toBe(false);
    await expect(fails(process.pid)).rejects.toThrow('broken off');
    expect(existsSync(file())).toBe(true);
  });
});

describe("Electron's binary", () => {
  it('is looked for without importing Electron', () => {
    expect(electronBinary({}, folder)).toBeUndefined();
    const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron';
    const place = path.join(folder, 'node_modules/electron/dist', name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, '');
    expect(electronBinary({}, folder)).toBe(place);
    expect(electronBinary({ ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'elsewhere') }, folder)).toBeUndefined();
  });

  it.each([
    ['missing', { binary: undefined }, "Electron's binary is not installed; `npm run desktop` downloads it."],
    ['without a display', { binary: 'electron', platform: 'linux', env: {}, isRoot: false }, 'There is no display for a window.'],
    [
      'run by root',
      { binary: 'electron', platform: 'linux', env: { DISPLAY: ':0' }, isRoot: true },
      'Electron opens no window for root, because its sandbox would be off.',
    ],
    ['fine under X11', { binary: 'electron', platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false }, ''],
    ['fine under Wayland', { binary: 'electron', platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, isRoot: false }, ''],
    ['fine on a Mac', { binary: 'electron', platform: 'darwin', env: {}, isRoot: false }, ''],
  ])('says in one sentence why there is no window: %s', (_what, situation, reason) => {
    expect(reasonAgainstWindow(situation)).toBe(reason);
  });
});
