import { z } from 'zod';
import { sentences } from './sentences.ts';

export const chatRoleSchema = z.enum(['system', 'user', 'assistant']);
/** One turn as an engine reads it. */
export interface PromptMessage {
  role: z.infer<typeof chatRoleSchema>;
  content: string;
}

/** Where the tokens of a request go. `dropped` names what did not fit: nothing is cut in silence. */
export const contextBudgetSchema = z.object({
  /** Tokens of the model's context. */
  limit: z.int(),
  parts: z.array(z.object({ kind: z.enum(['system', 'file', 'history', 'request', 'reserve']), label: z.string(), tokens: z.int() })),
  dropped: z.array(z.object({ label: z.string(), tokens: z.int(), reason: z.string() })),
  /** False when the tokens are an estimate because no model is loaded. */
  exact: z.boolean(),
});
export type ContextBudget = z.infer<typeof contextBudgetSchema>;

/** A part of a prompt before it is known what fits. */
export interface PromptPart {
  kind: 'system' | 'file' | 'history' | 'request';
  label: string;
  message: PromptMessage;
  tokens: number;
}

/**
 * Chooses what goes into the context. The system text and the request always go in; files come next in the order they were attached,
 * then the history from the newest turn backwards. `reserve` tokens stay free for the answer. Returns null when the request alone
 * does not fit: cutting it would answer something that was not asked.
 */
export function fitContext(
  parts: PromptPart[],
  limit: number,
  reserve: number,
  exact: boolean,
): { kept: PromptPart[]; budget: ContextBudget } | null {
  const fixed = parts.filter((part) => part.kind === 'system' || part.kind === 'request');
  let left = limit - reserve - sum(fixed);
  if (left < 0) return null;
  const kept = new Set(fixed);
  const dropped: ContextBudget['dropped'] = [];
  for (const part of parts.filter((part) => part.kind === 'file')) {
    if (part.tokens <= left) {
      kept.add(part);
      left -= part.tokens;
    } else dropped.push({ label: part.label, tokens: part.tokens, reason: sentences['context.doesNotFit'] });
  }
  let broken = false;
  for (const part of parts.filter((part) => part.kind === 'history').reverse()) {
    // A gap in the history would make the model read an answer without its question.
    if (!broken && part.tokens <= left) {
      kept.add(part);
      left -= part.tokens;
    } else {
      broken = true;
      dropped.push({ label: part.label, tokens: part.tokens, reason: sentences['context.older'] });
    }
  }
  const inOrder = parts.filter((part) => kept.has(part));
  return {
    kept: inOrder,
    budget: {
      limit,
      parts: [
        ...inOrder.map(({ kind, label, tokens }) => ({ kind, label, tokens })),
        { kind: 'reserve', label: 'reserve', tokens: reserve },
      ],
      dropped,
      exact,
    },
  };
}

const sum = (parts: PromptPart[]) => parts.reduce((total, part) => total + part.tokens, 0);

/** Tokens of a text when no tokenizer is at hand: about 3.5 characters a token, one token a Han character. An estimate, shown as such. */
export function estimateTokens(text: string): number {
  const wide = text.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u3040-\u30ff]/g)?.length ?? 0;
  return wide + Math.ceil((text.length - wide) / 3.5);
}
