export type { ProposalText } from './dataset.ts';
export type { Retraining, RetrainingPorts } from './retraining.ts';
export { createRetraining } from './retraining.ts';
