import type { PromptMessage } from './prompts.ts';

/** A model file and the size of the context it is to be loaded with. */
export interface ModelSource {
  /** Id in the library; what `EngineStatus.modelId` shows. */
  id: string;
  /** Absolute path of the GGUF file. */
  path: string;
  /** Tokens; cut to what the model was trained for. */
  contextSize: number;
}

export interface GenerateRequest {
  messages: PromptMessage[];
  /** 0 always takes the likeliest token. */
  temperature: number;
  topP: number;
  /** Upper bound of the answer's length; the context's end may come first. */
  maxTokens: number;
  /** The same request with the same seed gives the same answer as long as the model stays loaded. */
  seed: number;
  /** GBNF grammar with a rule `root`. The answer ends where the grammar does. */
  grammar?: string | undefined;
  /** The answer ends before the first of these; they are not part of it. */
  stop?: string[] | undefined;
  /** Loaded first when it is not the one in memory. Without it the loaded model answers. */
  model?: ModelSource | undefined;
}

/** The text that goes into the model, special tokens spelled out, and its length. */
export interface RenderedPrompt {
  prompt: string;
  tokens: number;
}

/** A piece of an answer: whole characters only. `tokens` counts those it took, silent ones included. */
export interface TextChunk {
  text: string;
  tokens: number;
}

/** end: the model, the grammar or a stop text ended it · length: maxTokens or the context's end · abort: somebody stopped it. */
export type StopReason = 'end' | 'length' | 'abort';

/** What the header of a GGUF file says. */
export interface ModelHeader {
  /** What kind of file it is: only a `model` can answer. */
  kind: 'model' | 'adapter' | 'projector' | 'other';
  version: number;
  architecture: string;
  name: string | null;
  /** Tokens the model was trained for; null when the file does not say. */
  contextLength: number | null;
  /** Number of weights. */
  parameters: number;
  /** The tensor type that most weights have, such as `Q4_K`. */
  quantisation: string;
  chatTemplate: string | null;
  /** Tokenizer family (`gpt2`, `llama`, ...) and number of tokens. */
  tokenizer: string | null;
  vocabularySize: number;
  /** Fill-in-the-middle tokens, where the model has them. */
  fillInTheMiddle: { prefix: number; suffix: number; middle: number } | null;
  tensorCount: number;
  /** Bytes of the file. */
  fileSize: number;
}
