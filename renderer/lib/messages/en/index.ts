import { chat } from './chat.ts';
import { checks } from './checks.ts';
import { commands } from './commands.ts';
import { errors } from './errors.ts';
import { feedback } from './feedback.ts';
import { host } from './host.ts';
import { models } from './models.ts';
import { page } from './page.ts';
import { retraining } from './retraining.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { workspace } from './workspace.ts';

/** The original of all texts. A capability's file holds its keys; `t('chat.send')` finds them. */
export const en = { chat, checks, commands, errors, feedback, host, models, page, retraining, review, settings, workspace } as const;
