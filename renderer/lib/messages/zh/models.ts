import type { models as original } from '../en/models.ts';
import type { Translation } from '../translation.ts';

export const models: Translation<typeof original> = {};
