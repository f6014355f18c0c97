import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isInside, root } from './paths.mjs';
import { Sentence } from './sentence.mjs';

/** npm waits 70 seconds by default before it believes that a registry is out of reach. Settings of the user go first. */
const patience = { npm_config_fetch_retries: '3', npm_config_fetch_retry_mintimeout: '1000', npm_config_fetch_retry_maxtimeout: '5000' };

/**
 * Runs npm in the project's folder without showing its output, which would put addresses before our own link.
 * @param {string[]} args
 * @param {(pid: number | undefined) => void} onChild told the process number of npm, and undefined once npm has ended by itself
 * @throws {Sentence} when npm is missing, fails or is interrupted
 */
export async function runNpm(args, onChild) {
  const node = nodeOutside();
  const cli = npmCli(node);
  const flags = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error', '--include=dev', '--include=optional', '--include=peer'];
  const child = spawn(node, [cli, ...args, ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...patience, ...process.env },
    windowsHide: true,
  });
  onChild(child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-20_000)));
  let interrupted = 0;
  /** @param {NodeJS.Signals} signal @param {number} number */
  const stop = (signal, number) => () => {
    interrupted = number;
    child.kill(signal);
  };
  const signals = /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]);
  const handlers = signals.map(([signal, number]) => /** @type {const} */ ([signal, stop(signal, number)]));
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    const code = await new Promise((resolve) => {
      child.on('error', () => resolve(-1));
      child.on('close', resolve);
    });
    if (interrupted !== 0) {
      const stopped = new Sentence('The install was interrupted. The next start finishes it.');
      stopped.exitCode = 128 + interrupted;
      throw stopped;
    }
    onChild(undefined);
    if (code !== 0) throw new Sentence(explainNpmFailure(output));
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}

/**
 * What the output of a failed npm means for the user. The order matters: a refused write is more telling than the network errors
 * that may stand beside it.
 * @param {string} output
 */
export function explainNpmFailure(output) {
  const details = `npm said:\n${output.trim().split('\n').slice(-12).join('\n')}`;
  if (/ENOSPC/.test(output)) return 'The packages could not be installed: the disk is full. Free about 2 GB and start again.';
  if (/EROFS|EACCES|EPERM/.test(output)) {
    return `The packages could not be installed: npm may not write into ${root} or into its own cache. Copy the program to a folder that you own and start again.\n${details}`;
  }
  if (/EINTEGRITY/.test(output))
    return `The packages could not be installed: a download is damaged. Run \`npm cache verify\` and start again.\n${details}`;
  if (
    /ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|CERT_|E40[137]|E50\d|network/i.test(
      output,
    )
  ) {
    return `The packages could not be installed: the npm registry cannot be reached or refuses. The first start needs it once; check the connection, or name a mirror or proxy with \`npm config set registry\` or \`npm config set proxy\`, and start again.\n${details}`;
  }
  return `The packages could not be installed. ${details}`;
}

/**
 * A Node that an install does not remove under its own feet: not the one in node_modules, which `npm start` finds first on PATH.
 * @throws {Sentence}
 */
function nodeOutside() {
  const modules = path.join(root, 'node_modules');
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(path.isAbsolute)
    .map((folder) => path.join(folder, name));
  for (const file of [process.execPath, process.env.npm_node_execpath ?? '', ...onPath]) {
    if (file === '' || !fs.existsSync(file)) continue;
    const real = fs.realpathSync(file);
    if (!isInside(modules, real)) return real;
  }
  throw new Sentence(
    'The install has to be repaired, and there is no Node on PATH but the one in it. Install Node 20 or newer and start again.',
  );
}

/** The program of npm: the one that runs us, else the one beside Node, else the one on PATH. @param {string} node @throws {Sentence} */
function npmCli(node) {
  const under = path.join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const beside = path.dirname(node);
  const candidates = [process.env.npm_execpath ?? '', path.join(beside, under), path.join(beside, '..', 'lib', under)];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute)) {
    candidates.push(path.join(folder, under));
    const link = path.join(folder, 'npm');
    if (process.platform !== 'win32' && fs.existsSync(link)) candidates.push(fs.realpathSync(link));
  }
  const found = candidates.find((file) => path.basename(file) === 'npm-cli.js' && fs.existsSync(file));
  if (found === undefined)
    throw new Sentence('The packages have to be installed, and npm is not on PATH. Install npm (it comes with Node) and start again.');
  return found;
}
