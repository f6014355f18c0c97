import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { nodeBinary } from '../install.mjs';
import { inRoot, root } from './paths.mjs';
import { Sentence } from './sentence.mjs';

/**
 * Electron's program, or undefined where it was never downloaded. The package `electron` must not be imported for this: it would
 * download it.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [folder] the project's folder
 */
export function electronBinary(env = process.env, folder = root) {
  const home = path.join(folder, 'node_modules', 'electron');
  const name = readText(path.join(home, 'path.txt')) ?? programName(process.platform);
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH || path.join(home, 'dist');
  const file = path.join(dist, name);
  return fs.existsSync(file) ? file : undefined;
}

/** @param {string} platform as `process.platform` */
function programName(platform) {
  if (platform === 'darwin') return path.join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Why a window cannot be opened here, in one sentence; empty when it can.
 * @param {{ binary: string | undefined, platform?: string, env?: NodeJS.ProcessEnv, isRoot?: boolean }} situation
 */
export function reasonAgainstWindow({ binary, platform = process.platform, env = process.env, isRoot = process.getuid?.() === 0 }) {
  if (binary === undefined) return "Electron's binary is not installed; `npm run desktop` downloads it.";
  if (platform !== 'linux') return '';
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'There is no display for a window.';
  if (isRoot) return 'Electron opens no window for root, because its sandbox would be off.';
  return '';
}

/** Downloads Electron's program with the package's own installer, which checks it against the package's checksums. @throws {Sentence} */
export async function downloadElectron() {
  const installer = inRoot('node_modules', 'electron', 'install.js');
  const child = spawn(nodeBinary(), [installer], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-20_000)));
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(-1));
    child.on('close', resolve);
  });
  if (code === 0 && electronBinary() !== undefined) return;
  const cause =
    output
      .split('\n')
      .find((line) => /error/i.test(line))
      ?.trim() ?? `its installer ended with code ${code}`;
  throw new Sentence(
    `Electron's binary could not be downloaded (${cause}). Check the connection, or set ELECTRON_MIRROR to a server that has it.`,
  );
}

/** @param {string} file */
function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
