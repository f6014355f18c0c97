import { expect, test } from 'vitest';
import { browserCommand, hasDisplay } from '../../../electron/server/open-browser.ts';

test.for<[platform: NodeJS.Platform, environment: Record<string, string>, shown: boolean]>([
  ['linux', {}, false],
  ['linux', { DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['linux', { DISPLAY: ':0', CI: 'true' }, false],
  ['linux', { DISPLAY: 'localhost:10.0', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, false],
  ['darwin', {}, true],
  ['darwin', { SSH_TTY: '/dev/ttys001' }, false],
  ['win32', {}, true],
  ['win32', { CI: '1' }, false],
])('on %s with %j a browser is opened: %s', ([platform, environment, shown]) => {
  expect(hasDisplay(platform, environment)).toBe(shown);
});

test.for<NodeJS.Platform>(['linux', 'darwin', 'win32', 'freebsd'])(
  'on %s the address is one argument of a program, never a part of a command line',
  (platform) => {
    const url = 'http://127.0.0.1:7717/open/a&calc';
    const [program, ...rest] = browserCommand(platform, url);
    expect(program).not.toMatch(/cmd|sh$/);
    expect(rest.at(-1)).toBe(url);
  },
);
