import { expect, test } from 'vitest';
import { menuTemplate } from '../../../electron/shell/menu.ts';
import { externalAddress, isOwnPage, mayHave, mayLoad } from '../../../electron/shell/policy.ts';
import { wordsOf } from '../../../electron/shell/words.ts';

test.for([
  ['app://autoglm/', true],
  ['app://autoglm/index.html#/chat/1', true],
  ['app://autoglm.evil/', false],
  ['app://evil/', false],
  ['app://user@autoglm/', false],
  ['app:autoglm', false],
  ['apps://autoglm/', false],
  ['http://autoglm/', false],
  ['file:///autoglm/index.html', false],
  ['about:blank', false],
  ['', false],
  [undefined, false],
] as const)('%s is our page: %s', ([url, own]) => expect(isOwnPage(url)).toBe(own));

test.for([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['HTTPS://EXAMPLE.ORG', 'https://example.org/'],
  ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/'],
  ['https://user@example.org/', null],
  ['https://example.org:pass@evil.example/', null],
  ['http://example.org/', null],
  ['file:///etc/passwd', null],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['vscode://open?x', null],
  ['ms-msdt:/id', null],
  ['smb://host/share', null],
  ['//example.org', null],
  ['', null],
  [`https://example.org/${'a'.repeat(2000)}`, null],
] as const)('%s may be offered as %s', ([url, address]) => expect(externalAddress(url)).toBe(address));

test.for([
  ['app://autoglm/assets/a.js', true],
  ['data:image/png;base64,', true],
  ['blob:app://autoglm/1-2', true],
  ['devtools://devtools/bundled/x.html', true],
  ['blob:https://evil.example/1', false],
  ['https://example.org/', false],
  ['http://127.0.0.1:7717/', false],
  ['ws://127.0.0.1:7717/rpc', false],
  ['file:///etc/passwd', false],
  ['chrome://gpu', false],
] as const)('the window may load %s: %s', ([url, may]) => expect(mayLoad(url)).toBe(may));

test('of all permissions there is one, and only for our page', () => {
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'midi',
    'usb',
    'serial',
    'hid',
    'clipboard-read',
    'openExternal',
    'fullscreen',
    'fileSystem',
    'unknown',
  ]) {
    expect(mayHave(permission, 'app://autoglm/')).toBe(false);
  }
  expect(mayHave('clipboard-sanitized-write', 'app://autoglm/')).toBe(true);
  expect(mayHave('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
  expect(mayHave('clipboard-sanitized-write', undefined)).toBe(false);
});

test('both languages have every word, in the menu too', () => {
  expect(Object.keys(wordsOf('zh-Hant-TW')).sort()).toEqual(Object.keys(wordsOf('en-GB')).sort());
  expect(wordsOf('zho')).toBe(wordsOf('en'));
  for (const locale of ['en', 'zh']) {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const items = menuTemplate(wordsOf(locale), platform).flatMap(
        ({ submenu }) => submenu as { type?: string; label?: string; role?: string }[],
      );
      expect(items.every(({ type, label, role }) => type === 'separator' || (Boolean(label) && Boolean(role)))).toBe(true);
      expect(items.map(({ role }) => role)).toContain('copy');
    }
  }
});
