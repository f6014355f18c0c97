import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPath, foldName, protection, readablePath } from '#domain/paths';

const outside: [string, string][] = [
  ['..', '..'],
  ['../a', 'up'],
  ['a/../b', 'up in the middle'],
  ['a/../../b', 'up twice'],
  ['a/..', 'up at the end'],
  ['./../a', 'dot then up'],
  ['a/./../../b', 'dots between'],
  ['/etc/passwd', 'absolute'],
  ['//server/share/a', 'UNC with slashes'],
  ['///a', 'three slashes'],
  ['\\\\server\\share\\a', 'UNC'],
  ['\\\\?\\C:\\a', 'long UNC'],
  ['\\\\.\\PhysicalDrive0', 'device namespace'],
  ['C:/Windows/a', 'drive'],
  ['c:\\Windows\\a', 'drive with backslashes'],
  ['C:a.txt', 'drive-relative'],
  ['Z:', 'drive alone'],
  ['a\\b.txt', 'backslash'],
  ['..\\a', 'up with a backslash'],
  ['a/..\\..\\b', 'mixed'],
  ['~/.bashrc', 'home'],
  ['~root/.profile', "somebody's home"],
  ['~', 'home alone'],
  ['a\0.txt', 'NUL'],
  ['a\n.txt', 'line break'],
  ['a\r', 'carriage return'],
  ['\u001b[2Ja', 'escape'],
  ['a\u2028b', 'line separator'],
  ['a\u0085b', 'next line'],
  ['src/\u202Etxt.exe', 'right-to-left override'],
  ['a\u200b.txt', 'zero-width space'],
  ['\ufeffa.txt', 'byte-order mark'],
  ['a\u2066b', 'isolate'],
  ['a\u00adb', 'soft hyphen'],
  ['a\ud800b', 'lone surrogate'],
  ['a\u{e0041}b', 'tag character'],
  ['a.txt.', 'trailing dot'],
  ['a.txt ', 'trailing space'],
  ['folder./a', 'trailing dot of a folder'],
  ['folder /a', 'trailing space of a folder'],
  ['...', 'three dots'],
  ['a/ /b', 'a space as a name'],
  ['a.txt:stream', 'stream'],
  ['a.txt::$DATA', 'data stream'],
  ['a:b/c', 'colon in a folder'],
  ['con', 'device'],
  ['CON', 'device in capitals'],
  ['nul.txt', 'device with an ending'],
  ['src/aux.ts', 'device in a folder'],
  ['prn', 'device'],
  ['com1', 'port'],
  ['LPT9.log', 'port'],
  ['com¹', 'port with a superscript'],
  ['conin$', 'console'],
];
const git = [
  '.git/config',
  '.git',
  '.git/hooks/pre-commit',
  'a/.git/config',
  '.GIT/config',
  '.Git/hooks/x',
  'GIT~1/config',
  'git~1/hooks/post-checkout',
  '.git./config',
  '.git /config',
  '.git::$INDEX_ALLOCATION/config',
  '.gi\u200ct/config',
  '.g\u200dit/config',
  '.git\u200c/config',
  '.ｇｉｔ/config',
  '．git/config',
  '.G\u0130T/config',
];

describe('a path that a model names', () => {
  it.each(outside)('%j is refused (%s)', (path) => {
    const check = checkPath(path);
    expect(check.ok).toBe(false);
    expect(!check.ok && check.said.message).toMatch(/\.$/);
  });

  it.each(git.slice(0, -1))("%j is refused as git's own data", (path) => {
    expect(checkPath(path).ok).toBe(false);
    expect(readablePath(path.replaceAll(/[\u200b-\u200d]/g, '')) ?? null).toBe(null);
  });

  it.each([
    '',
    ' ',
    '.',
    './',
    './.',
    'a/',
    'src/',
    '\t',
    'a?b',
    'a*b',
    'a|b',
    '<a>',
    'a"b',
    `${'x'.repeat(256)}`,
    `${'é'.repeat(128)}`,
    `${'a/'.repeat(3000)}b`,
  ])('%j is refused as no name of a file', (path) => {
    expect(checkPath(path).ok).toBe(false);
  });

  it.each([
    ['a.txt', 'a.txt'],
    ['src/deep/er/a.ts', 'src/deep/er/a.ts'],
    ['./a.txt', 'a.txt'],
    ['src//a.ts', 'src/a.ts'],
    ['src/./a.ts', 'src/a.ts'],
    ['..a', '..a'],
    ['a..b', 'a..b'],
    ['.gitignore', '.gitignore'],
    ['.github/x.md', '.github/x.md'],
    ['git/config', 'git/config'],
    ['a b/c d.txt', 'a b/c d.txt'],
    ['中文/文件.py', '中文/文件.py'],
    ['café.txt', 'café.txt'],
    ['.env', '.env'],
    ['console.ts', 'console.ts'],
    ['com10.txt', 'com10.txt'],
    ['nullable.go', 'nullable.go'],
    ['a~b', 'a~b'],
    ['x.git/config', 'x.git/config'],
    ['[slug]/+page.svelte', '[slug]/+page.svelte'],
    ['@types/a.d.ts', '@types/a.d.ts'],
    ["it's.md", "it's.md"],
    ['😀.md', '😀.md'],
    ['👩\u{1F3FD}.md', '👩\u{1F3FD}.md'],
  ])('%j is taken as %j', (path, tidy) => {
    expect(checkPath(path)).toMatchObject({ ok: true, path: tidy });
  });

  it('never leaves the folder, whatever its text is', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', '.git', 'C:', '~', '\\', '/', ' ', '\0', '...'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }).map((parts) => parts.join('/')),
        (path) => {
          const check = checkPath(path);
          if (!check.ok) return;
          expect(check.parts.length).toBeGreaterThan(0);
          for (const each of check.parts) {
            expect(['', '.', '..']).not.toContain(each);
            expect(each).not.toMatch(/[\\/\0:]/);
            expect(foldName(each)).not.toBe('.git');
          }
          expect(checkPath(check.path)).toEqual(check);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a protected file', () => {
  it.each([
    '.env',
    '.env.local',
    'app/.env.production',
    '.ENV',
    'server.pem',
    'keys/id_rsa',
    'id_ed25519.pub',
    'a.p12',
    '.npmrc',
    'sub/.yarnrc.yml',
    '.vscode/settings.json',
    '.VSCode/tasks.json',
    'pkg/.idea/workspace.xml',
    '.devcontainer/devcontainer.json',
    '.husky/pre-commit',
    '.githooks/x',
    '.mcp.json',
    '.cursor/mcp.json',
    '.envrc',
    '.github/workflows/ci.yml',
    '.GitHub/Workflows/ci.yml',
    '.gitlab-ci.yml',
    'Jenkinsfile',
    '.circleci/config.yml',
    '.ci/run',
    '.autoglm/rules.md',
    '.pre-commit-config.yaml',
    '.gitattributes',
    '.gitmodules',
    '.netrc',
    'x.code-workspace',
    '.ssh/config',
  ])('is %s', (path) => {
    expect(protection(path)).not.toBeNull();
  });

  it.each([
    '.env.example',
    '.env.sample',
    'src/environment.ts',
    'README.md',
    'key.ts',
    'src/monkey',
    'vscode/settings.json',
    '.github/README.md',
    'docs/workflows/ci.yml',
    '.gitignore',
    'package.json',
    'a/jenkinsfile.md',
    'pem.ts',
  ])('is not %s', (path) => {
    expect(protection(path)).toBeNull();
  });
});
