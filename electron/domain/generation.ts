import type { Message, Producer, Usage } from './chat.ts';
import type { ErrorCode } from './errors.ts';
import type { ProposalId } from './ids.ts';
import type { PlanView } from './programming.ts';
import type { RepairRound } from './repair.ts';

/** Everything a running answer can say. Numbers start at 1 and rise, so that a page which was away can ask for the rest. */
export type GenerationEvent = { seq: number } & (
  | { type: 'start'; producer: Producer }
  | { type: 'delta'; text: string }
  | { type: 'plan'; plan: PlanView }
  | { type: 'proposal'; proposalId: ProposalId }
  /** A round of repair begins or has ended. */
  | { type: 'repair'; round: RepairRound }
  /** The whole text anew: the answer was repaired. */
  | { type: 'rewrite'; text: string }
  /** All there is so far, of an answer that another process writes. */
  | { type: 'so-far'; text: string; plan: PlanView | null; producer: Producer | null; proposalId: ProposalId | null }
  | { type: 'end'; status: 'complete' | 'stopped'; usage: Usage | null; language: string | null }
  | { type: 'error'; code: ErrorCode; message: string }
);
type WithoutSeq<Event> = Event extends unknown ? Omit<Event, 'seq'> : never;
/** An event before the stream has numbered it. */
export type GenerationEventBody = WithoutSeq<GenerationEvent>;

/**
 * Applies one event to an answer. Pure, and used by the host (to store) and by the page (to show), so both always agree. An event
 * that was seen already (its number is not above the answer's) changes nothing: replay is harmless.
 */
export function foldGeneration(answer: Message, event: GenerationEvent): Message {
  if (event.seq <= answer.seq) return answer;
  const next = { ...answer, seq: event.seq };
  switch (event.type) {
    case 'start':
      return { ...next, producer: event.producer, status: 'streaming' };
    case 'delta':
      return { ...next, text: answer.text + event.text };
    case 'plan':
      return { ...next, plan: event.plan };
    case 'proposal':
      return { ...next, proposalId: event.proposalId };
    case 'repair':
      return { ...next, producer: answer.producer && withRound(answer.producer, event.round) };
    case 'rewrite':
      return { ...next, text: event.text };
    case 'so-far':
      return { ...next, text: event.text, plan: event.plan, producer: event.producer, proposalId: event.proposalId };
    case 'end':
      return { ...next, status: event.status, usage: event.usage, language: event.language };
    case 'error':
      return { ...next, status: 'failed', error: { code: event.code, message: event.message } };
  }
}

function withRound(producer: Producer, round: RepairRound): Producer {
  const others = (producer.repairs ?? []).filter((each) => each.round !== round.round);
  return { ...producer, repairs: [...others, round] };
}

/** True for the events after which nothing follows. */
export const isLastEvent = (event: GenerationEvent): boolean => event.type === 'end' || event.type === 'error';
