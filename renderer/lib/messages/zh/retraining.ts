import type { Translation } from '../translation.ts';
import type { retraining as original } from '../en/retraining.ts';

export const retraining: Translation<typeof original> = {};
