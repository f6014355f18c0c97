import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GgufEntry, type GgufTensorSource, writeGguf } from './gguf-writer.ts';

/**
 * A model that says given texts, for llama.cpp to run: the first text in answer to a conversation's first request, the second to the
 * second and so on, and the last one to all that come later. Its chat template ends in another control token for each number of requests; each text is a token of its own, and
 * the weights lead from control token to text to end, whatever stood before. It is written once per machine.
 */
export function sayingModel(texts: readonly string[]): string {
  const folder = join(tmpdir(), 'open-autoglm-test-models');
  const key = createHash('sha256')
    .update(JSON.stringify([1, texts]))
    .digest('hex')
    .slice(0, 16);
  const path = join(folder, `saying-${key}.gguf`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  write(unfinished, texts);
  renameSync(unfinished, path);
  return path;
}

const width = 32;
const context = 4096;
/** Far above what any temperature evens out. */
const certain = 64;

function write(path: string, texts: readonly string[]): void {
  const bytes = Array.from({ length: 256 }, (_, byte) => printed(byte));
  const firstCue = 259;
  const firstText = firstCue + texts.length;
  const tokens = [...bytes, '<|bos|>', '<|end|>', '<|turn|>', ...texts.map((_, at) => `<|say${at}|>`), ...texts.map(encoded)];
  if (2 * texts.length + 1 > width) throw new RangeError('Too many texts.');
  /** Every token has a direction; those that lead nowhere share the first. */
  const directionOf = (token: number): number => (token >= firstCue ? token - firstCue + 1 : 0);
  const next = new Map<number, number>(
    texts.flatMap((_, at) => [[firstCue + at, firstText + at] as const, [firstText + at, 257] as const]),
  );
  const embeddings = new Float32Array(tokens.length * width);
  for (let token = 0; token < tokens.length; token += 1) embeddings[token * width + directionOf(token)] = 1;
  const output = new Float32Array(tokens.length * width);
  for (const [from, to] of next) output[to * width + directionOf(from)] = certain;
  // Behind anything else there is nothing to say.
  output[257 * width] = certain;
  const tensor = (name: string, shape: number[], data?: Float32Array): GgufTensorSource => ({
    ...{ name, shape, type: 'F32' },
    data: () => [new Uint8Array((data ?? new Float32Array(shape.reduce((product, each) => product * each, 1))).buffer)],
  });
  const ones = new Float32Array(width).fill(1);
  writeGguf(path, metadata(tokens, firstText, texts.length), [
    tensor('token_embd.weight', [width, tokens.length], embeddings),
    tensor('output_norm.weight', [width], ones),
    tensor('output.weight', [width, tokens.length], output),
    tensor('blk.0.attn_norm.weight', [width], ones),
    tensor('blk.0.ffn_norm.weight', [width], ones),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output', 'ffn_gate', 'ffn_up', 'ffn_down'].map((name) =>
      tensor(`blk.0.${name}.weight`, [width, width]),
    ),
  ]);
}

/** GPT-2's way to write a byte as a character. */
function printed(byte: number): string {
  const plain = (each: number) => (each >= 33 && each <= 126) || (each >= 161 && each <= 172) || each >= 174;
  if (plain(byte)) return String.fromCodePoint(byte);
  let before = 0;
  for (let each = 0; each < byte; each += 1) if (!plain(each)) before += 1;
  return String.fromCodePoint(256 + before);
}

const encoded = (text: string): string => [...new TextEncoder().encode(text)].map(printed).join('');

/** The cue stands in front of every answer, also of the one that is to come. */
function template(count: number): string {
  const cues = Array.from({ length: count }, (_, at) => {
    const condition = at === count - 1 ? 'else' : `${at === 0 ? 'if' : 'elif'} asked.count == ${at + 1}`;
    return `{% ${condition} %}{{ '<|say${at}|>' }}`;
  });
  const cue = count === 1 ? "{{ '<|say0|>' }}" : `${cues.join('')}{% endif %}`;
  return [
    '{% set asked = namespace(count=0) %}{% for message in messages %}',
    "{% if message['role'] == 'user' %}{% set asked.count = asked.count + 1 %}{% endif %}",
    `{{ '<|turn|>' + message['role'] + '\\n' }}{% if message['role'] == 'assistant' %}${cue}{% endif %}`,
    "{{ message['content'] }}{% endfor %}",
  ].join('');
}

function metadata(tokens: readonly string[], firstText: number, count: number): GgufEntry[] {
  return [
    ['general.architecture', 'text', 'llama'],
    ['general.name', 'text', 'saying'],
    ['llama.context_length', 'u32', context],
    ['llama.embedding_length', 'u32', width],
    ['llama.block_count', 'u32', 1],
    ['llama.feed_forward_length', 'u32', width],
    ['llama.attention.head_count', 'u32', 1],
    ['llama.attention.head_count_kv', 'u32', 1],
    ['llama.attention.layer_norm_rms_epsilon', 'f32', 1e-5],
    ['llama.rope.dimension_count', 'u32', width],
    ['llama.rope.freq_base', 'f32', 10_000],
    ['llama.vocab_size', 'u32', tokens.length],
    ['tokenizer.ggml.model', 'text', 'gpt2'],
    ['tokenizer.ggml.pre', 'text', 'gpt-2'],
    ['tokenizer.ggml.tokens', 'array', 'text', [...tokens]],
    ['tokenizer.ggml.token_type', 'array', 'i32', tokens.map((_, token) => (token >= 256 && token < firstText ? 3 : 1))],
    ['tokenizer.ggml.merges', 'array', 'text', []],
    ['tokenizer.ggml.bos_token_id', 'u32', 256],
    ['tokenizer.ggml.eos_token_id', 'u32', 257],
    ['tokenizer.ggml.add_bos_token', 'bool', true],
    ['tokenizer.chat_template', 'text', template(count)],
  ];
}
