import { randomUUIDv7 } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createModelStore } from '#db/models';
import { openStore } from '#db/open';
import type { Store } from '#db/store';
import type { AppEventBody } from '#domain/app-event';
import type { IdGenerator } from '#domain/ids';
import { defaultSettings } from '#domain/settings';
import { modelInspector } from '#native-models/runtime/inspector';
import { nodeLauncher } from '#native-models/runtime/launch-node';
import { createModels, type Models } from '#services/models';
import { modelFiles } from '../../../electron/services/models/files.node.ts';
import { ask, never, read, startEngine, type TestEngine, until } from '../../support/model-engine.ts';
import { cachedTinyModel, exactReply } from '../../support/tiny-model.ts';

const folders: string[] = [];
let store: Store;
let models: Models;
let host: TestEngine;
let events: AppEventBody[];
let folder: string;

const ids: IdGenerator = { next: (prefix) => `${prefix}_${randomUUIDv7()}` as never };
const ofType = (type: AppEventBody['type']) => events.filter((event) => event.type === type);

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'models-'));
  folders.push(folder);
  ({ store } = await openStore({ dataDir: path.join(folder, 'data'), clock: Date }));
  host = startEngine();
  events = [];
  models = createModels({
    store: createModelStore(store),
    inspect: modelInspector(nodeLauncher()),
    files: modelFiles,
    engine: host.engine,
    settings: async () => ({ ...defaultSettings, contextSize: 512 }),
    announce: (event) => events.push(event),
    ids,
    clock: Date,
  });
});
afterEach(async () => {
  models.close();
  await host.engine.close();
  await store.close();
});
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true });
});

function place(name: string, seed = 1): string {
  const file = path.join(folder, name);
  copyFileSync(cachedTinyModel({ chatTemplate: 'chatml', seed }), file);
  return file;
}

describe('adding a model', () => {
  test('records what its header says and its hash, tells how far it is, and lists it', async () => {
    const file = place('a.gguf');
    const model = await models.add(file);
    expect(model).toMatchObject({
      name: 'tiny',
      path: file,
      architecture: 'llama',
      quantisation: 'F32',
      contextLength: 2048,
      hasChatTemplate: true,
      available: true,
    });
    expect(model.id).toMatch(/^mdl_/);
    expect(model.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await models.list()).toEqual([model]);
    expect(ofType('model.adding').at(-1)).toEqual({ type: 'model.adding', path: file, progress: 1 });
    expect(ofType('models.changed')).toHaveLength(1);
    expect(host.pids, 'the model process looked at a file of the user').toEqual([]);
  });

  test('twice, at once or from another place, is one model, at the place named last', async () => {
    const file = place('a.gguf');
    const [one, two] = await Promise.all([models.add(file), models.add(file)]);
    expect(two.id).toBe(one.id);
    renameSync(file, path.join(folder, 'moved.gguf'));
    expect((await models.list())[0]).toMatchObject({ id: one.id, available: false });
    await expect(models.get(one.id)).rejects.toMatchObject({ code: 'MODEL_INVALID', message: expect.stringContaining('a.gguf') });
    const moved = await models.add(path.join(folder, 'moved.gguf'));
    expect(moved).toMatchObject({ id: one.id, path: path.join(folder, 'moved.gguf'), available: true });
    expect(await models.list()).toEqual([moved]);
  });

  test('with another content is another model', async () => {
    await models.add(place('a.gguf', 1));
    await models.add(place('b.gguf', 2));
    expect((await models.list()).map((model) => path.basename(model.path))).toEqual(['a.gguf', 'b.gguf']);
  });

  test('through a link keeps the link, and names of any script work', async () => {
    const link = path.join(folder, '模型 é 🎉.gguf');
    symlinkSync(place('a.gguf'), link);
    expect((await models.add(link)).path).toBe(link);
  });

  test('that is none is refused and leaves nothing', async () => {
    const text = path.join(folder, 'notes.txt');
    writeFileSync(text, 'not a model, whatever its length may be');
    await expect(models.add(text)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    await expect(models.add(path.join(folder, 'nowhere.gguf'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(models.add(folder)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    await expect(models.add('/dev/zero')).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    await expect(models.add('/dev/stdin')).rejects.toMatchObject({ code: expect.stringMatching(/MODEL_INVALID|NOT_FOUND/) });
    await expect(models.add('a\u0000b')).rejects.toMatchObject({ code: expect.stringMatching(/MODEL_INVALID|NOT_FOUND|BAD_INPUT/) });
    expect(await models.list()).toEqual([]);
  });

  test('ends when the app closes', async () => {
    const adding = models.add(place('a.gguf'));
    models.close();
    await expect(adding).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('a model of the library', () => {
  test('loads with the context size of the settings, answers, and is unloaded', async () => {
    const { id, path: file } = await models.add(place('a.gguf'));
    expect(await models.load(id)).toMatchObject({ state: 'ready', modelId: id, contextSize: 512 });
    const answer = await read(
      host.engine.generate(ask('hi', { grammar: exactReply('hello'), model: { id, path: file, contextSize: 512 } }), never),
    );
    expect(answer.text).toBe('hello');
    expect(await models.unload()).toMatchObject({ state: 'idle', modelId: null });
    expect(models.status().state).toBe('idle');
    expect(ofType('engine.status').length).toBeGreaterThan(3);
  });

  test('whose file was touched is still itself; whose file was changed is refused by name', async () => {
    const file = place('a.gguf');
    const { id } = await models.add(file);
    utimesSync(file, 1_000_000, 1_000_000);
    expect(await models.get(id)).toMatchObject({ id, available: true });
    const before = ofType('model.adding').length;
    await models.get(id);
    expect(ofType('model.adding'), 'the file was hashed again for nothing').toHaveLength(before);
    appendFileSync(file, 'more');
    expect((await models.list())[0]?.available).toBe(false);
    await expect(models.load(id)).rejects.toMatchObject({ code: 'MODEL_INVALID', message: expect.stringContaining('another one') });
  });

  test('that is removed leaves the list and the memory, and its file stays', async () => {
    const file = place('a.gguf');
    const { id } = await models.add(file);
    await models.load(id);
    await models.remove(id);
    expect(await models.list()).toEqual([]);
    await until(() => models.status().state === 'idle');
    await expect(models.remove(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(models.load(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await models.add(file)).available).toBe(true);
  });
});
