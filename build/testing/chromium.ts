import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { installFromDebian, mayInstallFromDebian, quietly } from './debian.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];

/** Where the installers of the three systems put a browser that is not on PATH. */
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A browser for the end-to-end tests: the one that AUTOGLM_CHROMIUM names, the system's, or Playwright's; undefined when there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.AUTOGLM_CHROMIUM) return isProgram(env.AUTOGLM_CHROMIUM) ? env.AUTOGLM_CHROMIUM : undefined;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = (env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .flatMap((folder) => names.map((name) => path.join(folder, name + suffix)));
  return [...onPath, ...places, chromium.executablePath()].find(isProgram);
}

/**
 * A browser, installed if need be: from Debian when this is Debian and we are root, else Playwright's own. Says what it does.
 *
 * @returns undefined when none can be had; the last sentence said why
 */
export function obtainChromium(say: (sentence: string) => void): string | undefined {
  const found = findChromium();
  if (found !== undefined || process.env.AUTOGLM_CHROMIUM) return found;
  if (mayInstallFromDebian()) {
    say('There is no Chromium. Installing Debian’s …');
    if (installFromDebian('chromium', 'fonts-noto-cjk')) return findChromium();
    say('  Debian’s cannot be had.');
  }
  say('There is no Chromium. Downloading Playwright’s …');
  if (quietly(process.execPath, [path.join('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'])) return findChromium();
  say('  Playwright’s cannot be had.');
  return undefined;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
