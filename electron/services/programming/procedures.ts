import { implement } from '@orpc/server';
import { programming as contract } from '#contract/programming';
import { AppError } from '#domain/errors';
import type { WorkspaceId } from '#domain/ids';
import type { Programming, ProgrammingFiles } from './index.ts';

/** Binds the contract to the engine. `files` opens the files of a workspace and throws WORKSPACE_NOT_FOUND where there is none. */
export function programmingProcedures(ports: { programming: Programming; files: (workspaceId: WorkspaceId) => Promise<ProgrammingFiles> }) {
  const os = implement(contract);
  return os.router({
    kinds: os.kinds.handler(() => ports.programming.kinds()),
    plan: os.plan.handler(async ({ input, signal }) => {
      const files = input.workspaceId === null ? null : await ports.files(input.workspaceId);
      const attachments = input.files.map((path) => ({ path, startLine: null, endLine: null }));
      const request = { text: input.text, language: input.language ?? null, files, attachments };
      return ports.programming.plan(request, signal ?? new AbortController().signal);
    }),
    form: os.form.handler(({ input }) => {
      const form = ports.programming.form(input.kind);
      if (!form) throw new AppError('NOT_FOUND', `There is no kind of plan called ${input.kind}.`);
      return form;
    }),
    suggestions: os.suggestions.handler(async ({ input }) =>
      ports.programming.suggestions(await ports.files(input.workspaceId), input.language),
    ),
  });
}
