import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} LockedPackage the parts of an entry of package-lock.json that decide whether it has to be here
 * @property {string} version
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 *
 * @typedef {object} Platform
 * @property {string} os as `process.platform`
 * @property {string} cpu as `process.arch`
 * @property {string | undefined} libc glibc or musl; undefined where there is no such choice
 */

/** @returns {Platform} */
export function thisPlatform() {
  return { os: process.platform, cpu: process.arch, libc: process.platform === 'linux' ? libc() : undefined };
}

function libc() {
  const header = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport()).header;
  return header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

/**
 * What keeps the packages in `folder`/node_modules from being those of `folder`/package-lock.json, or an empty string.
 * npm writes node_modules/.package-lock.json as the last thing of an install, so that an install which was killed has none.
 * @param {string} folder
 * @param {Platform} platform
 */
export function packageProblem(folder, platform) {
  const wanted = readPackages(path.join(folder, 'package-lock.json'));
  if (wanted === undefined) return 'package-lock.json is missing or damaged';
  const present = readPackages(path.join(folder, 'node_modules', '.package-lock.json'));
  if (present === undefined)
    return fs.existsSync(path.join(folder, 'node_modules')) ? 'an earlier install did not finish' : 'nothing is installed yet';
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '') continue;
    const found = present[place];
    if (found === undefined) {
      if (isNeeded(entry, platform)) return `${place} is missing`;
      continue;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) return `${place} is another version`;
    const broken = brokenPackage(path.join(folder, place), isBound(entry));
    if (broken) return `${place} is incomplete`;
  }
  return nativeProblem(folder, platform);
}

/** Whether a package that is not there should be. Optional packages count when they are binaries made for this platform. @param {LockedPackage} entry @param {Platform} platform */
function isNeeded(entry, platform) {
  const fits = allows(entry.os, platform.os) && allows(entry.cpu, platform.cpu) && allows(entry.libc, platform.libc);
  return entry.optional ? isBound(entry) && fits : fits;
}

/** @param {LockedPackage} entry */
const isBound = (entry) => entry.os !== undefined || entry.cpu !== undefined;

/** npm's rule for `os`, `cpu` and `libc`: a list of names, or of excluded names. @param {string[] | undefined} list @param {string | undefined} value */
function allows(list, value) {
  if (list === undefined || value === undefined) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((name) => name.startsWith('!'));
}

/** @param {string} folder @param {boolean} bound whether the package is made for one platform: then its main file is a binary of its own */
function brokenPackage(folder, bound) {
  const manifest = path.join(folder, 'package.json');
  if (!bound) return !fs.existsSync(manifest);
  const main = readJson(manifest)?.main;
  return readJson(manifest) === undefined || (typeof main === 'string' && !hasContent(path.join(folder, main)));
}

/** Native parts that no package of their own stands for. @param {string} folder @param {Platform} platform */
function nativeProblem(folder, platform) {
  const system = platform.libc === 'musl' ? 'linuxmusl' : platform.os;
  const sqlite = path.join(folder, 'node_modules', 'better-sqlite3');
  const known = ['linux', 'darwin', 'win32'].includes(platform.os) && ['x64', 'arm64'].includes(platform.cpu);
  if (known && fs.existsSync(sqlite) && !hasContent(path.join(sqlite, 'prebuilds', `${system}-${platform.cpu}.node`))) {
    return 'the SQLite library of this platform is missing';
  }
  const engines = path.join(folder, 'node_modules', '@node-llama-cpp');
  for (const name of fs.existsSync(engines) ? fs.readdirSync(engines) : []) {
    const bins = path.join(engines, name, 'bins');
    if (!fs.existsSync(bins) || fs.readdirSync(bins).length === 0) return `the llama.cpp library ${name} is missing`;
  }
  return '';
}

/** Where the Node that comes with the install lies. @param {string} folder @param {string} [platform] as `process.platform` */
export function bundledNode(folder, platform = process.platform) {
  return path.join(folder, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node');
}

/** What keeps the bundled Node from running, or an empty string. @param {string} folder */
export function nodeProblem(folder) {
  const file = bundledNode(folder);
  if (!hasContent(file)) return 'the Node that the program runs on is missing';
  const wanted = readJson(path.join(folder, 'node_modules', 'node', 'package.json'))?.version;
  const { stdout, status } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 30_000, windowsHide: true });
  if (status !== 0) return 'the Node that the program runs on does not start';
  return stdout.trim() === `v${wanted}` ? '' : 'the Node that the program runs on is another version';
}

/** @param {string} file @returns {Record<string, LockedPackage> | undefined} */
const readPackages = (file) => readJson(file)?.packages;

/** @param {string} file @returns {any} undefined when there is no such file or it is not JSON */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} file */
const hasContent = (file) => (fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
