export type { ChangesOf } from './dataset.ts';
export type { Retraining, RetrainingPorts } from './retraining.ts';
export { createRetraining } from './retraining.ts';
