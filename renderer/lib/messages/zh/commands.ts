import type { commands as original } from '../en/commands.ts';
import type { Translation } from '../translation.ts';

export const commands: Translation<typeof original> = {};
