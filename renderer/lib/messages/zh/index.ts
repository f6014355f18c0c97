import type { en } from '../en/index.ts';
import type { Translation } from '../translation.ts';
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

/** The Chinese texts. */
export const zh: { readonly [Name in keyof typeof en]: Translation<(typeof en)[Name]> } = {
  chat,
  checks,
  commands,
  errors,
  feedback,
  host,
  models,
  page,
  retraining,
  review,
  settings,
  workspace,
};
