import type { Translation } from '../translation.ts';
import type { review as original } from '../en/review.ts';

export const review: Translation<typeof original> = {};
