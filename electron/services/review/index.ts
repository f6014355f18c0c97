export type { ProcessOwner, ReviewEvent, ReviewFiles, ReviewPorts, ReviewStore } from './ports.ts';
export type { ProposalDraft } from './propose.ts';
export type { Notice } from './recover.ts';
export { createReview, type Review } from './review.ts';
