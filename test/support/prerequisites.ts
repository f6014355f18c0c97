import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { electronBinary } from '../../build/bootstrap/electron-binary.mjs';

/**
 * What a test may need beyond Node and the installed packages. A test without its prerequisite is skipped by name:
 *
 *     describe.skipIf(missing('go'))('the Go printer', () => …);                        // Vitest
 *     test.skip(missing('electron'), absenceOf('electron'));                            // Playwright
 *
 * `npm test` lists every skipped test with the sentence below; a skip that does not go through here counts as a failure.
 */
const prerequisites = {
  git: { absence: 'git is not on PATH.', present: () => runs('git', '--version') },
  go: { absence: 'Go is not on PATH.', present: () => runs('go', 'version') },
  python: { absence: 'Python 3 is not on PATH.', present: () => runs('python3', '--version') },
  sandbox: {
    absence: 'bubblewrap is not on PATH, or may not make a sandbox here.',
    present: () => runs('bwrap', '--ro-bind', '/', '/', 'true'),
  },
  electron: {
    absence: "Electron's binary is not installed; `npm run desktop` downloads it.",
    present: () => electronBinary() !== undefined,
  },
  display: {
    absence: 'There is no display for a window.',
    present: () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY),
  },
  linux: { absence: 'The stand-in for Electron has the layout of Linux.', present: () => process.platform === 'linux' },
  posix: { absence: 'Windows has no POSIX permissions and signals.', present: () => process.platform !== 'win32' },
  'small-disk': {
    absence: 'This user may not mount a tmpfs.',
    present: () =>
      process.platform === 'linux' &&
      runs('sh', '-c', 'd=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs "$d" 2>/dev/null && umount -l "$d" && rmdir "$d"'),
  },
  'ordinary-user': {
    absence: 'Only root can run this as another user, with setpriv, and that user must be able to read this checkout.',
    present: () =>
      process.getuid?.() === 0 &&
      runs(
        'setpriv',
        '--reuid',
        '65534',
        '--regid',
        '65534',
        '--clear-groups',
        process.execPath,
        '--check',
        fileURLToPath(import.meta.url),
      ),
  },
  'not-root': { absence: 'Root may write anywhere; run as another user.', present: () => process.getuid?.() !== 0 },
} as const;

export type Prerequisite = keyof typeof prerequisites;

/** Whether one of the prerequisites is absent on this machine. The reason goes into the closing report of `npm test`. */
export function missing(...names: Prerequisite[]): boolean {
  const absent = names.filter((name) => !prerequisites[name].present());
  for (const name of absent) record(absenceOf(name));
  return absent.length > 0;
}

/** The sentence that the report prints. */
export const absenceOf = (name: Prerequisite): string => prerequisites[name].absence;

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 20_000, windowsHide: true }).status === 0;
}

/** Writes the reason beside the name of the test file that asked: Vitest's report has no place for it. */
function record(reason: string): void {
  const file = process.env.AUTOGLM_SKIP_REASONS;
  const test = callingTest();
  if (file && test) appendFileSync(file, `${JSON.stringify({ test, reason })}\n`);
}

function callingTest(): string | undefined {
  const frame = new Error().stack?.split('\n').find((line) => /\.(test|spec)\.ts/.test(line));
  const place = frame && /((?:file:\/\/)?(?:[A-Za-z]:)?[\\/][^()]*\.(?:test|spec)\.ts)/.exec(frame)?.[1];
  return place?.startsWith('file:') ? fileURLToPath(place) : place;
}
