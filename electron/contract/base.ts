import { oc } from '@orpc/contract';
import type { ErrorCode } from '#domain/errors';

const status: Record<ErrorCode, number> = {
  BAD_INPUT: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UNSUPPORTED: 422,
  INTERNAL: 500,
  CANCELLED: 499,
  WORKSPACE_NOT_FOUND: 404,
  WORKSPACE_NOT_READABLE: 403,
  WORKSPACE_UNTRUSTED: 403,
  PATH_OUTSIDE_WORKSPACE: 403,
  FILE_TOO_LARGE: 413,
  FILE_NOT_TEXT: 415,
  PROPOSAL_STALE: 409,
  PROPOSAL_NOTHING_TO_APPLY: 409,
  CHANGED_SINCE_APPLY: 409,
  WRITE_FAILED: 500,
  NO_MODEL: 409,
  MODEL_INVALID: 422,
  MODEL_LOAD_FAILED: 500,
  MODEL_CRASHED: 500,
  CONTEXT_TOO_LONG: 413,
  NOT_UNDERSTOOD: 422,
  STORE_CORRUPT: 500,
  STORE_NEWER: 409,
  STORE_BUSY: 503,
  DATASET_EMPTY: 409,
  SANDBOX_UNAVAILABLE: 409,
  SANDBOX_PROGRAM_MISSING: 409,
  SANDBOX_FAILED: 500,
};

type ErrorMap = { [Code in ErrorCode]: { status: number } };
/** HTTP status of each error code. Also the list of errors every procedure declares, so that they arrive typed on every transport. */
export const errorMap = Object.fromEntries(Object.entries(status).map(([code, value]) => [code, { status: value }])) as ErrorMap;

/** What every procedure starts from. */
export const base = oc.errors(errorMap);
