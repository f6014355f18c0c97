import type { chat as original } from '../en/chat.ts';
import type { Translation } from '../translation.ts';

export const chat: Translation<typeof original> = {};
