import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { AppError } from '#domain/errors';
import { readGguf } from '#native-models/gguf/reader';
import { readModelHeader } from '#native-models/gguf/summary';
import { ggufHeader } from '../../support/gguf-writer.ts';
import { cachedTinyModel, halfBillion } from '../../support/tiny-model.ts';
import { hostile, modelEntries, modelTensors, tensor, wholeFile } from './hostile-headers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'gguf-reader-'));
const file = path.join(folder, 'model.gguf');
afterAll(() => rmSync(folder, { recursive: true }));

function refusal(content: Buffer): AppError {
  writeFileSync(file, content);
  try {
    readModelHeader(file);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

describe('a sound file', () => {
  test('is described by its header', () => {
    const model = readModelHeader(cachedTinyModel({ chatTemplate: 'chatml', type: 'Q8_0' }));
    expect(model).toMatchObject({
      kind: 'model',
      version: 3,
      architecture: 'llama',
      name: 'tiny',
      contextLength: 2048,
      tokenizer: 'gpt2',
      vocabularySize: 260,
      quantisation: 'Q8_0',
      tensorCount: 21,
    });
    expect(model.chatTemplate).toContain('<|im_start|>');
    // Embeddings and output 260 × 128 each; per layer four square matrices, three of 128 × 384 and two norms; one last norm.
    expect(model.parameters).toBe(2 * 260 * 128 + 2 * (4 * 128 * 128 + 3 * 128 * 384 + 2 * 128) + 128);
  });

  test('of version 2 is read as well', () => {
    writeFileSync(file, wholeFile(undefined, undefined, 2));
    expect(readModelHeader(file).version).toBe(2);
  });

  test('keeps values of every type and counts lists without keeping them', () => {
    writeFileSync(file, wholeFile());
    const { metadata, tensors } = readGguf(file);
    expect(metadata.get('example.big')).toBe(2n ** 40n);
    expect(metadata.get('example.negative')).toBe(-1n);
    expect(metadata.get('example.float')).toBe(0.5);
    expect(metadata.get('tokenizer.ggml.add_bos_token')).toBe(true);
    expect(metadata.get('tokenizer.ggml.tokens')).toEqual({ array: true, length: 3 });
    expect(tensors.map(({ name, type, bytes }) => ({ name, type, bytes }))).toEqual([
      { name: 'token_embd.weight', type: 'F32', bytes: 768n },
      { name: 'output.weight', type: 'Q8_0', bytes: 204n },
    ]);
  });

  test('names its fill-in-the-middle tokens, under their old names too', () => {
    const tokens = (names: string[]) =>
      wholeFile([...modelEntries, ...names.map((name, id): [string, 'u32', number] => [`tokenizer.ggml.${name}_token_id`, 'u32', id])]);
    writeFileSync(file, tokens(['fim_pre', 'fim_suf', 'fim_mid']));
    expect(readModelHeader(file).fillInTheMiddle).toEqual({ prefix: 0, suffix: 1, middle: 2 });
    writeFileSync(file, tokens(['prefix', 'suffix', 'middle']));
    expect(readModelHeader(file).fillInTheMiddle).toEqual({ prefix: 0, suffix: 1, middle: 2 });
    writeFileSync(file, tokens(['fim_pre', 'fim_suf']));
    expect(readModelHeader(file).fillInTheMiddle).toBeNull();
  });

  test('may be of the size of a real one: the vocabulary is not held in memory', () => {
    const vocabulary = Array.from({ length: halfBillion.vocabulary as number }, (_, index) => `token ${index}`);
    writeFileSync(
      file,
      Buffer.concat([
        ggufHeader(
          [...modelEntries.filter(([key]) => key !== 'tokenizer.ggml.tokens'), ['tokenizer.ggml.tokens', 'array', 'text', vocabulary]],
          modelTensors,
        ),
        Buffer.alloc(4096),
      ]),
    );
    expect(readModelHeader(file).vocabularySize).toBe(halfBillion.vocabulary);
  });
});

describe('a file that lies is refused with a sentence:', () => {
  test.each(hostile)('%s', (_, content, sentence) => {
    const error = refusal(content());
    expect(error.code).toBe('MODEL_INVALID');
    expect(error.message).toMatch(sentence);
  });

  test('a download that stopped, wherever it stopped', () => {
    const whole = ggufHeader(modelEntries, modelTensors).length + 768 + 204;
    for (let size = 0; size < whole; size += 7) expect(refusal(wholeFile().subarray(0, size)).code).toBe('MODEL_INVALID');
    writeFileSync(file, wholeFile());
    truncateSync(file, whole);
    expect(readModelHeader(file).tensorCount).toBe(2);
  });

  test('a name that would write to a terminal comes out harmless', () => {
    const name = '\u001b[2J<img src=x>\u202e';
    expect(refusal(wholeFile(modelEntries, [tensor(name, [1 << 20])])).message).not.toMatch(/[\u001b<\u202e]/);
  });

  test('a folder', () => {
    expect(() => readModelHeader(folder)).toThrow(/not a file/);
  });
});
