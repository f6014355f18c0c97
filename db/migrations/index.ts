import * as initial from './0001-initial.ts';

/** In the order they run. A released migration is frozen: it is never edited, renamed or removed. */
export const migrations = [initial];
