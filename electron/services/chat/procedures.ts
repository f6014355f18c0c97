import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { Chat } from './chat.ts';

const ok = { ok: true } as const;

export function chatProcedures(chat: Chat) {
  const os = implement(contract.chat);
  return os.router({
    list: os.list.handler(({ input }) => chat.list(input)),
    get: os.get.handler(({ input }) => chat.get(input.conversationId)),
    answer: os.answer.handler(({ input }) => chat.message(input.answerId)),
    search: os.search.handler(({ input }) => chat.search(input.query, input.limit)),
    rename: os.rename.handler(({ input }) => chat.rename(input.conversationId, input.title)),
    delete: os.delete.handler(async ({ input }) => {
      await chat.delete(input.conversationId);
      return ok;
    }),
    selectBranch: os.selectBranch.handler(({ input }) => chat.selectBranch(input.conversationId, input.messageId)),
    export: os.export.handler(({ input }) => chat.export(input.conversationId, input.format)),
    send: os.send.handler(({ input }) => chat.send(input)),
    regenerate: os.regenerate.handler(({ input }) => chat.regenerate(input.answerId, input.engine)),
    carryOut: os.carryOut.handler(({ input }) => chat.carryOut(input.answerId, input.plan)),
    editAndResend: os.editAndResend.handler(({ input }) =>
      chat.editAndResend(input.messageId, input.text, input.attachments, input.engine),
    ),
    stop: os.stop.handler(async ({ input }) => {
      await chat.stop(input.answerId);
      return ok;
    }),
    generation: os.generation.handler(({ input, signal }) => chat.follow(input.answerId, input.after, signal)),
    prompt: os.prompt.handler(({ input }) => chat.prompt(input.answerId)),
    budget: os.budget.handler(({ input }) => chat.budget(input)),
  });
}
