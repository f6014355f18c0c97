import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../../support/code-of.ts';
import { missing } from '../../support/prerequisites.ts';
import type { ReviewApp } from '../../support/review-app.ts';
import { openReviewApp, put, removeFolders, temporaryFolder } from '../../support/review-app.ts';

let app: ReviewApp;
let elsewhere: string;
beforeEach(async () => {
  app = await openReviewApp();
  elsewhere = temporaryFolder();
});
afterEach(async () => {
  await app.close();
  removeFolders(app.dataDir, app.root, elsewhere);
});

describe('the branch', () => {
  const branch = async () => (await app.workspaces.get(app.workspaceId)).branch;
  it.skipIf(missing('git'))('is read from real repositories, worktrees and detached heads', async () => {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: app.root, env, stdio: 'pipe' });
    git('init', '-q', '-b', 'feature/中文');
    expect(await branch()).toBe('feature/中文');
    git('commit', '-q', '--allow-empty', '-m', 'x');
    git('worktree', 'add', '-q', '-b', 'other', path.join(elsewhere, 'tree'));
    expect((await app.workspaces.open(path.join(elsewhere, 'tree'))).branch).toBe('other');
    git('checkout', '-q', '--detach');
    expect(await branch()).toBeNull();
  });

  it.each([
    [
      'a link to a file outside',
      () => {
        put(elsewhere, { HEAD: 'ref: refs/heads/secret\n' });
        put(app.root, { '.git/x': '' });
        symlinkSync(path.join(elsewhere, 'HEAD'), path.join(app.root, '.git/HEAD'));
      },
    ],
    [
      'a .git file that points anywhere',
      () => {
        put(elsewhere, { HEAD: 'ref: refs/heads/secret\n' });
        put(app.root, { '.git': `gitdir: ${elsewhere}\n` });
      },
    ],
    ['a huge HEAD', () => put(app.root, { '.git/HEAD': `ref: refs/heads/${'x'.repeat(100_000)}` })],
    ['control characters', () => put(app.root, { '.git/HEAD': 'ref: refs/heads/a\u001b[31m\n' })],
    ['no HEAD', () => put(app.root, { '.git/config': '' })],
    ['a folder as HEAD', () => mkdirSync(path.join(app.root, '.git/HEAD'), { recursive: true })],
  ])('is null for %s', async (_, make) => {
    make();
    expect(await branch()).toBeNull();
  });

  it.skipIf(missing('posix'))('does not wait for a named pipe', async () => {
    mkdirSync(path.join(app.root, '.git'));
    execFileSync('mkfifo', [path.join(app.root, '.git/HEAD')]);
    expect(await branch()).toBeNull();
  });
});

describe('reading a file', () => {
  const read = (name: string) => app.workspaces.readFile(app.workspaceId, name);
  it('gives its text, hash and language, byte-order mark and line endings kept', async () => {
    put(app.root, { 'src/a.ts': '\uFEFFconst x = 1;\r\n' });
    expect(await read('./src//a.ts')).toEqual({
      path: 'src/a.ts',
      text: '\uFEFFconst x = 1;\r\n',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      language: 'typescript',
      size: 17,
    });
  });

  it.each([
    ['missing.txt', 'NOT_FOUND'],
    ['src', 'NOT_FOUND'],
    ['../x', 'PATH_OUTSIDE_WORKSPACE'],
    ['/etc/passwd', 'PATH_OUTSIDE_WORKSPACE'],
    ['.git/config', 'PATH_OUTSIDE_WORKSPACE'],
    ['.', 'BAD_INPUT'],
    ['binary', 'FILE_NOT_TEXT'],
    ['latin1', 'FILE_NOT_TEXT'],
    ['big', 'FILE_TOO_LARGE'],
    ['out.txt', 'PATH_OUTSIDE_WORKSPACE'],
    ['outside/secret.txt', 'PATH_OUTSIDE_WORKSPACE'],
    ['to-git', 'PATH_OUTSIDE_WORKSPACE'],
    ['dangling', 'NOT_FOUND'],
    ['loop', 'NOT_FOUND'],
    ['a.txt/b', 'NOT_FOUND'],
  ])('%s is refused with %s, while its neighbour is read', async (name, code) => {
    put(app.root, {
      'a.txt': 'a',
      'src/x': '',
      '.git/config': 'secret',
      binary: Buffer.from([1, 0, 2]),
      latin1: Buffer.from([0x63, 0xe9]),
      big: Buffer.alloc(2 * 1024 * 1024 + 1, 'x'),
    });
    put(elsewhere, { 'secret.txt': 'secret' });
    symlinkSync(path.join(elsewhere, 'secret.txt'), path.join(app.root, 'out.txt'));
    symlinkSync(elsewhere, path.join(app.root, 'outside'));
    symlinkSync('.git/config', path.join(app.root, 'to-git'));
    symlinkSync('nowhere', path.join(app.root, 'dangling'));
    symlinkSync('loop', path.join(app.root, 'loop'));
    symlinkSync('a.txt', path.join(app.root, 'inside'));
    expect(await codeOf(read(name))).toBe(code);
    expect((await read('inside')).text).toBe('a');
    const files = await app.workspaces.filesOf(app.workspaceId);
    expect(await files.read(name)).toBeNull();
    expect(await files.read('a.txt')).toBe('a');
  });

  it('of exactly 2 MB works', async () => {
    put(app.root, { big: Buffer.alloc(2 * 1024 * 1024, 'x') });
    expect((await read('big')).size).toBe(2 * 1024 * 1024);
  });

  it('says so when the folder itself is gone', async () => {
    rmSync(app.root, { recursive: true });
    expect(await codeOf(read('a.txt'))).toBe('NOT_FOUND');
    expect(await codeOf(app.workspaces.tree(app.workspaceId, ''))).toBe('NOT_FOUND');
    expect(await codeOf(app.workspaces.open(app.root))).toBe('WORKSPACE_NOT_FOUND');
    mkdirSync(app.root);
  });

  it.skipIf(missing('not-root'))('that may not be read is told as such', async () => {
    put(app.root, { 'a.txt': 'a' });
    chmodSync(path.join(app.root, 'a.txt'), 0o000);
    expect(await codeOf(read('a.txt'))).toBe('WORKSPACE_NOT_READABLE');
  });
});
