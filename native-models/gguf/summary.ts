import type { ModelHeader } from '#domain/inference';
import { invalid } from './byte-source.ts';
import { type GgufHeader, type GgufValue, readGguf } from './reader.ts';

/** Architectures that read only: llama.cpp would end in the middle of the first answer. */
const encoders = new Set([
  'bert',
  'modern-bert',
  'nomic-bert',
  'nomic-bert-moe',
  'neo-bert',
  'jina-bert-v2',
  'jina-bert-v3',
  'eurobert',
  'gemma-embedding',
  't5encoder',
]);

/**
 * What a GGUF file is, from its header alone. Refuses what is well-formed but cannot answer: adapters, projectors, parts, vocabularies.
 *
 * @throws AppError MODEL_INVALID; errors of the file system as they are
 */
export function readModelHeader(path: string): ModelHeader {
  const header = readGguf(path);
  const summary = summarise(header);
  requireModel(summary, header.metadata);
  return summary;
}

/** The facts about a model that the library shows and the runtime needs. */
export function summarise(header: GgufHeader): ModelHeader {
  const text = (key: string): string | null => shortText(header.metadata.get(key));
  const number = (key: string): number | null => wholeNumber(header.metadata.get(key));
  const architecture = text('general.architecture');
  if (!architecture) throw invalid('The header does not say which architecture the model has.');
  const template = header.metadata.get('tokenizer.chat_template');
  const tokens = header.metadata.get('tokenizer.ggml.tokens');
  return {
    kind: kindOf(architecture, text('general.type')),
    version: header.version,
    architecture,
    name: text('general.name'),
    contextLength: number(`${architecture}.context_length`),
    parameters: Number(header.tensors.reduce((sum, tensor) => sum + tensor.weights, 0n)),
    quantisation: majorityType(header),
    chatTemplate: typeof template === 'string' && template.trim() !== '' ? template : null,
    tokenizer: text('tokenizer.ggml.model'),
    vocabularySize: typeof tokens === 'object' ? tokens.length : 0,
    fillInTheMiddle: fillInTheMiddle(number),
    tensorCount: header.tensors.length,
    fileSize: header.fileSize,
  };
}

function requireModel(header: ModelHeader, metadata: GgufHeader['metadata']): void {
  if (header.kind === 'adapter')
    throw invalid('This file is a LoRA adapter. It changes a model and is none itself: choose the model it was made for.');
  if (header.kind === 'projector') throw invalid('This file is the image part of a model. Choose the text model it belongs to.');
  const parts = wholeNumber(metadata.get('split.count'));
  if (parts !== null && parts > 1)
    throw invalid(`This file is one of ${parts} parts of a model. Join them with \`llama-gguf-split --merge\` and add the result.`);
  if (encoders.has(header.architecture))
    throw invalid('This model turns text into vectors and cannot write. Choose one that generates text.');
  if (header.kind !== 'model' || header.tensorCount === 0) throw invalid('This GGUF file holds no model.');
  if (header.vocabularySize === 0 || header.tokenizer === null)
    throw invalid('This model has no vocabulary, so no text can be put into it.');
}

function kindOf(architecture: string, type: string | null): ModelHeader['kind'] {
  if (type === 'adapter') return 'adapter';
  if (architecture === 'clip' || type === 'mmproj') return 'projector';
  return type === null || type === 'model' ? 'model' : 'other';
}

function majorityType(header: GgufHeader): string {
  const weights = new Map<string, bigint>();
  for (const tensor of header.tensors) weights.set(tensor.type, (weights.get(tensor.type) ?? 0n) + tensor.weights);
  let best = '';
  for (const [type, amount] of weights) if (best === '' || amount > (weights.get(best) as bigint)) best = type;
  return best;
}

function fillInTheMiddle(number: (key: string) => number | null): ModelHeader['fillInTheMiddle'] {
  // Files made before the names were settled say `prefix_token_id` for what is `fim_pre_token_id` now.
  const prefix = number('tokenizer.ggml.fim_pre_token_id') ?? number('tokenizer.ggml.prefix_token_id');
  const suffix = number('tokenizer.ggml.fim_suf_token_id') ?? number('tokenizer.ggml.suffix_token_id');
  const middle = number('tokenizer.ggml.fim_mid_token_id') ?? number('tokenizer.ggml.middle_token_id');
  return prefix === null || suffix === null || middle === null ? null : { prefix, suffix, middle };
}

function shortText(value: GgufValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 1000 ? value.trim() : null;
}

function wholeNumber(value: GgufValue | undefined): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
