import type { en } from '../en/index.ts';
import type { Translation } from '../translation.ts';
import { chat } from './chat.ts';
import { commands } from './commands.ts';
import { common } from './common.ts';
import { feedback } from './feedback.ts';
import { models } from './models.ts';
import { retraining } from './retraining.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { workspace } from './workspace.ts';

/** The Chinese texts. */
export const zh: { readonly [Name in keyof typeof en]: Translation<(typeof en)[Name]> } = {
  chat,
  commands,
  common,
  feedback,
  models,
  retraining,
  review,
  settings,
  workspace,
};
