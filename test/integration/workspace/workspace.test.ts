import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
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

const paths = async (folder = '') => (await app.workspaces.tree(app.workspaceId, folder)).entries.map((entry) => entry.path);
const found = async (query: string) => (await app.workspaces.findFiles(app.workspaceId, query, 50)).map((entry) => entry.path);

describe('opening a folder', () => {
  it('gives the same untrusted workspace again, also through a link, and keeps its trust', async () => {
    const again = await app.workspaces.open(`${app.root}/`);
    expect(again).toMatchObject({ id: app.workspaceId, root: app.root, name: path.basename(app.root), trusted: false, branch: null });
    await app.workspaces.setTrust(app.workspaceId, true);
    symlinkSync(app.root, path.join(elsewhere, 'link'));
    expect(await app.workspaces.open(path.join(elsewhere, 'link'))).toMatchObject({ id: app.workspaceId, trusted: true });
    expect(await app.workspaces.list()).toHaveLength(1);
  });

  it('keeps the id of a forgotten folder but not its trust', async () => {
    await app.workspaces.setTrust(app.workspaceId, true);
    await app.workspaces.forget(app.workspaceId);
    expect(await app.workspaces.list()).toEqual([]);
    expect(await codeOf(app.workspaces.get(app.workspaceId))).toBe('WORKSPACE_NOT_FOUND');
    expect(await codeOf(app.workspaces.setTrust(app.workspaceId, true))).toBe('WORKSPACE_NOT_FOUND');
    expect(await app.workspaces.open(app.root)).toMatchObject({ id: app.workspaceId, trusted: false });
  });

  it.each([
    ['a relative path', 'src', 'BAD_INPUT'],
    ['a missing folder', '/nowhere/at/all', 'WORKSPACE_NOT_FOUND'],
    ['a NUL character', '/tmp/\0', 'BAD_INPUT'],
    ['a name that is too long', `/${'x'.repeat(3000)}`, 'WORKSPACE_NOT_FOUND'],
  ])('refuses %s', async (_, root, code) => {
    expect(await codeOf(app.workspaces.open(root))).toBe(code);
  });

  it('refuses a file, and takes ~ for the home folder', async () => {
    put(app.root, { 'a.txt': 'a\n' });
    expect(await codeOf(app.workspaces.open(path.join(app.root, 'a.txt')))).toBe('WORKSPACE_NOT_FOUND');
    expect((await app.workspaces.browse('~')).path).toBe((await app.workspaces.browse('')).path);
    expect((await app.workspaces.browse('')).path.length).toBeGreaterThan(0);
    expect(os.homedir()).not.toBe('');
  });

  it('lists sub-folders for the folder picker', async () => {
    put(app.root, { 'b/x': '', 'a/x': '', 'file.txt': '' });
    symlinkSync(path.join(app.root, 'a'), path.join(app.root, 'c'));
    expect(await app.workspaces.browse(app.root)).toEqual({
      path: app.root,
      parent: path.dirname(app.root),
      folders: ['a', 'b', 'c'],
      truncated: false,
    });
    expect((await app.workspaces.browse('/')).parent).toBeNull();
  });
});

