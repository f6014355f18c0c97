export { createRetraining } from './retraining.ts';
export type { Retraining, RetrainingPorts } from './retraining.ts';
export type { ProposalText } from './dataset.ts';
