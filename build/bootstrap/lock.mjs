import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sentence } from './sentence.mjs';

/** A holder that has not touched its lock for this long (milliseconds) is gone, whatever its process number says. */
const silence = 60_000;
const heartbeat = 5_000;

/**
 * @typedef {object} Holder
 * @property {string} host
 * @property {number} pid
 * @property {number} [child] the program that does the work; it outlives a holder that is killed
 */

/**
 * Runs `work` while holding the lock `file`, after waiting for any other holder. A lock whose holder died is taken over, and `work`
 * is told so: what the holder was doing is then half done.
 *
 * @template T
 * @param {string} file
 * @param {(pid: number) => void} onWait called once when another process holds the lock
 * @param {(hold: { takenOver: boolean, setChild: (pid: number | undefined) => void }) => Promise<T>} work when it throws while a
 *   child is set, the lock stays behind as the mark of half-done work
 * @returns {Promise<T>}
 */
export async function withLock(file, onWait, work) {
  const takenOver = await acquire(file, onWait);
  /** @type {Holder} */
  const holder = { host: os.hostname(), pid: process.pid };
  const timer = setInterval(() => touch(file), heartbeat);
  timer.unref();
  try {
    const result = await work({
      takenOver,
      setChild(pid) {
        holder.child = pid;
        fs.writeFileSync(file, JSON.stringify(holder)); // JSON leaves out an undefined child
      },
    });
    fs.rmSync(file, { force: true });
    return result;
  } catch (error) {
    if (holder.child === undefined && !takenOver) fs.rmSync(file, { force: true });
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Whether somebody holds the lock or left it behind. @param {string} file */
export const lockExists = (file) => fs.existsSync(file);

/** @param {string} file @param {(pid: number) => void} onWait @returns {Promise<boolean>} whether a dead holder's lock was taken */
async function acquire(file, onWait) {
  let told = false;
  for (;;) {
    if (create(file)) return false;
    const holder = liveHolder(file);
    if (holder === undefined) {
      if (takeOver(file)) return true;
    } else if (!told) {
      told = true;
      onWait(holder.child ?? holder.pid);
    }
    await sleep(200);
  }
}

/** @param {string} file @returns {boolean} whether the lock is now ours */
function create(file) {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify({ host: os.hostname(), pid: process.pid }), { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EEXIST') return false;
    if (code === 'ENOSPC') throw new Sentence('The disk is full. Free some space and start again.');
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      throw new Sentence(
        `Open-AutoGLM has to write into its own folder, ${path.dirname(path.dirname(path.dirname(file)))}, and may not (${code}). ` +
          'Copy it to a folder that you own, or give yourself the right to write there, and start again.',
      );
    }
    throw error;
  }
}

/**
 * Replaces the lock of a dead holder. Only one process at a time may try: without the guard a slow one could remove the lock that
 * a fast one has just made.
 * @param {string} file
 */
function takeOver(file) {
  const guard = `${file}.guard`;
  try {
    fs.writeFileSync(guard, '', { flag: 'wx' });
  } catch {
    if (Date.now() - (modified(guard) ?? Date.now()) > silence) fs.rmSync(guard, { force: true });
    return false;
  }
  try {
    if (liveHolder(file) !== undefined) return false;
    fs.rmSync(file, { force: true });
    return create(file);
  } finally {
    fs.rmSync(guard, { force: true });
  }
}

/** @param {string} file @returns {Holder | undefined} undefined when nobody who is alive holds the lock */
function liveHolder(file) {
  const time = modified(file);
  if (time === undefined) return undefined;
  /** @type {Holder} */
  let holder;
  try {
    holder = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    // Its writer may be between creating and filling the file.
    return Date.now() - time > 2_000 ? undefined : { host: '', pid: 0 };
  }
  if (holder.child !== undefined && holder.host === os.hostname() && isAlive(holder.child)) return holder;
  if (Date.now() - time > silence) return undefined;
  if (holder.host === os.hostname() && !isAlive(holder.pid)) return undefined;
  return holder;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file @returns {number | undefined} milliseconds since 1970 */
const modified = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;

/** @param {string} file */
function touch(file) {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // The lock was taken away by hand; the work goes on.
  }
}
