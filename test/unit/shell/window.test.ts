import { expect, test } from 'vitest';
import { createDesktop } from '../../../electron/shell/desktop.ts';
import { createPageHandler, registerPageScheme } from '../../../electron/shell/page-protocol.ts';
import { createWindow, guardContents, guardSession, watchPage } from '../../../electron/shell/window.ts';
import { wordsOf } from '../../../electron/shell/words.ts';
import { BrowserWindowDouble, electronDouble, SessionDouble, WebContentsDouble } from '../../support/electron-double.ts';

const words = wordsOf('en');
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the window has a sandbox, a world of its own, and nothing of Node', () => {
  const { electron } = electronDouble();
  const window = createWindow(electron, '/app/preload.cjs') as unknown as BrowserWindowDouble;
  expect(window.options.webPreferences).toEqual({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
  });
  expect(window.loaded).toEqual(['app://autoglm/']);
  expect(window.shown).toBe(false);
  window.emit('ready-to-show');
  expect(window.shown).toBe(true);
});

test('the scheme of the page has an origin and no way around its policy', () => {
  const { electron, made } = electronDouble();
  registerPageScheme(electron.protocol);
  expect(made.schemes).toEqual([
    {
      scheme: 'app',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        bypassCSP: false,
        allowServiceWorkers: false,
        corsEnabled: false,
        stream: false,
      },
    },
  ]);
});

test('the page is served with its policy, and nothing else is', async () => {
  const files: Record<string, string> = { '/': 'text/html; charset=utf-8', '/assets/a.js': 'text/javascript; charset=utf-8' };
  const handle = createPageHandler({
    read: async (path) =>
      files[path] === undefined ? null : { bytes: Buffer.from('<title>page</title>'), type: files[path], immutable: false },
  });
  const page = await handle({ method: 'GET', url: 'app://autoglm/' });
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self';");
  expect(await page.text()).toBe('<title>page</title>');
  expect((await handle({ method: 'GET', url: 'app://autoglm/assets/a.js' })).headers.get('content-type')).toMatch(/^text\/javascript/);
  for (const [method, url] of [
    ['POST', 'app://autoglm/'],
    ['GET', 'app://evil/'],
    ['GET', 'app://autoglm/../host.json'],
    ['GET', 'app://autoglm/%2e%2e/x'],
    ['GET', 'file:///etc/passwd'],
    ['GET', 'nothing'],
  ]) {
    expect([url, (await handle({ method: method as string, url: url as string })).status]).toEqual([url, 404]);
  }
});

test('the session denies all that a page can ask for but writing to the clipboard', () => {
  const session = new SessionDouble();
  guardSession(session as never);
  const page = { getURL: () => 'app://autoglm/' };
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'fullscreen', 'openExternal']) {
    expect(session.ask('permissionRequest', page, permission)).toBe(false);
    expect(session.ask('permissionCheck', page, permission, 'app://autoglm/')).toBe(false);
  }
  expect(session.ask('permissionRequest', page, 'clipboard-sanitized-write')).toBe(true);
  expect(session.ask('permissionRequest', { getURL: () => 'https://evil.example' }, 'clipboard-sanitized-write')).toBe(false);
  expect(session.ask('permissionCheck', null, 'clipboard-sanitized-write', 'https://evil.example')).toBe(false);
  expect(session.ask('device', {})).toBe(false);
  expect(session.ask('displayMedia', {})).toEqual({});
  expect(session.ask('beforeRequest', { url: 'https://example.org/' })).toEqual({ cancel: true });
  expect(session.ask('beforeRequest', { url: 'app://autoglm/assets/a.js' })).toEqual({ cancel: false });
  const download = (url: string) => {
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) }, { getURL: () => url });
    return prevented;
  };
  expect([download('https://example.org/a.exe'), download('blob:app://autoglm/1')]).toEqual([true, false]);
});

