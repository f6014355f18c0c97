import type { Message } from '#domain/chat';
import type { GenerationEvent } from '#domain/generation';
import type { MessageId } from '#domain/ids';
import type { ChatStore } from './ports.ts';

/** How often the store is asked about an answer that another process writes, in milliseconds. */
const pollInterval = 300;

/**
 * What is new in an answer that another process writes, from a number on. Its own events are in that process; the store has what they
 * came to so far. Returns when the answer has ended, or nobody wants to know any more (`isOver`): the caller then reads the stored answer.
 */
export async function* followElsewhere(
  store: Pick<ChatStore, 'message'>,
  answerId: MessageId,
  after: number,
  isOver: () => boolean,
): AsyncGenerator<GenerationEvent, void, void> {
  let known: Message | null = null;
  for (;;) {
    // Asked before the store is: the app may have closed it during the pause.
    if (isOver()) return;
    const stored = await store.message(answerId);
    if (stored?.status !== 'streaming') return;
    if (stored.seq > (known?.seq ?? after)) yield since(known, stored);
    known = stored;
    await new Promise((resolve) => setTimeout(resolve, pollInterval));
  }
}

/** Only the new text where nothing else changed: an answer of a megabyte must not be sent three times a second. */
function since(known: Message | null, now: Message): GenerationEvent {
  const { seq, text, plan, producer, proposalId } = now;
  const besides = (message: Message) => JSON.stringify([message.plan, message.producer, message.proposalId]);
  if (known !== null && text.startsWith(known.text) && besides(known) === besides(now))
    return { type: 'delta', seq, text: text.slice(known.text.length) };
  return { type: 'so-far', seq, text, plan, producer, proposalId };
}
