import type { Translation } from '../translation.ts';
import type { feedback as original } from '../en/feedback.ts';

export const feedback: Translation<typeof original> = {};
