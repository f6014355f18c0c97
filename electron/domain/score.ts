import type { FeedbackBody, ReasonTag } from './feedback.ts';

/** What the events of one answer add up to. */
export interface FeedbackState {
  /** 0..1; null while there is no vote: missing is missing, never zero. */
  score: number | null;
  stars: number | null;
  thumb: boolean | null;
  reported: boolean;
  tags: ReasonTag[];
  comment: string;
  correction: string | null;
  /** Number and time of the last vote's event; null while there is none. */
  votedSeq: number | null;
  votedAt: number | null;
}

export const noFeedback: FeedbackState = {
  score: null,
  stars: null,
  thumb: null,
  reported: false,
  tags: [],
  comment: '',
  correction: null,
  votedSeq: null,
  votedAt: null,
};

/** The scores a vote can have, ascending: thumbs and reports give the ends, stars all five. */
export const possibleScores = [0, 0.25, 0.5, 0.75, 1] as const;

/** Score of a vote: stars (s−1)/4, thumb 0 or 1, report 0. Null for everything that is no vote. */
export function scoreOfVote(body: FeedbackBody): number | null {
  if (body.kind === 'stars') return (body.stars - 1) / 4;
  if (body.kind === 'thumb') return body.up ? 1 : 0;
  return body.kind === 'report' ? 0 : null;
}

export const isVote = (body: FeedbackBody): boolean => scoreOfVote(body) !== null || body.kind === 'vote-cleared';

/**
 * The state after one more event. The last vote counts and replaces the one before, but a report stays a report until the votes are
 * cleared: harmful output is not mended by stars. Observed kinds (dwell, copies …) change nothing here.
 */
export function foldFeedback(state: FeedbackState, event: { seq: number; at: number; body: FeedbackBody }): FeedbackState {
  const { body, seq, at } = event;
  const voted = { score: scoreOfVote(body), stars: null, thumb: null, votedSeq: seq, votedAt: at };
  switch (body.kind) {
    case 'stars':
      return { ...state, ...voted, stars: body.stars };
    case 'thumb':
      return { ...state, ...voted, thumb: body.up };
    case 'report':
      return { ...state, ...voted, reported: true };
    case 'vote-cleared':
      return { ...state, score: null, stars: null, thumb: null, reported: false, votedSeq: null, votedAt: null };
    case 'tags':
      return { ...state, tags: [...new Set(body.tags)].sort() };
    case 'comment':
      return { ...state, comment: body.text };
    case 'correction':
      return { ...state, correction: body.text === '' ? null : body.text };
    default:
      return state;
  }
}
