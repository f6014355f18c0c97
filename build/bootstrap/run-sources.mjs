import path from 'node:path';
import { ensureInstalled, nodeBinary } from '../install.mjs';
import { inRoot } from './paths.mjs';
import { runProgram } from './run-program.mjs';

/**
 * Installs what is missing, then runs one of our TypeScript files with the Node that runs them as they are. Programs that it starts
 * find that Node first on PATH.
 * @param {string} file from the project's folder
 * @param {string[]} args
 */
export async function runSources(file, args) {
  await ensureInstalled();
  const search = [path.dirname(nodeBinary()), inRoot('node_modules', '.bin'), process.env.PATH ?? ''].join(path.delimiter);
  return runProgram(nodeBinary(), [inRoot(file), ...args], { env: { ...process.env, PATH: search } });
}
