import type { workspace as original } from '../en/workspace.ts';
import type { Translation } from '../translation.ts';

export const workspace: Translation<typeof original> = {};
