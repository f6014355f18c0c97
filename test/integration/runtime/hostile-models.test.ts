import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelInspector } from '#native-models/runtime/inspector';
import { nodeLauncher } from '#native-models/runtime/launch-node';
import type { GgufEntry } from '../../support/gguf-writer.ts';
import { ask, never, read, source, startEngine, type TestEngine } from '../../support/model-engine.ts';
import { cachedTinyModel, exactReply } from '../../support/tiny-model.ts';
import { hostile } from '../../unit/gguf/hostile-headers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hostile-models-'));
let host: TestEngine;
beforeAll(() => {
  host = startEngine();
});
afterAll(async () => {
  await host.engine.close();
  rmSync(folder, { recursive: true });
});

const load = (modelPath: string) =>
  host.engine.load({ id: 'mdl_hostile', path: modelPath, contextSize: 512 }, undefined, { despiteCrashes: true });
const works = async () =>
  expect((await read(host.engine.generate(ask('fine?', { grammar: exactReply('fine'), model: source() }), never))).text).toBe('fine');

describe('a broken file', () => {
  test('is refused by its header before llama.cpp sees it: one process survives them all', async () => {
    await works();
    for (const [, content, sentence] of hostile) {
      const file = path.join(folder, 'broken.gguf');
      writeFileSync(file, content());
      await expect(load(file)).rejects.toMatchObject({ code: 'MODEL_INVALID', message: expect.stringMatching(sentence) });
    }
    expect(host.engine.status()).toMatchObject({ state: 'failed', error: { code: 'MODEL_INVALID' } });
    await works();
    expect(host.pids).toHaveLength(1);
  });

  test('that is gone is NOT_FOUND', async () => {
    await expect(load(path.join(folder, 'gone.gguf'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each<[string, GgufEntry[]]>([
    ['an unknown architecture', [['general.architecture', 'text', 'nonsense']]],
    ['a width that its tensors do not have', [['llama.embedding_length', 'u32', 64]]],
    ['a vocabulary of numbers', [['tokenizer.ggml.tokens', 'array', 'i32', [1, 2, 3]]]],
  ])('with %s is refused by llama.cpp with its reason', async (_, entries) => {
    await expect(load(cachedTinyModel({ entries }))).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' });
    await works();
  });
});

describe('a file that ends the native code', () => {
  test.each<[string, GgufEntry[]]>([
    ['no attention heads', [['llama.attention.head_count', 'u32', 0]]],
    ['four billion layers', [['llama.block_count', 'u32', 4_294_967_295]]],
    ['one token 258 times', [['tokenizer.ggml.tokens', 'array', 'text', Array.from({ length: 258 }, () => 'a')]]],
  ])('by %s takes its process along and nothing else', async (_, entries) => {
    const before = host.pids.length;
    await expect(load(cachedTinyModel({ entries }))).rejects.toMatchObject({
      code: 'MODEL_CRASHED',
      message: expect.stringMatching(/GGML_ASSERT/),
    });
    await works();
    expect(host.pids.length).toBeGreaterThan(before);
  });
});

describe('inspecting', () => {
  const inspect = modelInspector(nodeLauncher());

  test('gives header and SHA-256 of a sound file, with progress to the end', async () => {
    const progress: number[] = [];
    const { header, hash } = await inspect(cachedTinyModel(), (part) => progress.push(part));
    expect(header.architecture).toBe('llama');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(progress.at(0)).toBe(0);
    expect(progress.at(-1)).toBe(1);
  });

  test('refuses a broken one, and ends in time with a process that hangs', async () => {
    const file = path.join(folder, 'broken.gguf');
    writeFileSync(file, 'GGUF');
    await expect(inspect(file, () => {})).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    const silent = path.join(folder, 'silent.mjs');
    writeFileSync(silent, 'process.on("message", () => {}); process.on("disconnect", () => process.exit());');
    await expect(modelInspector(nodeLauncher(silent), 300)(file, () => {})).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('too long'),
    });
  });
});
