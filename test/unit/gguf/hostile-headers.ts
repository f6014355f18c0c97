import { type GgufEntry, type GgufTensorSource, ggufHeader } from '../../support/gguf-writer.ts';

export const modelEntries: GgufEntry[] = [
  ['general.architecture', 'text', 'llama'],
  ['general.name', 'text', 'example'],
  ['llama.context_length', 'u32', 512],
  ['tokenizer.ggml.model', 'text', 'gpt2'],
  ['tokenizer.ggml.tokens', 'array', 'text', ['a', 'b', 'c']],
  ['tokenizer.ggml.scores', 'array', 'f32', [0, 1, 2]],
  ['tokenizer.chat_template', 'text', '{{ messages }}'],
  ['tokenizer.ggml.add_bos_token', 'bool', true],
  ['example.big', 'u64', 2n ** 40n],
  ['example.negative', 'i64', -1n],
  ['example.float', 'f64', 0.5],
];

export const tensor = (name: string, shape: number[], type: 'F32' | 'Q8_0' = 'F32'): GgufTensorSource => ({
  name,
  shape,
  type,
  data: () => [],
});
export const modelTensors = [tensor('token_embd.weight', [64, 3]), tensor('output.weight', [64, 3], 'Q8_0')];

/** A whole, tiny file: header and zeroed data. */
export function wholeFile(entries = modelEntries, tensors = modelTensors, version = 3): Buffer {
  return Buffer.concat([ggufHeader(entries, tensors, version), Buffer.alloc(4096)]);
}

/** Where the bytes of a text stand in a file. */
function at(file: Buffer, text: string): number {
  const index = file.indexOf(text);
  if (index < 0) throw new Error(`${text} is not in the file`);
  return index;
}

function changed(change: (file: Buffer) => void): Buffer {
  const file = wholeFile();
  change(file);
  return file;
}

const afterName = (file: Buffer, name: string): number => at(file, name) + name.length;
const huge = 2n ** 63n;

