/**
 * Brings node_modules to what package-lock.json says, once, without running install scripts but the one of the bundled Node.
 * Plain JavaScript that runs on Node 20 and imports nothing that has to be installed. Messages go to standard error, so that a
 * command which prints JSON keeps its standard output to itself.
 */
import fs from 'node:fs';
import path from 'node:path';
import { bundledNode, nodeProblem, packageProblem, thisPlatform } from './bootstrap/installed.mjs';
import { lockExists, withLock } from './bootstrap/lock.mjs';
import { refuseOldNode } from './bootstrap/node-version.mjs';
import { runNpm } from './bootstrap/npm.mjs';
import { inRoot, root } from './bootstrap/paths.mjs';
import { Sentence } from './bootstrap/sentence.mjs';

const lock = inRoot('build', 'out', 'install.lock');

/** Stands where the bundled Node could not be had and the running one does its work, so that not every start tries again. */
const withoutBundledNode = inRoot('build', 'out', 'without-bundled-node');

/** From this version on Node strips types by itself and better-sqlite3 works in it. */
const oldestNodeForTheProgram = [22, 18];

/**
 * Installs what is missing or broken; returns at once when nothing is. Safe to call from several processes at the same time.
 * @param {{ say?: (sentence: string) => void }} [options] `say` is told each step; it defaults to standard error
 * @returns {Promise<void>}
 * @throws {Sentence} with what the user can do: offline, read-only folder, full disk, no npm, interrupted
 */
export async function ensureInstalled({ say = (sentence) => console.error(sentence) } = {}) {
  refuseOldNode(process.version);
  const platform = thisPlatform();
  if (!lockExists(lock) && packageProblem(root, platform) === '' && hasNode()) return;
  await withLock(
    lock,
    (pid) => say(`Another start is installing the packages (process ${pid}). Waiting for it …`),
    async ({ takenOver, setChild }) => {
      const problem = takenOver ? 'an earlier install was interrupted' : packageProblem(root, platform);
      if (problem !== '') await installPackages(problem, setChild, say);
      if (!hasNode()) await installNode(setChild, say);
      const left = packageProblem(root, platform);
      if (left !== '')
        throw new Sentence(`The install is not complete: ${left}. Check the connection to the npm registry and start again.`);
    },
  );
}

/**
 * The Node that runs the program: the one that came with the install, else the running one where it is new enough.
 * Call `ensureInstalled` first.
 * @throws {Sentence} when there is neither
 */
export function nodeBinary() {
  if (nodeProblem(root) === '') return bundledNode(root);
  if (canReplaceBundledNode()) return process.execPath;
  throw new Sentence(
    'The Node that the program runs on is not installed. Run `npm start` once while the npm registry can be reached, or start with Node 24.',
  );
}

const hasNode = () => nodeProblem(root) === '' || (canReplaceBundledNode() && fs.existsSync(withoutBundledNode));

/** @param {string} [version] as `process.version` */
export function canReplaceBundledNode(version = process.version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = oldestNodeForTheProgram;
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** @param {string} problem @param {(pid: number | undefined) => void} setChild @param {(sentence: string) => void} say */
async function installPackages(problem, setChild, say) {
  say(`Installing the packages, a minute or two (${problem}) …`);
  moveRunningNodeAway();
  fs.rmSync(withoutBundledNode, { force: true });
  const started = Date.now();
  const progress = setInterval(() => {
    say(`  still installing after ${Math.round((Date.now() - started) / 1000)} s`);
  }, 10_000);
  try {
    await runNpm(['ci', '--ignore-scripts'], setChild);
  } finally {
    clearInterval(progress);
  }
  say(`  ${countPackages()} packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** @param {(pid: number | undefined) => void} setChild @param {(sentence: string) => void} say */
async function installNode(setChild, say) {
  say('Installing the Node that the program runs on …');
  // A damaged one would be found first on PATH by its own install script.
  fs.rmSync(bundledNode(root), { force: true });
  try {
    await runNpm(['rebuild', 'node', '--ignore-scripts=false'], setChild);
  } catch (error) {
    if (!(error instanceof Sentence) || error.exitCode !== 1 || !canReplaceBundledNode()) throw error;
  }
  const problem = nodeProblem(root);
  if (problem === '') return;
  if (!canReplaceBundledNode()) {
    throw new Sentence(`The install is not complete: ${problem}. Start again, or start with Node 24, which needs no other.`);
  }
  fs.rmSync(bundledNode(root), { force: true });
  fs.writeFileSync(withoutBundledNode, problem);
  say(`  It cannot be had here; using the running Node ${process.versions.node}.`);
}

/** Windows does not delete a program that is running, but lets it be renamed. Without this `npm ci` would fail on our own Node. */
function moveRunningNodeAway() {
  if (process.platform !== 'win32') return;
  const folder = inRoot('build', 'out');
  for (const name of fs.readdirSync(folder).filter((file) => /^retired-.*\.exe$/.test(file))) {
    try {
      fs.rmSync(path.join(folder, name));
    } catch {
      // Still running; a later install removes it.
    }
  }
  if (fs.existsSync(bundledNode(root))) fs.renameSync(bundledNode(root), path.join(folder, `retired-${process.pid}.exe`));
}

function countPackages() {
  const modules = inRoot('node_modules');
  if (!fs.existsSync(modules)) return 0;
  return fs
    .readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .reduce((count, name) => count + (name.startsWith('@') ? fs.readdirSync(path.join(modules, name)).length : 1), 0);
}
