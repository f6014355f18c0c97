import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GgufEntry, type GgufTensorSource, tensorBytes, writeGguf } from './gguf-writer.ts';

/** A random Llama that reads and writes bytes. It knows nothing; what it says is decided by a grammar or the seed. */
export interface TinyModelOptions {
  seed?: number;
  name?: string;
  width?: number;
  layers?: number;
  heads?: number;
  /** Heads of keys and values; fewer than `heads` for grouped-query attention. */
  keyHeads?: number;
  feedForward?: number;
  context?: number;
  /** 258 (the bytes and two control tokens) or more; the rest are tokens that are written and never read. */
  vocabulary?: number;
  type?: 'F32' | 'Q8_0';
  /** Uses one matrix for both ends of the model. */
  tied?: boolean;
  /** Gives the end tokens a logit that sampling never takes: such an answer ends at its limit or when it is stopped. F32 only. */
  neverEnds?: boolean;
  /** `chatml` gives the model the template and the control tokens of ChatML; any other text is taken as a Jinja template. */
  chatTemplate?: string;
  /** Replaces entries of the header, so that the file says something that its tensors do not bear out. */
  entries?: GgufEntry[];
}

/** Shape of Qwen2.5-0.5B; as Q8_0 about 0.5 GB. For benchmarks: costs the same per token as the real one. */
export const halfBillion: TinyModelOptions = {
  name: 'random-0.5b',
  width: 896,
  layers: 24,
  heads: 14,
  keyHeads: 2,
  feedForward: 4864,
  context: 32_768,
  vocabulary: 151_936,
  type: 'Q8_0',
  tied: true,
};

/** 20M parameters (without its vocabulary): more than a thousand tokens a second on one core. */
export const midSize: TinyModelOptions = {
  name: 'random-20m',
  width: 384,
  layers: 8,
  heads: 6,
  feedForward: 1536,
  context: 4096,
  vocabulary: 8192,
  type: 'Q8_0',
};

const chatml =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/** Writes the model and returns its path. The same options give the same bytes. */
export function writeTinyModel(path: string, options: TinyModelOptions = {}): string {
  const random = generator(options.seed ?? 1);
  const width = options.width ?? 128;
  const layers = options.layers ?? 2;
  const heads = options.heads ?? 4;
  const keyHeads = options.keyHeads ?? heads;
  const keyWidth = (width / heads) * keyHeads;
  const feedForward = options.feedForward ?? 3 * width;
  const type = options.type ?? 'F32';
  const tokens = vocabulary(options);
  const tensors: GgufTensorSource[] = [];
  const matrix = (name: string, rows: number, columns: number, sigma = 1 / Math.sqrt(rows)) => {
    const tensor = { name, shape: [rows, columns], type };
    const noise = type === 'F32' ? () => gaussian(random, rows * columns, sigma) : () => quantised(random, tensorBytes(tensor), sigma);
    const edit = options.neverEnds ? avoidEnds(name, width, tokens) : undefined;
    tensors.push({ ...tensor, data: edit ? () => [edit(concatenated(noise()))] : noise });
  };
  const norm = (name: string) =>
    tensors.push({ name, shape: [width], type: 'F32', data: () => [new Uint8Array(new Float32Array(width).fill(1).buffer)] });
  matrix('token_embd.weight', width, tokens.length, options.tied ? 1 / Math.sqrt(width) : 1);
  norm('output_norm.weight');
  if (!options.tied) matrix('output.weight', width, tokens.length);
  const residual = 1 / Math.sqrt(2 * layers);
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `blk.${layer}`;
    norm(`${prefix}.attn_norm.weight`);
    matrix(`${prefix}.attn_q.weight`, width, width);
    matrix(`${prefix}.attn_k.weight`, width, keyWidth);
    matrix(`${prefix}.attn_v.weight`, width, keyWidth);
    matrix(`${prefix}.attn_output.weight`, width, width, residual / Math.sqrt(width));
    norm(`${prefix}.ffn_norm.weight`);
    matrix(`${prefix}.ffn_gate.weight`, width, feedForward);
    matrix(`${prefix}.ffn_up.weight`, width, feedForward);
    matrix(`${prefix}.ffn_down.weight`, feedForward, width, residual / Math.sqrt(feedForward));
  }
  const shape = { width, layers, heads, keyHeads, feedForward, context: options.context ?? 2048 };
  writeGguf(path, metadata(options, shape, tokens), tensors);
  return path;
}

