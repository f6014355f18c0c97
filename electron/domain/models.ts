import { z } from 'zod';
import type { ModelId } from './ids.ts';

/** A GGUF file the user pointed at. The file stays where it is. */
export const modelSchema = z.object({
  id: z.string() as unknown as z.ZodType<ModelId>,
  name: z.string(),
  path: z.string(),
  /** Bytes. */
  size: z.number(),
  /** SHA-256 of the file, hexadecimal. */
  hash: z.string(),
  architecture: z.string(),
  parameters: z.number(),
  quantisation: z.string(),
  contextLength: z.int(),
  hasChatTemplate: z.boolean(),
  addedAt: z.number(),
  /** False when the file is gone or unreadable (an unplugged drive, say): shown as such, never dropped from the list. */
  available: z.boolean(),
});
export type Model = z.infer<typeof modelSchema>;

/** What the model process is doing now. */
export const engineStatusSchema = z.object({
  state: z.enum(['idle', 'loading', 'ready', 'generating', 'crashed', 'failed']),
  modelId: (z.string() as unknown as z.ZodType<ModelId>).nullable(),
  /** 0..1 while loading. */
  progress: z.number(),
  /** Requests that wait. */
  queued: z.int(),
  tokensPerSecond: z.number().nullable(),
  contextSize: z.int().nullable(),
  contextUsed: z.int().nullable(),
  /** How often the worker was started again since the app started. */
  restarts: z.int(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;

/** The engine a request is answered by: the one that needs no model, or a model of the library. */
export const builtInEngine = 'built-in';
