import * as initial from './0001-initial.ts';
import * as review from './0002-review.ts';
import * as feedback from './0003-feedback.ts';
import * as models from './0004-models.ts';
import * as feedbackWords from './0005-feedback-words.ts';
import * as symbols from './0006-symbols.ts';

/** In the order they run. A released migration is frozen: it is never edited, renamed or removed. */
export const migrations = [initial, review, feedback, models, feedbackWords, symbols];
