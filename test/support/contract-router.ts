import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { Conversation } from '#domain/chat';
import { AppError } from '#domain/errors';
import { EventStream } from '#domain/event-stream';
import type { GenerationEvent } from '#domain/generation';
import type { ConversationId, MessageId } from '#domain/ids';
import { joinRouter } from '../../electron/router-errors.ts';

/** What a procedure has to do for one transport test: real procedures of the real contract, with their outcome chosen by the input. */
export interface ContractRouter {
  router: ReturnType<typeof build>;
  /** What `report` was told. */
  reported: unknown[];
  /** The stream that `chat.generation` follows. */
  events: EventStream<GenerationEvent>;
  /** Resolves when a caller's leaving has reached the procedure. */
  left: Promise<void>;
}

export const conversation = (title: string): Conversation => ({
  id: 'cnv_1' as ConversationId,
  title,
  workspaceId: null,
  createdAt: 1,
  updatedAt: 2,
  headId: null,
  messageCount: 0,
});

/** `chat.rename` echoes the title; the titles `missing` and `broken` throw a typed and an unknown error. */
export function createContractRouter(): ContractRouter {
  const reported: unknown[] = [];
  const events = new EventStream<GenerationEvent>();
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  return {
    router: build(
      events,
      () => leave(),
      (error) => reported.push(error),
    ),
    reported,
    events,
    left,
  };
}

function build(events: EventStream<GenerationEvent>, leave: () => void, report: (error: unknown) => void) {
  const chat = implement(contract.chat);
  const review = implement(contract.review);
  return joinRouter(
    {
      chat: {
        rename: chat.rename.handler(({ input }) => {
          if (input.title === 'missing') {
            throw new AppError('NOT_FOUND', 'This conversation is not there any more.', {
              data: { conversationId: input.conversationId, hint: '找不到' },
            });
          }
          if (input.title === 'broken') throw new TypeError('cannot read x of undefined');
          return conversation(input.title);
        }),
        /** `format: 'markdown'` answers as many megabytes as the conversation's id says. */
        export: chat.export.handler(({ input }) => ({
          name: '导出.md',
          mediaType: 'text/markdown',
          content: '字'.repeat((Number(input.conversationId) * 1024 * 1024) / 3),
        })),
        /** Follows the stream; the answer `breaks` throws after the first event. */
        generation: chat.generation.handler(async function* ({ input, signal }) {
          signal?.addEventListener('abort', leave);
          for await (const event of events.read(input.after, signal)) {
            yield event;
            if (input.answerId === ('breaks' as MessageId))
              throw new AppError('MODEL_CRASHED', 'The model process ended.', { data: { exitCode: 134 } });
          }
        }),
      },
      review: {
        /** The message says how many characters arrived. */
        edit: review.edit.handler(({ input }) => {
          throw new AppError('CONFLICT', String(input.text?.length), { data: { last: input.text?.slice(-1) } });
        }),
      },
    },
    report,
  );
}
