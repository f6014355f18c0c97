import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WorkspaceId } from '#domain/ids';
import { type Client, startApp } from '../../support/start-app.ts';

const sources: Record<string, string> = {
  'src/users.ts': `import express from 'express';
import { read } from './files.ts';

/** Finds one user.\n * More of it. */
export async function findUser(id: string, limit = 10): Promise<User | null> {
  if (id === '') throw new Error('none');
  return read(id);
}
export interface User { readonly id: string; rename(to: string): void }
export class UserStore { private rows = new Map<string, User>(); get(id: string) { return this.rows.get(id); } }
const handler = (request: Request) => findUser(request.url);
`,
  'api/users.py': `from fastapi import FastAPI
import os.path as p

MAX_USERS = 10

class UserStore:
    """Keeps users.

    In memory."""
    limit: int = 3
    def find_user(self, user_id: str) -> str | None:
        raise KeyError(user_id)
`,
  'main.go': `package main

import (
\t"net/http"
)

// Store keeps users.
type Store struct { users map[string]string }

// Find looks one up.
func (s *Store) Find(id string) (string, error) { return s.users[id], nil }

func main() { http.ListenAndServe(":1", nil) }
`,
};

async function opened(files: Record<string, string> = sources) {
  const app = await startApp();
  rmSync(path.join(app.workspace, 'server.ts'));
  const put = (name: string, text: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(app.workspace, name)), { recursive: true });
    writeFileSync(path.join(app.workspace, name), text);
  };
  // What was written long ago need not be read twice.
  const old = (name: string): void => utimesSync(path.join(app.workspace, name), 1_000_000, 1_000_000);
  for (const [name, text] of Object.entries(files)) {
    put(name, text);
    old(name);
  }
  const { id: workspaceId } = await app.client.workspace.open({ root: app.workspace });
  return { ...app, put, old, workspaceId };
}
const found = async (client: Client, workspaceId: WorkspaceId, query: string, more: object = {}) =>
  (await client.symbols.find({ workspaceId, query, ...more })).map(({ path: file, name }) => `${file} ${name}`);

