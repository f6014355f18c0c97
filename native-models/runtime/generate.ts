import { LlamaGrammarEvaluationState, LlamaVocabularyType, type SequenceEvaluateOptions, type Token } from 'node-llama-cpp';
import { AppError } from '#domain/errors';
import type { RenderedPrompt, StopReason } from '#domain/inference';
import type { LoadedModel } from './llama-engine.ts';
import type { Calls, GenerateResult } from './protocol.ts';
import { type Detokenize, TextStream } from './text-stream.ts';

export interface GenerateEvents {
  prompt(prompt: RenderedPrompt): void;
  /** After every token; the text may be empty. `tokens` is 0 for text that was held back until the end. */
  token(text: string, tokens: number, contextUsed: number): void;
}

/** Evaluates a request's prompt in batches and samples the answer, looking at `signal` between any two of them. */
export async function generate(
  loaded: LoadedModel,
  request: Calls['generate']['params'],
  events: GenerateEvents,
  signal: AbortSignal,
): Promise<GenerateResult> {
  const started = performance.now();
  const prompt = loaded.layout.render(request.messages);
  const { tokens } = prompt;
  const { contextSize } = loaded.sequence;
  events.prompt({ prompt: prompt.text, tokens: tokens.length });
  if (tokens.length === 0) throw new AppError('BAD_INPUT', 'There is nothing to answer.');
  if (tokens.length >= contextSize)
    throw new AppError(
      'CONTEXT_TOO_LONG',
      `The request takes ${tokens.length} tokens and the context holds ${contextSize}. Attach less, or raise the context size in the settings.`,
      {
        data: { tokens: tokens.length, contextSize },
      },
    );
  const options = await samplingOptions(loaded, request);
  const limit = Math.min(request.maxTokens, contextSize - tokens.length);
  const stream = new TextStream(detokenizer(loaded.model), [...loaded.layout.stop, ...(request.stop ?? [])], tokens.slice(-4));

  let firstTokenMs: number | null = null;
  let answerTokens = 0;
  let stopReason: StopReason = 'end';
  const rest = await evaluatePrompt(loaded, tokens, signal);
  if (rest === null) stopReason = 'abort';
  else {
    loaded.cache.begin();
    for await (const token of loaded.sequence.evaluate(rest, options)) {
      firstTokenMs ??= performance.now() - started;
      answerTokens++;
      loaded.cache.begin();
      events.token(stream.push(token), 1, loaded.cache.used);
      if (signal.aborted) stopReason = 'abort';
      else if (!stream.stopped && answerTokens >= limit) stopReason = 'length';
      else if (!stream.stopped) continue;
      break;
    }
    const tail = stream.end();
    if (tail !== '') events.token(tail, 0, loaded.cache.used);
  }
  const totalMs = performance.now() - started;
  return {
    usage: { promptTokens: tokens.length, answerTokens, firstTokenMs: firstTokenMs ?? totalMs, totalMs },
    stopReason,
    contextUsed: loaded.cache.used,
  };
}

function detokenizer(model: LoadedModel['model']): Detokenize {
  // Byte-pair tokens carry their spaces: looking back would only cost time.
  if (model.vocabularyType === LlamaVocabularyType.bpe) return (tokens) => model.detokenize(tokens as Token[]);
  return (tokens, before) => model.detokenize(tokens as Token[], false, before as Token[]);
}

/** Evaluates all but the last batch; that one is returned, to be evaluated with sampling. Null when it was stopped. */
async function evaluatePrompt({ cache, context, sequence }: LoadedModel, tokens: Token[], signal: AbortSignal): Promise<Token[] | null> {
  let position = await cache.reuse(tokens);
  while (tokens.length - position > context.batchSize) {
    if (signal.aborted) return null;
    cache.begin();
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(position, position + context.batchSize));
    position += context.batchSize;
  }
  return signal.aborted ? null : tokens.slice(position);
}

async function samplingOptions({ llama, model }: LoadedModel, request: Calls['generate']['params']): Promise<SequenceEvaluateOptions> {
  return {
    temperature: request.temperature,
    topP: request.topP,
    // llama.cpp's own default: top-p alone would sort the whole vocabulary for every token.
    topK: 40,
    minP: 0,
    seed: request.seed,
    grammarEvaluationState:
      request.grammar === undefined
        ? undefined
        : new LlamaGrammarEvaluationState({ model, grammar: await readGrammar(llama, request.grammar) }),
    contextShift: {
      strategy: () => {
        throw new AppError('INTERNAL', 'The context overflowed.');
      },
    },
  };
}

async function readGrammar(llama: LoadedModel['llama'], grammar: string): ReturnType<LoadedModel['llama']['createGrammar']> {
  try {
    return await llama.createGrammar({ grammar });
  } catch (error) {
    throw new AppError('BAD_INPUT', 'The grammar of this request cannot be read.', {
      data: { grammar: grammar.slice(0, 2000) },
      cause: error,
    });
  }
}
