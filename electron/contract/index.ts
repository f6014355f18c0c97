import { chat } from './chat.ts';
import { checks } from './checks.ts';
import { feedback } from './feedback.ts';
import { models } from './models.ts';
import { programming } from './programming.ts';
import { retraining } from './retraining.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { symbols } from './symbols.ts';
import { system } from './system.ts';
import { workspace } from './workspace.ts';

/** The whole wire: what a client may ask, and what streams back. */
export const contract = { chat, checks, feedback, models, programming, retraining, review, settings, symbols, system, workspace };
export type Contract = typeof contract;
