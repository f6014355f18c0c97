import type { Usage } from '#domain/chat';
import type { ErrorCode } from '#domain/errors';
import type { GenerateRequest, RenderedPrompt, StopReason } from '#domain/inference';
import type { ModelInspection } from '#services-ports/models';

/** What the host may ask of the worker: method → parameters and result. `id` of a frame ties question and answers together. */
export interface Calls {
  inspect: { params: { path: string }; result: ModelInspection };
  load: { params: { path: string; contextSize: number; threads: number | null }; result: { contextSize: number } };
  count: { params: { texts: string[] }; result: number[] };
  render: { params: { messages: GenerateRequest['messages'] }; result: RenderedPrompt };
  generate: { params: Omit<GenerateRequest, 'model'>; result: GenerateResult };
}
export type Method = keyof Calls;

export interface GenerateResult {
  usage: Usage;
  stopReason: StopReason;
  /** Tokens that are in the context now. */
  contextUsed: number;
}

/** Host → worker. */
export type HostFrame =
  | { [M in Method]: { type: 'call'; id: number; method: M; params: Calls[M]['params'] } }[Method]
  | { type: 'cancel'; id: number };

/** Worker → host. */
export type WorkerFrame =
  | { type: 'ready' }
  /** 0..1, of a load or an inspection. */
  | { type: 'progress'; id: number; progress: number }
  /** Of a generation, once, before the first token. */
  | { type: 'prompt'; id: number; prompt: string; tokens: number }
  /** Of a generation: text since the last one. The first comes at once, the others about every `chunkInterval`. */
  | { type: 'chunk'; id: number; text: string; tokens: number; contextUsed: number }
  | { type: 'result'; id: number; value: unknown }
  | { type: 'error'; id: number; code: ErrorCode; message: string; data?: Record<string, unknown> };

/** Milliseconds that text is collected before it is sent: below what an eye sees, and fast models send 80 frames a second, not 1,000. */
export const chunkInterval = 12;
