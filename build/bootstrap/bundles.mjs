import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { nodeBinary } from '../install.mjs';
import { withLock } from './lock.mjs';
import { inRoot, root } from './paths.mjs';
import { Sentence } from './sentence.mjs';

/**
 * @typedef {object} Bundle
 * @property {string} name as the user reads it
 * @property {string} config of Vite, from the project's folder
 * @property {string[]} sources files and folders whose bytes decide whether the bundle is up to date
 * @property {string} out folder of the result
 */

/** The page, for the window and for the browser. @type {Bundle} */
export const page = {
  name: 'page',
  config: 'build/vite.renderer.ts',
  sources: ['renderer', 'electron/domain', 'electron/contract', 'build/vite.renderer.ts', 'package-lock.json'],
  out: 'build/dist/page',
};

/** Electron's main process, preload and model process. @type {Bundle} */
export const shell = {
  name: 'shell',
  config: 'build/vite.main.ts',
  sources: ['electron', 'db', 'native-models', 'build/vite.main.ts', 'package.json', 'package-lock.json'],
  out: 'build/dist/shell',
};

/**
 * Builds a bundle unless the last one was built from the same bytes. The result appears in one step: a build that is killed leaves
 * the previous one in place. Safe to call from several processes at the same time.
 * @param {Bundle} bundle
 * @param {{ say?: (sentence: string) => void, force?: boolean }} [options]
 * @throws {Sentence} when Vite fails, with its output
 */
export async function buildBundle(bundle, { say = (sentence) => console.error(sentence), force = false } = {}) {
  if (!force && isCurrent(bundle)) return;
  const lock = inRoot('build', 'out', `${bundle.name}.lock`);
  await withLock(
    lock,
    (pid) => say(`Another start is building the ${bundle.name} (process ${pid}). Waiting for it …`),
    async () => {
      if (!force && isCurrent(bundle)) return;
      say(`Building the ${bundle.name} …`);
      const hash = hashOf(bundle.sources);
      const fresh = inRoot('build', 'out', `${bundle.name}-fresh`);
      fs.rmSync(fresh, { recursive: true, force: true });
      await runVite(bundle, fresh);
      const out = inRoot(bundle.out);
      fs.rmSync(stampOf(bundle), { force: true });
      fs.rmSync(out, { recursive: true, force: true });
      fs.mkdirSync(path.dirname(out), { recursive: true });
      fs.renameSync(fresh, out);
      fs.writeFileSync(stampOf(bundle), hash);
    },
  );
}

/** @param {Bundle} bundle */
const stampOf = (bundle) => inRoot('build', 'out', `${bundle.name}.sources`);

/** @param {Bundle} bundle */
function isCurrent(bundle) {
  const stamp = stampOf(bundle);
  if (!fs.existsSync(stamp) || !fs.existsSync(inRoot(bundle.out))) return false;
  return fs.readFileSync(stamp, 'utf8') === hashOf(bundle.sources);
}

/** SHA-256 over names and bytes. Times would not do: a checkout renews them. @param {string[]} sources */
function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(source)) {
      const bytes = fs.readFileSync(inRoot(file));
      hash.update(`${file}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest('hex');
}

/** @param {string} source from the project's folder, `/` between names @returns {string[]} in a fixed order */
function filesUnder(source) {
  const entry = fs.statSync(inRoot(source), { throwIfNoEntry: false });
  if (entry === undefined) return [];
  if (!entry.isDirectory()) return [source];
  return fs
    .readdirSync(inRoot(source))
    .sort()
    .flatMap((name) => filesUnder(`${source}/${name}`))
    .filter((file) => !file.endsWith('.gguf'));
}

/** @param {Bundle} bundle @param {string} out @returns {Promise<void>} */
function runVite(bundle, out) {
  const vite = inRoot('node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', inRoot(bundle.config), '--outDir', out, '--emptyOutDir', '--logLevel', 'warn'];
  // NODE_ENV of the caller would decide how Svelte is compiled.
  const child = spawn(nodeBinary(), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
    windowsHide: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-20_000)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Sentence(`The ${bundle.name} could not be built:\n${output.trim()}`));
    });
  });
}