describe('the tree', () => {
  it('shows folders first, hides .git, and honours the .gitignore of every level', async () => {
    put(app.root, {
      '.gitignore': 'node_modules/\n*.log\n!keep.log\n/only-root.txt\nbuild\n',
      '.git/config': '',
      'node_modules/x/index.js': '',
      'a.log': '',
      'keep.log': '',
      'only-root.txt': '',
      'README.md': 'x',
      '.env': '',
      'src/only-root.txt': '',
      'src/b.log': '',
      'src/.gitignore': '!b.log\n*.tmp\n',
      'src/c.tmp': '',
      'src/deep/d.tmp': '',
      'src/deep/e.ts': '',
      'build/x': '',
      'Zeta/x': '',
      file10: '',
      file9: '',
    });
    expect(await paths()).toEqual(['src', 'Zeta', '.env', '.gitignore', 'file9', 'file10', 'keep.log', 'README.md']);
    expect(await paths('src')).toEqual(['src/deep', 'src/.gitignore', 'src/b.log', 'src/only-root.txt']);
    expect(await paths('src/deep')).toEqual(['src/deep/e.ts']);
    expect((await app.workspaces.tree(app.workspaceId, '')).entries.find((entry) => entry.name === 'README.md')).toEqual({
      path: 'README.md',
      name: 'README.md',
      kind: 'file',
      size: 1,
    });
  });

  it.skipIf(missing('git'))('agrees with git on what is ignored', async () => {
    put(app.root, {
      '.gitignore': '# comment\n*.o\n!important.o\n/root-only\nfoo/*\n!foo/bar\n**/deep/**/x\ntrailing \ndir/\n\\#hash\n[ab].txt\n',
      'a.o': '',
      'important.o': '',
      'sub/b.o': '',
      'root-only': '',
      'sub/root-only': '',
      'foo/one': '',
      'foo/bar': '',
      'p/deep/q/x': '',
      'p/deep/q/y': '',
      'dir/file': '',
      'sub/dir': '',
      '#hash': '',
      'a.txt': '',
      'c.txt': '',
      'sub/.gitignore': '*\n!.gitignore\n!sub.ts\n',
      'sub/sub.ts': '',
      'sub/other.ts': '',
    });
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    execFileSync('git', ['init', '-q'], { cwd: app.root, env });
    const listed = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], { cwd: app.root, env })
      .toString()
      .split('\0')
      .filter(Boolean);
    expect((await (await app.workspaces.filesOf(app.workspaceId)).list()).sort()).toEqual(listed.sort());
  });

  it('is capped, and a list of files too', async () => {
    mkdirSync(path.join(app.root, 'many'));
    for (let index = 0; index < 5_010; index++) writeFileSync(path.join(app.root, 'many', `${index}`), '');
    const { entries, truncated } = await app.workspaces.tree(app.workspaceId, 'many');
    expect([entries.length, truncated]).toEqual([5_000, true]);
    expect(await (await app.workspaces.filesOf(app.workspaceId)).list()).toHaveLength(5_010);
  });

  it('does not hang on patterns made to take for ever', async () => {
    const name = 'a'.repeat(200);
    put(app.root, { '.gitignore': `${'*a'.repeat(30)}b\n${'**/'.repeat(30)}b\n${'x'.repeat(100_000)}\n*.log\n`, [name]: '', 'x.log': '' });
    expect(await paths()).toEqual(['.gitignore', name]);
  });

  it.each([['..'], ['../..'], ['/etc'], ['src/../..'], ['.git'], ['.GIT/hooks'], ['C:/'], ['\\\\server'], ['a\0b']])(
    'refuses to list %j',
    async (folder) => {
      put(app.root, { '.git/hooks/x': '' });
      expect(await codeOf(app.workspaces.tree(app.workspaceId, folder))).toBe('PATH_OUTSIDE_WORKSPACE');
    },
  );

  it('shows links as links and does not list behind them', async () => {
    put(elsewhere, { 'secret.txt': 'x' });
    symlinkSync(elsewhere, path.join(app.root, 'out'));
    expect((await app.workspaces.tree(app.workspaceId, '')).entries).toMatchObject([{ path: 'out', kind: 'link' }]);
    expect(await codeOf(app.workspaces.tree(app.workspaceId, 'out'))).toBe('NOT_FOUND');
    expect(await found('secret')).toEqual([]);
  });
});

describe('finding files', () => {
  it('ranks names before folders and beginnings before middles', async () => {
    put(app.root, {
      'src/review/apply.ts': '',
      'apply/index.ts': '',
      'src/reapply.ts': '',
      'docs/a-p-p-l-y.md': '',
      'other.txt': '',
      'ignored/apply.ts': '',
      '.gitignore': 'ignored\n',
    });
    expect(await found('apply')).toEqual(['src/review/apply.ts', 'src/reapply.ts', 'apply/index.ts', 'docs/a-p-p-l-y.md']);
    expect((await found('rev app'))[0]).toBe('src/review/apply.ts');
    expect(await found('zzz')).toEqual([]);
    expect(await found('')).toHaveLength(6);
  });

  it('sees a new file when the folder is opened again', async () => {
    put(app.root, { 'a.txt': '' });
    expect(await found('new')).toEqual([]);
    put(app.root, { 'new.txt': 'four' });
    await app.workspaces.open(app.root);
    expect(await app.workspaces.findFiles(app.workspaceId, 'new', 5)).toEqual([
      { path: 'new.txt', name: 'new.txt', kind: 'file', size: 4 },
    ]);
  });
});
