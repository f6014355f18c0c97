import type { Said } from './sentences.ts';

/**
 * Every failure a user can meet has a code from this list and a sentence that says what to do. Codes are part of the contract:
 * scripts test for them, so a code is never renamed.
 */
export const errorCodes = [
  'BAD_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'UNSUPPORTED',
  'INTERNAL',
  'CANCELLED',
  'WORKSPACE_NOT_FOUND',
  'WORKSPACE_NOT_READABLE',
  'WORKSPACE_UNTRUSTED',
  'PATH_OUTSIDE_WORKSPACE',
  'FILE_TOO_LARGE',
  'FILE_NOT_TEXT',
  'PROPOSAL_STALE',
  'PROPOSAL_NOTHING_TO_APPLY',
  'CHANGED_SINCE_APPLY',
  'WRITE_FAILED',
  'NO_MODEL',
  'MODEL_INVALID',
  'MODEL_LOAD_FAILED',
  'MODEL_CRASHED',
  'CONTEXT_TOO_LONG',
  'NOT_UNDERSTOOD',
  'STORE_CORRUPT',
  'STORE_NEWER',
  'STORE_BUSY',
  'DATASET_EMPTY',
  'SANDBOX_UNAVAILABLE',
  'SANDBOX_PROGRAM_MISSING',
  'SANDBOX_FAILED',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The one error class of the product. `message` is shown to the user as it stands; `data` is machine-readable detail. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, options: { data?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.data = options.data;
  }
}

/** An error whose sentence has a code of its own: it travels as `data.sentence`, so that a page can say it in another language. */
export function saidError(code: ErrorCode, said: Said, options: { data?: Record<string, unknown>; cause?: unknown } = {}): AppError {
  return new AppError(code, said.message, { ...options, data: { ...options.data, sentence: said.sentence } });
}

/** Unknown throws become INTERNAL with the original kept as `cause`; an AppError passes unchanged. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('INTERNAL', error instanceof Error ? error.message : thrownText(error), { cause: error });
}

/** What was thrown, as text. Not every object has one: those without a prototype throw when they are asked for it. */
export function thrownText(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'Something was thrown that is no error.';
  }
}
