import { mapEventIterator, ORPCError } from '@orpc/client';
import { type AnyRouter, enhanceRouter, isProcedure, type MiddlewareResult, os, Procedure } from '@orpc/server';
import { errorMap } from '#contract/base';
import { AppError, type ErrorCode, thrownText, toAppError } from '#domain/errors';

/** Told of what nobody expected: the original error and the procedure that threw it. */
export type ReportFailure = (error: unknown, path: readonly string[]) => void;

/** What an issue of a refused input looks like in `data.issues` of BAD_INPUT. */
export interface InputIssue {
  /** Where in the input, as `attachments.0.path`; empty for the input as a whole. */
  path: string;
  message: string;
}

/**
 * Joins the services' procedures into the router that every door serves. In this one place, for every transport alike:
 *
 * - an AppError becomes a typed error of the contract with its code, its status from the contract and its `data`;
 * - an input that the schema refuses becomes BAD_INPUT with readable issues;
 * - everything else that is thrown becomes INTERNAL and is told to `report`;
 * - the same holds for an error in the middle of a stream;
 * - outputs are not validated again: they are values of our own types, and large diffs would be walked twice.
 */
export function joinRouter<Router extends object>(router: Router, report: ReportFailure = reportOnStandardError): Router {
  const typedErrors = os.middleware(async ({ next, path, signal }) => {
    const typed = (error: unknown) => toContractError(error, { path, report, aborted: signal?.aborted ?? false });
    let result: MiddlewareResult<Record<never, never>, unknown>;
    try {
      result = await next();
    } catch (error) {
      throw typed(error);
    }
    if (!isAsyncIterator(result.output)) return result;
    return {
      ...result,
      output: mapEventIterator(result.output, { value: async (value: unknown) => value, error: async (error) => typed(error) }),
    };
  });
  const options = { middlewares: [typedErrors], dedupeLeadingMiddlewares: false, errorMap: {}, prefix: undefined, tags: undefined };
  return withoutOutputValidation(enhanceRouter(router as AnyRouter, options as never) as AnyRouter) as Router;
}

/**
 * oRPC validates the output after the middleware whose position equals `outputValidationIndex`; no position equals NaN. Setting it
 * here spares every service the same configuration, and none can forget it.
 */
function withoutOutputValidation(router: AnyRouter): AnyRouter {
  if (isProcedure(router)) return new Procedure({ ...router['~orpc'], outputValidationIndex: Number.NaN });
  return Object.fromEntries(Object.entries(router).map(([key, child]) => [key, withoutOutputValidation(child as AnyRouter)])) as AnyRouter;
}

/** The error as the wire carries it. An error that is one already passes, but for oRPC's own refusal of an input. */
export function toContractError(
  error: unknown,
  context: { path: readonly string[]; report: ReportFailure; aborted: boolean },
): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error.code === 'BAD_REQUEST' ? fromAppError(badInput(error)) : error;
  if (error instanceof AppError) {
    if (error.code === 'INTERNAL') context.report(error, context.path);
    return fromAppError(error);
  }
  if (context.aborted || (error instanceof Error && error.name === 'AbortError')) {
    return fromAppError(new AppError('CANCELLED', 'The request was cancelled.', { cause: error }));
  }
  context.report(error, context.path);
  const { message } = toAppError(error);
  return fromAppError(
    new AppError('INTERNAL', `Something went wrong in the app itself: ${message}. The host's log has the details.`, { cause: error }),
  );
}

/**
 * For the handlers of the doors: a request that cannot be decoded fails before any procedure is reached, and arrives here as
 * whatever the decoder threw. It is the sender's mistake, and typed like every other.
 */
export async function typedDecodingErrors<Result>({ next }: { next: () => Promise<Result> }): Promise<Result> {
  try {
    return await next();
  } catch (error) {
    throw fromAppErrorUnlessTyped(error);
  }
}

function fromAppErrorUnlessTyped(error: unknown): ORPCError<string, unknown> {
  if (error instanceof ORPCError && error.code !== 'BAD_REQUEST') return error;
  return fromAppError(badInput(error));
}

function fromAppError(error: AppError): ORPCError<ErrorCode, unknown> {
  return new ORPCError(error.code, { status: errorMap[error.code].status, message: error.message, data: error.data, cause: error });
}

function badInput(error: unknown): AppError {
  const issues = readIssues(error instanceof ORPCError ? error.data : undefined);
  if (issues.length === 0)
    return new AppError('BAD_INPUT', 'The request could not be read: it must be JSON in the form that the API document describes.', {
      cause: error,
    });
  const told = issues.slice(0, 3).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = issues.length > 3 ? ` (and ${issues.length - 3} more)` : '';
  return new AppError('BAD_INPUT', `The request is not valid. ${told.join('; ')}${more}`, { data: { issues }, cause: error });
}

/** Issues by the Standard Schema convention: `{ message, path?: (key | { key })[] }[]` under `issues`. */
function readIssues(data: unknown): InputIssue[] {
  const issues = (data as { issues?: unknown } | undefined)?.issues;
  if (!Array.isArray(issues)) return [];
  return issues.slice(0, 50).map((issue: { message?: unknown; path?: unknown }) => ({
    path: Array.isArray(issue.path) ? issue.path.map(segmentName).join('.').slice(0, 500) : '',
    message: String(issue.message ?? 'is not valid').slice(0, 500),
  }));
}

function segmentName(segment: unknown): string {
  return String(typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment);
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}

function reportOnStandardError(error: unknown, path: readonly string[]): void {
  process.stderr.write(`${path.join('.')}: ${error instanceof Error ? (error.stack ?? error.message) : thrownText(error)}\n`);
}
