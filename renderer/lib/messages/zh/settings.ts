import type { settings as original } from '../en/settings.ts';
import type { Translation } from '../translation.ts';

export const settings: Translation<typeof original> = {};
