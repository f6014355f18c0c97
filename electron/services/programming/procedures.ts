import { implement } from '@orpc/server';
import { programming as contract } from '#contract/programming';
import { AppError, saidError } from '#domain/errors';
import type { MessageId, WorkspaceId } from '#domain/ids';
import type { PlanView } from '#domain/programming';
import { say } from '#domain/sentences';
import type { Programming, ProgrammingFiles } from './index.ts';

export interface ProgrammingProcedurePorts {
  programming: Programming;
  /** Opens the files of a workspace. Throws WORKSPACE_NOT_FOUND where there is none. */
  files(workspaceId: WorkspaceId): Promise<ProgrammingFiles>;
  /** An answer's plan with the request that it is of. Throws NOT_FOUND where there is no such answer. */
  answer(id: MessageId): Promise<{ plan: PlanView | null; text: string; workspaceId: WorkspaceId | null }>;
}

/** Binds the contract to the engine. */
export function programmingProcedures(ports: ProgrammingProcedurePorts) {
  const filesOf = (id: WorkspaceId | null) => (id === null ? null : ports.files(id));
  const os = implement(contract);
  return os.router({
    kinds: os.kinds.handler(() => ports.programming.kinds()),
    plan: os.plan.handler(async ({ input, signal }) => {
      const files = await filesOf(input.workspaceId);
      const attachments = input.files.map((path) => ({ path, startLine: null, endLine: null }));
      const request = { text: input.text, language: input.language ?? null, files, attachments };
      return ports.programming.plan(request, signal ?? new AbortController().signal);
    }),
    form: os.form.handler(async ({ input }) => {
      const form = await ports.programming.form(input.kind, await filesOf(input.workspaceId ?? null));
      if (!form) throw new AppError('NOT_FOUND', `There is no kind of plan called ${input.kind}.`);
      return form;
    }),
    inspect: os.inspect.handler(async ({ input, signal = new AbortController().signal }) => {
      if ('plan' in input) {
        const { plan, text } = input;
        return ports.programming.inspect({ plan, text, files: await filesOf(input.workspaceId) }, signal);
      }
      const { plan, text, workspaceId } = await ports.answer(input.answerId);
      if (plan === null) throw saidError('NOT_FOUND', say('plan.none'), { data: { answerId: input.answerId } });
      // Its folder may be gone meanwhile: what the plan becomes can be seen nevertheless.
      const files = await Promise.resolve(filesOf(workspaceId)).catch(() => null);
      return ports.programming.inspect({ plan: JSON.parse(plan.json), text, language: plan.language, files }, signal);
    }),
    suggestions: os.suggestions.handler(async ({ input }) =>
      ports.programming.suggestions(await ports.files(input.workspaceId), input.language),
    ),
  });
}
