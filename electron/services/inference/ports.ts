import type { Usage } from '#domain/chat';
import type { GenerateRequest, ModelSource, RenderedPrompt, StopReason, TextChunk } from '#domain/inference';
import type { EngineStatus } from '#domain/models';

/** A running answer. Its three parts fail together, with an AppError; reading `chunks` late loses nothing. */
export interface Generation {
  /** Known before the first token. */
  prompt: Promise<RenderedPrompt>;
  /** Ends when the answer does, and at once when it is stopped. Can be read once. */
  chunks: AsyncIterable<TextChunk>;
  done: Promise<{ usage: Usage; stopReason: StopReason }>;
}

/**
 * Runs one model at a time, in a process of its own. Requests are answered one after the other in the order they came.
 *
 * Errors of all methods: NO_MODEL, MODEL_INVALID, MODEL_LOAD_FAILED, MODEL_CRASHED (this request was lost; the next one starts a new
 * process), CONTEXT_TOO_LONG (`data`: tokens, contextSize), BAD_INPUT (a grammar that cannot be read), CANCELLED.
 */
export interface ModelEngine {
  status(): EngineStatus;
  /** Called with every change; returns the way to stop that. */
  onStatus(listener: (status: EngineStatus) => void): () => void;
  /**
   * Waits for its turn, then loads. Does nothing when this file is loaded with this context size. A process that crashed three times
   * within a minute stays down (MODEL_CRASHED) until a user's own gesture sets `despiteCrashes`.
   */
  load(source: ModelSource, signal?: AbortSignal, options?: { despiteCrashes?: boolean }): Promise<void>;
  /** Stops a load that runs; otherwise frees the memory after what runs has ended. */
  unload(): Promise<void>;
  /** In the loaded model's tokens, without special ones. */
  countTokens(texts: string[], signal?: AbortSignal): Promise<number[]>;
  /** What `generate` would evaluate for these messages. */
  render(messages: GenerateRequest['messages'], signal?: AbortSignal): Promise<RenderedPrompt>;
  /** Never throws: errors come through the parts of the answer. */
  generate(request: GenerateRequest, signal: AbortSignal): Generation;
  /** Ends the process; what runs fails with CANCELLED. */
  close(): Promise<void>;
}
