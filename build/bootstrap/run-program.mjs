import { spawn } from 'node:child_process';
import os from 'node:os';
import { Sentence } from './sentence.mjs';

/**
 * Runs a program with our standard streams and hands it our signals.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code; 128 and the signal's number when a signal ended it
 * @throws {Sentence} when it cannot be started
 */
export function runProgram(file, args, { env = process.env } = {}) {
  const child = spawn(file, args, { stdio: 'inherit', env });
  // A terminal sends Ctrl+C to the child as well; handing it on would make two of it, and the second one means "at once".
  const interrupt = () => void (process.stdin.isTTY || child.kill('SIGINT'));
  const terminate = () => void child.kill('SIGTERM');
  const hangUp = () => void child.kill('SIGHUP');
  process.on('SIGINT', interrupt).on('SIGTERM', terminate).on('SIGHUP', hangUp);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Sentence(`${file} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      process.off('SIGINT', interrupt).off('SIGTERM', terminate).off('SIGHUP', hangUp);
      resolve(code ?? 128 + os.constants.signals[signal ?? 'SIGTERM']);
    });
  });
}
