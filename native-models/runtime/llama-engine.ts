import { availableParallelism } from 'node:os';
import {
  getLlama,
  InsufficientMemoryError,
  type Llama,
  type LlamaContext,
  LlamaLogLevel,
  type LlamaModel,
  NoBinaryFoundError,
} from 'node-llama-cpp';
import { AppError } from '#domain/errors';
import type { RenderedPrompt } from '#domain/inference';
import { readableError } from '../gguf/inspect.ts';
import { readModelHeader } from '../gguf/summary.ts';
import { type GenerateEvents, generate } from './generate.ts';
import { type PromptLayout, promptLayout } from './prompt.ts';
import type { Calls, GenerateResult } from './protocol.ts';
import { TokenCache } from './token-cache.ts';

/** Tokens evaluated at once. Cancelling waits for one such batch; on a processor larger ones are hardly faster. */
const batchSize = { processor: 128, gpu: 512 };
/** Lines of llama.cpp's log that are kept for an error message. */
const keptLines = 8;

export interface LoadedModel {
  llama: Llama;
  model: LlamaModel;
  context: LlamaContext;
  layout: PromptLayout;
  cache: TokenCache;
  sequence: ReturnType<LlamaContext['getSequence']>;
}

/** One model in this process through node-llama-cpp. Calls must not overlap; the handlers see to that. */
export class LlamaEngine {
  #llama: Promise<Llama> | null = null;
  #loaded: LoadedModel | null = null;
  #log: string[] = [];

  /** Checks the header with our own reader, then lets llama.cpp see the file. Replaces what was loaded. */
  async load(
    params: Calls['load']['params'],
    onProgress: (progress: number) => void,
    signal: AbortSignal,
  ): Promise<Calls['load']['result']> {
    await this.unload();
    const header = readHeader(params.path);
    this.#log = [];
    const llama = await this.#start();
    let model: LlamaModel | null = null;
    try {
      model = await llama.loadModel({ modelPath: params.path, onLoadProgress: onProgress, loadSignal: signal });
      const trained = header.contextLength ?? model.trainContextSize;
      const context = await model.createContext({
        contextSize: Math.max(1, Math.min(params.contextSize, trained)),
        batchSize: llama.gpu ? batchSize.gpu : batchSize.processor,
        threads: threads(llama, params.threads),
        sequences: 1,
        createSignal: signal,
      });
      const sequence = context.getSequence();
      const layout = promptLayout(model, header.chatTemplate);
      this.#loaded = { llama, model, context, layout, sequence, cache: new TokenCache(sequence) };
      return { contextSize: context.contextSize };
    } catch (error) {
      await model?.dispose();
      throw signal.aborted ? new AppError('CANCELLED', 'Loading was stopped.') : this.#loadError(error);
    }
  }

  async unload(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = null;
    // The context's memory belongs to the model: the model must go last.
    await loaded?.context.dispose();
    await loaded?.model.dispose();
  }

  count(texts: string[]): number[] {
    const { model } = this.#require();
    return texts.map((text) => model.tokenize(text, false, 'trimLeadingSpace').length);
  }

  render(messages: Calls['render']['params']['messages']): RenderedPrompt {
    const { text, tokens } = this.#require().layout.render(messages);
    return { prompt: text, tokens: tokens.length };
  }

  generate(request: Calls['generate']['params'], events: GenerateEvents, signal: AbortSignal): Promise<GenerateResult> {
    return generate(this.#require(), request, events, signal);
  }

  #require(): LoadedModel {
    if (!this.#loaded) throw new AppError('NO_MODEL', 'No model is loaded. Choose one in the model library.');
    return this.#loaded;
  }

  #start(): Promise<Llama> {
    this.#llama ??= startLlama((line) => {
      if (this.#log.length < keptLines) this.#log.push(line);
    });
    return this.#llama;
  }

  #loadError(error: unknown): AppError {
    if (error instanceof AppError) return error;
    if (error instanceof InsufficientMemoryError)
      return new AppError(
        'MODEL_LOAD_FAILED',
        'There is not enough free memory for this model. Choose a smaller one, or a smaller context in the settings.',
        { cause: error },
      );
    // The first complaint is the reason; what follows says that therefore nothing was loaded.
    const reason = this.#log.find((line) => line !== '') ?? (error instanceof Error ? error.message : String(error));
    return new AppError('MODEL_LOAD_FAILED', `llama.cpp could not load this model: ${reason}`, { data: { log: this.#log }, cause: error });
  }
}

async function startLlama(onError: (line: string) => void): Promise<Llama> {
  const options = {
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: 0,
    logLevel: LlamaLogLevel.error,
    logger: (_level: LlamaLogLevel, message: string) => onError(message.trim()),
  } as const;
  try {
    return await getLlama({ ...options, gpu: 'auto' });
  } catch (error) {
    if (!(error instanceof NoBinaryFoundError)) throw error;
    return await getLlama({ ...options, gpu: false });
  }
}

/** ggml's threads spin while they wait for each other: with every core taken, they and the page would fight. */
function threads(llama: Llama, wanted: number | null): number {
  return Math.max(1, wanted ?? Math.min(llama.cpuMathCores, availableParallelism() - 1));
}

function readHeader(path: string): ReturnType<typeof readModelHeader> {
  try {
    return readModelHeader(path);
  } catch (error) {
    throw readableError(error, path);
  }
}