/** Files that lie, each with a piece of the sentence that refuses it. */
export const hostile: [what: string, file: () => Buffer, sentence: RegExp][] = [
  ['an empty file', () => Buffer.alloc(0), /empty/],
  ['a few bytes', () => Buffer.from('GGUF'), /too short/],
  ['a web page', () => Buffer.from('<!doctype html><html><body>404</body></html>'), /web page/],
  ['a Git LFS pointer', () => Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00'), /Git LFS/],
  ['a ZIP archive', () => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]), /ZIP/],
  ['the old GGML format', () => Buffer.concat([Buffer.from('tjgg'), Buffer.alloc(100)]), /old GGML/],
  ['zeros', () => Buffer.alloc(4096), /not a GGUF/],
  ['version 1', () => wholeFile(undefined, undefined, 1), /version 1/],
  ['version 4', () => wholeFile(undefined, undefined, 4), /version 4/],
  ['big-endian byte order', () => wholeFile(undefined, undefined, 0x03000000), /big-endian/],
  ['2^64−1 tensors', () => changed((file) => file.writeBigUInt64LE(2n ** 64n - 1n, 8)), /announces \d+ tensors/],
  ['2^64−1 metadata entries', () => changed((file) => file.writeBigUInt64LE(2n ** 64n - 1n, 16)), /announces \d+ metadata/],
  ['more metadata entries than there are', () => changed((file) => file.writeBigUInt64LE(5000n, 16)), /broken|ends in the middle/],
  [
    'a key longer than the file',
    () => changed((file) => file.writeBigUInt64LE(huge, at(file, 'general.architecture') - 8)),
    /ends in the middle/,
  ],
  ['a key longer than any key', () => changed((file) => file.writeBigUInt64LE(2000n, at(file, 'general.architecture') - 8)), /bytes long/],
  [
    'a text longer than the file',
    () => changed((file) => file.writeBigUInt64LE(huge, afterName(file, 'general.name') + 4)),
    /ends in the middle/,
  ],
  ['an empty key', () => wholeFile([['', 'u32', 1], ...modelEntries]), /no name/],
  ['a key twice', () => wholeFile([...modelEntries, ['general.name', 'text', 'again']]), /occurs twice/],
  ['an unknown value type', () => changed((file) => file.writeUInt32LE(99, afterName(file, 'llama.context_length'))), /unknown type 99/],
  ['a boolean of 7', () => changed((file) => file.writeUInt8(7, afterName(file, 'tokenizer.ggml.add_bos_token') + 4)), /yes or no/],
  [
    'a list of 2^63 texts',
    () => changed((file) => file.writeBigUInt64LE(huge, afterName(file, 'tokenizer.ggml.tokens') + 8)),
    /announces \d+ elements/,
  ],
  [
    'a list longer than the file',
    () => changed((file) => file.writeBigUInt64LE(4000n, afterName(file, 'tokenizer.ggml.scores') + 8)),
    /ends in the middle/,
  ],
  ['a list of lists', () => changed((file) => file.writeUInt32LE(9, afterName(file, 'tokenizer.ggml.scores') + 4)), /nested type 9/],
  [
    'a list of an unknown type',
    () => changed((file) => file.writeUInt32LE(77, afterName(file, 'tokenizer.ggml.scores') + 4)),
    /unknown type 77/,
  ],
  ['an alignment of 0', () => wholeFile([...modelEntries, ['general.alignment', 'u32', 0]]), /power of two/],
  ['an alignment of 24', () => wholeFile([...modelEntries, ['general.alignment', 'u32', 24]]), /power of two/],
  ['an alignment of 2^31', () => wholeFile([...modelEntries, ['general.alignment', 'u32', 2 ** 31]]), /power of two/],
  ['an alignment that is a text', () => wholeFile([...modelEntries, ['general.alignment', 'text', '32']]), /power of two/],
  ['a tensor twice', () => wholeFile(modelEntries, [tensor('output.weight', [32]), tensor('output.weight', [32])]), /occurs twice/],
  ['a tensor name of 64 bytes', () => wholeFile(modelEntries, [tensor('t'.repeat(64), [32])]), /64 bytes long/],
  ['a tensor without dimensions', () => wholeFile(modelEntries, [tensor('output.weight', [])]), /0 dimensions/],
  ['a tensor of five dimensions', () => wholeFile(modelEntries, [tensor('output.weight', [1, 1, 1, 1, 1])]), /5 dimensions/],
  [
    'a tensor of 2^32−1 dimensions',
    () => changed((file) => file.writeUInt32LE(2 ** 32 - 1, afterName(file, 'output.weight'))),
    /dimensions/,
  ],
  ['a dimension of 0', () => wholeFile(modelEntries, [tensor('output.weight', [32, 0])]), /impossible shape/],
  [
    'dimensions whose product overflows 64 bits',
    () => changed((file) => file.writeBigUInt64LE(2n ** 62n, afterName(file, 'output.weight') + 4)),
    /impossible shape/,
  ],
  [
    'dimensions whose product wraps to 0',
    () =>
      changed((file) =>
        file
          .fill(0, afterName(file, 'output.weight') + 4, afterName(file, 'output.weight') + 20)
          .writeUInt8(1, afterName(file, 'output.weight') + 8),
      ),
    /impossible shape/,
  ],
  [
    'a tensor of an unknown type',
    () => changed((file) => file.writeUInt32LE(2 ** 31, afterName(file, 'output.weight') + 20)),
    /does not know/,
  ],
  ['a tensor of a withdrawn type', () => changed((file) => file.writeUInt32LE(31, afterName(file, 'output.weight') + 20)), /does not know/],
  ['rows that are no whole blocks', () => wholeFile(modelEntries, [tensor('output.weight', [33, 32], 'Q8_0')]), /whole blocks/],
  ['tensor data behind the end of the file', () => wholeFile(modelEntries, [tensor('output.weight', [1 << 20])]), /downloaded completely/],
  [
    'an offset of 2^64−1',
    () => changed((file) => file.writeBigUInt64LE(2n ** 64n - 1n, afterName(file, 'output.weight') + 24)),
    /not aligned/,
  ],
  [
    'an offset of 2^64−32, which wraps',
    () => changed((file) => file.writeBigUInt64LE(2n ** 64n - 32n, afterName(file, 'output.weight') + 24)),
    /not where it should be/,
  ],
  [
    'two tensors in one place',
    () => changed((file) => file.writeBigUInt64LE(0n, afterName(file, 'output.weight') + 24)),
    /not where it should be/,
  ],
  ['no architecture', () => wholeFile(modelEntries.slice(1)), /architecture/],
  ['an architecture that is a number', () => wholeFile([['general.architecture', 'u32', 7], ...modelEntries.slice(1)]), /architecture/],
  ['a LoRA adapter', () => wholeFile([...modelEntries, ['general.type', 'text', 'adapter']]), /LoRA adapter/],
  ['an image projector', () => wholeFile([['general.architecture', 'text', 'clip'], ...modelEntries.slice(1)]), /image part/],
  ['a model that only makes vectors', () => wholeFile([['general.architecture', 'text', 'bert'], ...modelEntries.slice(1)]), /vectors/],
  ['one part of several', () => wholeFile([...modelEntries, ['split.count', 'u16', 3]]), /one of 3 parts/],
  ['a vocabulary without weights', () => wholeFile(modelEntries, []), /no model/],
  ['weights without a vocabulary', () => wholeFile(modelEntries.slice(0, 3)), /no vocabulary/],
];