test('a page stays where it is, and what it wanted to open is offered to the user', () => {
  const contents = new WebContentsDouble();
  const offered: string[] = [];
  guardContents(contents as never, (url) => offered.push(url));
  expect(contents.ask('will-navigate', { url: 'https://example.org/' })).toBe(true);
  expect(contents.ask('will-navigate', { url: 'file:///etc/passwd' })).toBe(true);
  expect(contents.ask('will-navigate', { url: 'app://autoglm/other' })).toBe(true);
  expect(contents.ask('will-redirect', { url: 'https://example.org/' })).toBe(true);
  expect(contents.ask('will-frame-navigate', { url: 'https://example.org/', isMainFrame: false })).toBe(true);
  expect(contents.ask('will-attach-webview', {})).toBe(true);
  expect(contents.windowOpenHandler?.({ url: 'https://example.org/new' })).toEqual({ action: 'deny' });
  expect(contents.windowOpenHandler?.({ url: 'app://autoglm/' })).toEqual({ action: 'deny' });
  expect(offered).toEqual(['https://example.org/', 'file:///etc/passwd', 'https://example.org/new']);
});

test('an address is opened only when it is https and the user has agreed to what is shown', async () => {
  const { electron, made } = electronDouble();
  const desktop = createDesktop(electron, words, () => null);
  made.answers = [0, 1];
  await desktop.openExternal('https://example.org/no');
  await desktop.openExternal('https://аррӏе.com/');
  expect(made.opened).toEqual(['https://xn--80ak6aa92e.com/']);
  expect(made.questions.map(({ detail, defaultId, cancelId }) => [detail, defaultId, cancelId])).toEqual([
    ['https://example.org/no', 0, 0],
    ['https://xn--80ak6aa92e.com/', 0, 0],
  ]);
  await expect(desktop.openExternal('file:///etc/passwd')).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  desktop.offer('javascript:alert(1)');
  await settled();
  expect(made.questions).toHaveLength(2);
});

test('a page that asks again and again gets one question', async () => {
  const { electron, made } = electronDouble();
  const desktop = createDesktop(electron, words, () => null);
  for (let index = 0; index < 100; index += 1) desktop.offer(`https://example.org/${index}`);
  await settled();
  expect(made.questions).toHaveLength(1);
  desktop.offer('https://example.org/later');
  await settled();
  expect(made.questions).toHaveLength(2);
});

test('the folder dialog gives the folder, or null when it was left', async () => {
  const { electron, made } = electronDouble();
  const desktop = createDesktop(electron, words, () => null);
  expect(await desktop.openFolderDialog()).toBeNull();
  made.folder = { canceled: false, filePaths: ['/home/me/项目'] };
  expect(await desktop.openFolderDialog()).toBe('/home/me/项目');
  expect(made.folderDialogs[0]?.properties).toEqual(['openDirectory', 'createDirectory']);
});

test('a page that crashed is loaded again twice, and then the user is asked', async () => {
  const { electron, made } = electronDouble();
  const window = new BrowserWindowDouble();
  let now = 0;
  watchPage(window as never, electron, words, () => now);
  const crash = async (reason = 'crashed') => {
    window.webContents.emit('render-process-gone', {}, { reason });
    await settled();
  };
  await crash();
  await crash('oom');
  expect([window.webContents.reloads, made.questions.length]).toEqual([2, 0]);
  made.answers = [0, 1];
  await crash();
  expect([window.webContents.reloads, made.questions.length, made.app.quits]).toEqual([3, 1, 0]);
  now += 61_000;
  await crash();
  expect(made.questions).toHaveLength(1);
  await crash();
  await crash();
  expect([made.questions.length, made.app.quits, window.webContents.reloads]).toEqual([2, 1, 5]);
  await crash('clean-exit');
  expect(window.webContents.reloads).toBe(5);
});

test('a page that hangs is asked about once, and ended when the user says so', async () => {
  const { electron, made } = electronDouble();
  const window = new BrowserWindowDouble();
  watchPage(window as never, electron, words, Date.now);
  made.answers = [1];
  window.emit('unresponsive');
  window.emit('unresponsive');
  await settled();
  expect([made.questions.length, window.webContents.crashed]).toEqual([1, 1]);
});
