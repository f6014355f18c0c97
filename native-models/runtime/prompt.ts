import {
  type ChatHistoryItem,
  JinjaTemplateChatWrapper,
  type LlamaModel,
  LlamaText,
  SpecialToken,
  SpecialTokensText,
  type Token,
} from 'node-llama-cpp';
import { AppError } from '#domain/errors';
import type { GenerateRequest } from '#domain/inference';
import { TimeLimitError, withinTime } from './time-limit.ts';

/** Milliseconds a chat template may run. It is a program from whoever made the model's file; an honest one needs a few. */
const templateLimitMs = 4000;

type Messages = GenerateRequest['messages'];

export interface TokenisedPrompt {
  /** The text that is evaluated, special tokens spelled out. */
  text: string;
  tokens: Token[];
}

/** Lays out messages for one model. */
export interface PromptLayout {
  render(messages: Messages): TokenisedPrompt;
  /** Texts that end an answer in this layout, besides the model's own end. */
  stop: string[];
}

/**
 * The layout of the model's own chat template; `plainLayout` when it has none or the template cannot be run. What users and files
 * say is tokenised as plain text in both: "<|im_end|>" in a file cannot end a turn.
 */
export function promptLayout(model: LlamaModel, template: string | null): PromptLayout {
  if (template === null) return plainLayout(model);
  let wrapper: JinjaTemplateChatWrapper;
  try {
    // The wrapper tries the template on conversations of its own.
    wrapper = withinTime(
      templateLimitMs,
      () => new JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer, functionCallMessageTemplate: 'noJinja' }),
    );
  } catch {
    return plainLayout(model);
  }
  return {
    stop: [],
    render: (messages) => tokenise(model, runTemplate(wrapper, messages)),
  };
}

/**
 * For models that were not taught to chat:
 *
 *     <system text>
 *
 *     ### User:
 *     <text>
 *
 *     ### Assistant:
 *     <text>
 */
export function plainLayout(model: LlamaModel): PromptLayout {
  const heading = { system: '', user: '### User:\n', assistant: '### Assistant:\n' };
  return {
    stop: ['\n### User:'],
    render: (messages) => {
      const turns = messages.map((message) => `${heading[message.role]}${message.content.trim()}\n\n`);
      return tokenise(model, LlamaText([...turns, heading.assistant]));
    },
  };
}

function runTemplate(wrapper: JinjaTemplateChatWrapper, messages: Messages): LlamaText {
  try {
    return withinTime(templateLimitMs, () => wrapper.generateContextState({ chatHistory: history(messages) }).contextText);
  } catch (error) {
    if (error instanceof TimeLimitError)
      throw new AppError(
        'BAD_INPUT',
        'The chat template of this model does not come to an end with this conversation. Start a new one, or choose another model.',
        { cause: error },
      );
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('BAD_INPUT', `The chat template of this model refuses the conversation: ${reason.slice(0, 300)}`, { cause: error });
  }
}

function history(messages: Messages): ChatHistoryItem[] {
  const items = messages.map((message): ChatHistoryItem => {
    if (message.role === 'assistant') return { type: 'model', response: [message.content] };
    return { type: message.role, text: message.content };
  });
  return [...items, { type: 'model', response: [] }];
}

function tokenise(model: LlamaModel, text: LlamaText): TokenisedPrompt {
  const tokens = text.tokenize(model.tokenizer, 'trimLeadingSpace');
  const written = text.values.map((value) => write(model, value)).join('');
  const { bos, shouldPrependBosToken } = model.tokens;
  if (bos === null || !shouldPrependBosToken || tokens[0] === bos) return { text: written, tokens };
  return { text: model.detokenize([bos], true) + written, tokens: [bos, ...tokens] };
}

function write(model: LlamaModel, value: LlamaText['values'][number]): string {
  if (typeof value === 'string') return value;
  if (value instanceof SpecialTokensText) return value.value;
  if (value instanceof SpecialToken) return model.detokenize(value.tokenize(model.tokenizer), true);
  return String(value);
}
