import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Whether this is Debian and we are root. */
export function mayInstallFromDebian(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  // Ubuntu's package of Chromium is an empty shell around a snap, which does not run in a container.
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @returns false where a package cannot be had. */
export function installFromDebian(...packages: string[]): boolean {
  const apt = (...args: string[]) =>
    quietly('apt-get', ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1', '-o', 'DPkg::Lock::Timeout=60', ...args]);
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages);
}

/**
 * Gives the tests a sandbox: bubblewrap from Debian where it is missing and may be installed. Has to run before any test looks for it.
 * Says what it does; the tests that need one name themselves where there is none.
 */
export function obtainSandbox(say: (sentence: string) => void): void {
  if (process.platform !== 'linux' || quietly('bwrap', ['--version']) || !mayInstallFromDebian()) return;
  say('There is no sandbox. Installing Debian’s bubblewrap …');
  if (!installFromDebian('bubblewrap')) say('  It cannot be had.');
}

/** Runs a program for at most five minutes and keeps its output to itself. */
export function quietly(program: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: 'ignore', timeout: 300_000, env, windowsHide: true }).status === 0;
}