describe('the index of a folder', () => {
  test('knows what its sources declare, import and mention, and how they are written', async () => {
    const { client, workspaceId } = await opened();
    expect(await client.symbols.index({ workspaceId })).toMatchObject({ files: 3, indexed: 3, unchanged: 0, removed: 0, skipped: 0 });
    expect(await client.symbols.find({ workspaceId, query: 'finduser' })).toMatchObject([
      {
        path: 'src/users.ts',
        language: 'typescript',
        name: 'findUser',
        kind: 'function',
        exported: true,
        container: '',
        signature: 'async function findUser(id: string, limit = 10): Promise<User | null>',
        doc: 'Finds one user.',
        line: 6,
      },
      { path: 'api/users.py', name: 'find_user', kind: 'method', container: 'UserStore', line: 11 },
    ]);
    expect(await found(client, workspaceId, 'us', { kinds: ['class'] })).toEqual(['api/users.py UserStore', 'src/users.ts UserStore']);
    expect(await found(client, workspaceId, 'fu')).toEqual(['src/users.ts findUser', 'api/users.py find_user']);
    expect(await found(client, workspaceId, '', { words: ['Id', 'error'] })).toEqual(['main.go Find']);
    expect(await client.symbols.find({ workspaceId, query: 'Store', kinds: ['class'] })).toMatchObject([
      { path: 'main.go', doc: 'Store keeps users.', signature: 'Store struct' },
      { path: 'api/users.py' },
      { path: 'src/users.ts' },
    ]);
    expect(await client.symbols.find({ workspaceId, query: 'Find', kinds: ['method'] })).toMatchObject([
      { name: 'Find', container: 'Store', exported: true },
      { name: 'find_user', signature: 'def find_user(self, user_id: str) -> str | None' },
    ]);
    expect((await client.symbols.frameworks({ workspaceId })).map(({ module, example }) => `${module} ${example}`)).toEqual([
      'express src/users.ts',
      'fastapi api/users.py',
      'net/http main.go',
    ]);
    expect(await client.symbols.mentions({ workspaceId, name: 'UserStore' })).toHaveLength(2);
    expect(await client.symbols.habits({ workspaceId, language: 'typescript' })).toMatchObject({
      'error.throw': 1,
      'import.relative': 1,
      'import.absolute': 1,
      'name.function.camelCase': 1,
      'name.class.PascalCase': 1,
    });
  });

  test('reads again what changed alone, and survives the end of the app', async () => {
    const { client, workspaceId, put, old, workspace, restart } = await opened();
    await client.symbols.index({ workspaceId });
    expect(await client.symbols.index({ workspaceId })).toMatchObject({ indexed: 0, unchanged: 3 });
    put('src/users.ts', 'export const changed = 1;\n');
    rmSync(path.join(workspace, 'main.go'));
    put('new.py', 'def fresh(): pass\n');
    old('new.py');
    const { client: again } = await restart();
    expect(await again.symbols.index({ workspaceId })).toMatchObject({ files: 3, indexed: 2, unchanged: 1, removed: 1 });
    expect(await found(again, workspaceId, 'findUser')).toEqual(['api/users.py find_user']);
    expect(await found(again, workspaceId, 'changed')).toEqual(['src/users.ts changed']);
    // Of the same length and time: what was written in the moment of reading is read again.
    put('src/users.ts', 'export const changes = 1;\n');
    await again.symbols.index({ workspaceId });
    expect(await found(again, workspaceId, 'chang')).toEqual(['src/users.ts changes']);
  });

  test('takes the text of an editor, and the file again at the next run', async () => {
    const { client, workspaceId } = await opened();
    await client.symbols.index({ workspaceId });
    await client.symbols.update({ workspaceId, path: 'main.go', text: 'package main\n\nfunc typing() {' });
    expect(await found(client, workspaceId, 'typing')).toEqual(['main.go typing']);
    expect(await client.symbols.index({ workspaceId })).toMatchObject({ indexed: 1, unchanged: 2 });
    expect(await found(client, workspaceId, 'typing')).toEqual([]);
  });

  test('is read once for all who ask at once, and can be stopped', async () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`f${at}.ts`, `export const value${at} = ${at};\n`]));
    const { client, workspaceId } = await opened(many);
    const all = await Promise.all([client.symbols.index({ workspaceId }), client.symbols.index({ workspaceId })]);
    expect(all.map(({ indexed }) => indexed)).toEqual([150, 150]);
    expect(await client.symbols.progress({ workspaceId })).toBe(null);
    expect(await client.symbols.cancel({ workspaceId })).toEqual({ stopped: false });
    const { client: other, workspaceId: second } = await opened(many);
    const running = other.symbols.index({ workspaceId: second }).catch((error: { code: string }) => error.code);
    while ((await other.symbols.progress({ workspaceId: second }))?.total !== 150) await new Promise(setImmediate);
    expect(await other.symbols.cancel({ workspaceId: second })).toEqual({ stopped: true });
    expect(await running).toBe('CANCELLED');
    expect(await other.symbols.index({ workspaceId: second })).toMatchObject({ files: 150 });
    expect(await found(other, second, 'value149')).toEqual(['f149.ts value149']);
  });

  test('leaves out what is ignored, linked, huge, binary or unreadable, and reads what is broken', async () => {
    const { client, workspaceId, workspace, put } = await opened({
      '.gitignore': 'out/\n',
      'out/a.ts': 'export const ignored = 1;',
      'broken.ts': 'export const whole = 1;\nexport function half(a: {{{ \n',
      'binary.ts': 'a\0b',
      'long.py': Array.from({ length: 50_000 }, (_, at) => `a${at}=1`).join('\n'),
      'names.ts': 'export const größe_100 = 1, 变量 = 2, $a = 3; export const 𝒳 = "\\u0000 \\ud800";',
    });
    put('huge.ts', `export const huge = 1;\n${' '.repeat(1_100_000)}`);
    put('latin.ts', new Uint8Array([0x61, 0xff, 0x62]));
    put('locked.ts', 'export const locked = 1;');
    chmodSync(path.join(workspace, 'locked.ts'), 0);
    symlinkSync(workspace, path.join(workspace, 'loop'));
    symlinkSync('/etc/passwd', path.join(workspace, 'passwd.ts'));
    const first = await client.symbols.index({ workspaceId });
    expect(first.files).toBe(7);
    expect(await found(client, workspaceId, 'whole')).toEqual(['broken.ts whole']);
    expect(await found(client, workspaceId, 'a9999')).toEqual(['long.py a9999']);
    for (const query of ['größe', '变', '$a', '𝒳']) expect(await found(client, workspaceId, query)).toHaveLength(1);
    for (const query of ['ignored', 'huge', '%', '_', "'", '"', 'ö%', '%größe', '\\', '*', 'größe*', '\0'])
      expect(await found(client, workspaceId, query)).toEqual([]);
    for (const word of ['"', '*', "x' OR 1", 'NEAR(', 'a" OR "b', ''])
      expect(await found(client, workspaceId, '', { words: [word] })).toEqual([]);
  });

  test('keeps folders apart', async () => {
    const { client, workspaceId, workspace } = await opened();
    await client.symbols.index({ workspaceId });
    const { id: inner } = await client.workspace.open({ root: path.join(workspace, 'src') });
    await client.symbols.index({ workspaceId: inner });
    expect(await found(client, inner, 'f')).toEqual(['users.ts findUser']);
    expect(await found(client, inner, '', { words: ['string'] })).toHaveLength(5);
    await client.workspace.forget({ workspaceId });
    await client.symbols.index({ workspaceId: inner });
    const { id: again } = await client.workspace.open({ root: workspace });
    expect(await found(client, again, 'find')).toEqual([]);
    await expect(client.symbols.index({ workspaceId: 'wsp_none' as WorkspaceId })).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' });
  });
});
