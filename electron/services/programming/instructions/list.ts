import { apiCall } from './api-call/index.ts';
import { cliCommand } from './cli-command/index.ts';
import { cronTask } from './cron-task/index.ts';
import { functionKind } from './function/index.ts';
import { httpHandler } from './http-handler/index.ts';
import type { Instruction } from './instruction.ts';
import { record } from './record/index.ts';

/** Every kind of instruction, in the order in which they are shown. The one place that a new kind is added to. */
export const instructions: readonly Instruction[] = [
  httpHandler,
  functionKind,
  record,
  cliCommand,
  cronTask,
  apiCall,
] as unknown as readonly Instruction[];