/** The model for these options, written once per machine and then found again. */
export function cachedTinyModel(options: TinyModelOptions = {}): string {
  const folder = join(tmpdir(), 'open-autoglm-test-models');
  const version = 2;
  const key = createHash('sha256')
    .update(JSON.stringify([version, options]))
    .digest('hex')
    .slice(0, 16);
  const path = join(folder, `${options.name ?? 'tiny'}-${key}.gguf`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    writeTinyModel(unfinished, options);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return path;
}

/** A grammar that admits this text and nothing else: the way to an exact reply from a random model. */
export function exactReply(text: string): string {
  const escapes: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return `root ::= "${text.replace(/[\\"\n\r\t]/g, (character) => escapes[character] as string)}"`;
}

/** A grammar that never lets the model end. */
export const endless = 'root ::= [a-z] root';

function vocabulary(options: TinyModelOptions): { text: string; control: boolean }[] {
  // GPT-2's way to write each byte as a printable character: token i is byte i.
  const printable = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  const tokens = Array.from({ length: 256 }, (_, byte) => ({
    text: String.fromCodePoint(printable(byte) ? byte : next++),
    control: false,
  }));
  tokens.push({ text: '<|bos|>', control: true }, { text: '<|endoftext|>', control: true });
  if (options.chatTemplate === 'chatml') tokens.push({ text: '<|im_start|>', control: true }, { text: '<|im_end|>', control: true });
  while (tokens.length < (options.vocabulary ?? 0)) tokens.push({ text: `Ġw${tokens.length.toString(36)}`, control: false });
  return tokens;
}

/**
 * A random model says the end token once in some hundred tokens, and when it does differs with the processor. So every embedding carries
 * a constant, the residual stream keeps it to the last layer, and the rows of control tokens in the output look against it.
 */
function avoidEnds(tensor: string, width: number, tokens: { control: boolean }[]): ((data: Float32Array) => Uint8Array) | undefined {
  if (tensor !== 'token_embd.weight' && tensor !== 'output.weight') return undefined;
  return (data) => {
    for (const [row, { control }] of tokens.entries()) {
      if (tensor === 'token_embd.weight') data[row * width] = 8;
      else if (control) data.fill(0, row * width, (row + 1) * width).fill(-8, row * width, row * width + 1);
      else data[row * width] = 0;
    }
    return new Uint8Array(data.buffer);
  };
}

function concatenated(chunks: Iterable<Uint8Array>): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.concat([...chunks])).buffer);
}

interface Shape {
  width: number;
  layers: number;
  heads: number;
  keyHeads: number;
  feedForward: number;
  context: number;
}

function metadata(options: TinyModelOptions, shape: Shape, tokens: { text: string; control: boolean }[]): GgufEntry[] {
  const entries: GgufEntry[] = [
    ['general.architecture', 'text', 'llama'],
    ['general.name', 'text', options.name ?? 'tiny'],
    ['llama.context_length', 'u32', shape.context],
    ['llama.embedding_length', 'u32', shape.width],
    ['llama.block_count', 'u32', shape.layers],
    ['llama.feed_forward_length', 'u32', shape.feedForward],
    ['llama.attention.head_count', 'u32', shape.heads],
    ['llama.attention.head_count_kv', 'u32', shape.keyHeads],
    ['llama.attention.layer_norm_rms_epsilon', 'f32', 1e-5],
    ['llama.rope.dimension_count', 'u32', shape.width / shape.heads],
    ['llama.rope.freq_base', 'f32', 10_000],
    ['llama.vocab_size', 'u32', tokens.length],
    ['tokenizer.ggml.model', 'text', 'gpt2'],
    ['tokenizer.ggml.pre', 'text', 'gpt-2'],
    ['tokenizer.ggml.tokens', 'array', 'text', tokens.map((token) => token.text)],
    ['tokenizer.ggml.token_type', 'array', 'i32', tokens.map((token) => (token.control ? 3 : 1))],
    ['tokenizer.ggml.merges', 'array', 'text', []],
    ['tokenizer.ggml.bos_token_id', 'u32', 256],
    ['tokenizer.ggml.eos_token_id', 'u32', options.chatTemplate === 'chatml' ? 259 : 257],
    ['tokenizer.ggml.add_bos_token', 'bool', true],
  ];
  if (options.chatTemplate)
    entries.push(['tokenizer.chat_template', 'text', options.chatTemplate === 'chatml' ? chatml : options.chatTemplate]);
  const replaced = new Set(options.entries?.map(([key]) => key));
  return [...entries.filter(([key]) => !replaced.has(key)), ...(options.entries ?? [])];
}

/** Mulberry32: small, seeded, good enough for weights. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function* gaussian(random: () => number, count: number, sigma: number): Generator<Uint8Array> {
  const values = new Float32Array(count);
  for (let index = 0; index < count; index += 2) {
    // Box and Muller: two uniform numbers give two normal ones.
    const radius = sigma * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    values[index] = radius * Math.cos(angle);
    if (index + 1 < count) values[index + 1] = radius * Math.sin(angle);
  }
  yield new Uint8Array(values.buffer);
}

/** Q8_0 blocks of uniform noise with this deviation. One megabyte of noise repeats, shifted, so that gigabytes take seconds. */
function* quantised(random: () => number, bytes: number, sigma: number): Generator<Uint8Array> {
  const block = 34;
  const scale = halfFloat(sigma / (127 / Math.sqrt(3)));
  const noise = new Uint8Array(Math.min(bytes, block * 30_841));
  for (let index = 0; index < noise.length; index++) noise[index] = Math.floor(random() * 255) + 129;
  for (let start = 0; start < noise.length; start += block) {
    noise[start] = scale & 0xff;
    noise[start + 1] = scale >> 8;
  }
  const blocks = noise.length / block;
  for (let left = bytes; left > 0; ) {
    const from = Math.floor(random() * blocks) * block;
    const piece = noise.subarray(from, Math.min(noise.length, from + left));
    yield piece;
    left -= piece.length;
  }
}

/** A positive number below 65,504 as IEEE 754 half precision, rounded towards zero. */
function halfFloat(value: number): number {
  if (value < 2 ** -14) return Math.floor(value * 2 ** 24);
  const bits = new Uint32Array(new Float32Array([value]).buffer)[0] as number;
  return ((((bits >>> 23) & 0xff) - 112) << 10) | ((bits >>> 13) & 0x3ff);
}
