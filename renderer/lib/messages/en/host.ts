import { sentences } from '#domain/sentences';

/** What the host says with a code: its own words. */
export const host = sentences;
