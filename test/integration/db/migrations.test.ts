import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFeedback } from '#db/feedback-queries';
import { sealFeedback } from '#db/feedback-sealing';
import type { Migration } from '#db/migrate';
import { versionOf } from '#db/migrate';
import { migrations } from '#db/migrations/index';
import { openStore, storeFile } from '#db/open';
import { removeFolder, temporaryFolder } from '../../support/feedback-app.ts';

const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) };
let dataDir: string;
beforeEach(async () => {
  dataDir = await temporaryFolder();
});
afterEach(() => removeFolder(dataDir));

const steps: readonly Migration[] = migrations;
const openAt = async (list: readonly Migration[]) => {
  const { store, notices } = await openStore({ dataDir, clock, migrations: list });
  await store.close();
  return notices;
};
const read = <T>(sql: string): T[] => {
  const db = new Database(storeFile(dataDir), { readonly: true });
  const rows = db.prepare(sql).all() as T[];
  db.close();
  return rows;
};
const schema = () => read<{ sql: string }>(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`).map(({ sql }) => sql);
const version = () => read<{ user_version: number }>('PRAGMA user_version')[0]?.user_version;
const backups = async () => (await readdir(path.join(dataDir, 'backups')).catch(() => [])).sort();

describe('the migrations', () => {
  it('have ascending numbers in their names', () => {
    expect(steps.map((step) => step.name)).toEqual([...steps.map((step) => step.name)].sort());
    expect(new Set(steps.map(versionOf)).size).toBe(steps.length);
    for (const step of steps) expect(step.name).toMatch(/^\d{4}-[a-z-]+$/);
  });
  it.each(steps.slice(1).map((step, at) => [step.name, at + 1] as const))(
    'up to %s keep the data of the version before and end at the same shape as a new store',
    async (_, before) => {
      await openAt(steps.slice(0, before));
      const old = new Database(storeFile(dataDir));
      old.exec(`
      INSERT INTO conversation (id, title, created_at, updated_at) VALUES ('c', '标题', 1, 2);
      INSERT INTO message (id, conversation_id, role, text, status, created_at) VALUES ('q', 'c', 'user', 'ask', 'complete', 3);
      INSERT INTO message (id, conversation_id, parent_id, role, text, status, created_at) VALUES ('a', 'c', 'q', 'assistant', 'answer', 'complete', 4);
      INSERT INTO feedback_event (id, schema_version, at, answer_id, kind, body) VALUES ('f', 1, 5, 'a', 'stars', '{"kind":"stars","stars":2}');
      INSERT INTO setting (key, value) VALUES ('theme', '"dark"');`);
      old.close();
      const notices = await openAt(steps.slice(0, before + 1));
      expect(notices).toEqual([{ code: 'STORE_UPGRADED', message: expect.stringContaining('backups') }]);
      expect(await backups()).toHaveLength(1);
      expect(read('SELECT id, text FROM message ORDER BY id')).toEqual([
        { id: 'a', text: 'answer' },
        { id: 'q', text: 'ask' },
      ]);
      expect(read('SELECT body FROM feedback_event')).toEqual([{ body: '{"kind":"stars","stars":2}' }]);
      const upgraded = schema();
      await removeFolder(dataDir);
      await openAt(steps.slice(0, before + 1));
      expect(schema()).toEqual(upgraded);
    },
  );
  it('find the words of feedback from before 0005, in blocks or not, and no longer list what was only looked at', async () => {
    await openAt(steps.slice(0, 4));
    const old = new Database(storeFile(dataDir));
    old.exec(`
      INSERT INTO conversation (id, title, created_at, updated_at) VALUES ('c', 'c', 1, 2);
      INSERT INTO feedback_facet (id, score, model_id, language, tags, corrected) VALUES (1, 0.25, 'm', 'go', '[]', 0), (2, NULL, 'm', 'go', '[]', 0);`);
    const say = (at: number, kind: string, facet: number, comment: string): void => {
      const add = (sql: string, ...values: unknown[]) => old.prepare(sql).run(...values);
      add(
        `INSERT INTO message (id, conversation_id, role, text, status, created_at) VALUES (?, 'c', 'assistant', 'Answer über 连接', 'complete', ?)`,
        `a${at}`,
        at,
      );
      add(
        'INSERT INTO feedback_event (id, schema_version, at, answer_id, kind, body) VALUES (?, 1, ?, ?, ?, ?)',
        `f${at}`,
        at,
        `a${at}`,
        kind,
        '{}',
      );
      add(
        `INSERT INTO answer_feedback (number, answer_id, conversation_id, score, comment, at, model_id, model_name, language, request, facet)
         VALUES (?, ?, 'c', NULL, ?, ?, 'm', 'm', 'go', '', ?)`,
        at * 1000,
        `a${at}`,
        comment,
        at,
        facet,
      );
      add('INSERT INTO feedback_search (rowid, tokens) VALUES (?, ?)', at * 1000, `_s25 _mabc answer über 连接 ${comment}`);
    };
    for (const at of [1, 2, 3, 4, 5]) say(at, at === 3 ? 'dwell' : 'stars', at === 3 ? 2 : 1, at === 4 ? 'later' : '');
    old.close();
    await openAt(steps);
    const db = new Database(storeFile(dataDir));
    const found = (text: string) =>
      listFeedback(db, { filter: { text, language: 'go' }, before: null, limit: 9 }).rows.map((row) => row.answerId);
    const searches = () => [found('answer'), found('uber'), found('连接'), found('late answ'), found('zz')];
    const expected = [['a5', 'a4', 'a2', 'a1'], ['a5', 'a4', 'a2', 'a1'], ['a5', 'a4', 'a2', 'a1'], ['a4'], []];
    expect(searches()).toEqual(expected);
    for (const _ of sealFeedback(db, 2));
    expect(db.prepare('SELECT count(*) FROM feedback_block').pluck().get()).toBe(2);
    expect(searches()).toEqual(expected);
    expect(db.prepare('SELECT count(*) FROM feedback_event').pluck().get()).toBe(5);
    db.exec(`DELETE FROM message WHERE id IN ('a5', 'a4')`);
    expect([found('answer'), found('late')]).toEqual([['a2', 'a1'], []]);
    db.close();
  });
  it('do nothing, and copy nothing, when the store is as it should be', async () => {
    await openAt(steps);
    expect(await openAt(steps)).toEqual([]);
    expect(await backups()).toEqual([]);
  });
  it('leave the store as it was when one of them fails', async () => {
    await openAt(steps);
    const shape = schema();
    const broken = {
      name: '9000-broken',
      up: (db: { exec(sql: string): unknown }) => void db.exec('CREATE TABLE half (a); CREATE TABLE half (a);'),
    };
    await expect(openAt([...steps, broken])).rejects.toThrow(/half/);
    expect([schema(), version()]).toEqual([shape, versionOf(steps.at(-1) as Migration)]);
    expect(await openAt(steps)).toEqual([]);
  });
  it('refuse to leave rows that refer to nothing', async () => {
    await openAt(steps);
    const orphaning = {
      name: '9000-orphans',
      up: (db: { exec(sql: string): unknown }) =>
        void db.exec(
          `INSERT INTO message (id, conversation_id, role, text, status, created_at) VALUES ('x', 'nowhere', 'user', '', 'complete', 1)`,
        ),
    };
    await expect(openAt([...steps, orphaning])).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(read('SELECT * FROM message')).toEqual([]);
  });
  it('do not touch a store of a newer app', async () => {
    await openAt([...steps, { name: '9000-future', up: (db) => void db.exec('CREATE TABLE future (a)') }]);
    await expect(openAt(steps)).rejects.toMatchObject({ code: 'STORE_NEWER', message: expect.stringContaining('Update the app') });
    expect(version()).toBe(9000);
    expect(schema()).toContain('CREATE TABLE future (a)');
  });
  it('run once when several processes open a new store at the same moment', async () => {
    const script = `
      import { openStore } from ${JSON.stringify(new URL('../../../db/open.ts', import.meta.url).href)};
      const { store } = await openStore({ dataDir: process.argv[1], clock: { now: () => 1 } });
      await store.durable((tx) => tx.insertInto('setting').values({ key: String(process.pid), value: '1' }).execute());
      await store.close();`;
    const children = [1, 2, 3].map(() =>
      spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], { stdio: ['ignore', 'ignore', 'pipe'] }),
    );
    const failures = await Promise.all(
      children.map(async (child) => {
        let errors = '';
        child.stderr.on('data', (part) => (errors += part));
        const [code] = await once(child, 'close');
        return code === 0 ? '' : errors;
      }),
    );
    expect(failures).toEqual(['', '', '']);
    expect(read('SELECT * FROM setting')).toHaveLength(3);
  });
});
