import { apiCall } from './api-call/index.ts';
import { httpHandler } from './http-handler/index.ts';
import type { Instruction } from './instruction.ts';
import { record } from './record/index.ts';

/** Every kind of instruction, in the order in which they are shown. The one place that a new kind is added to. */
export const instructions: readonly Instruction[] = [httpHandler, record, apiCall] as unknown as readonly Instruction[];
