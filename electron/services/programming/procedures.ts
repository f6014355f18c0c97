import { implement } from '@orpc/server';
import { programming as contract } from '#contract/programming';
import type { WorkspaceId } from '#domain/ids';
import type { Programming, ProgrammingFiles } from './index.ts';

/** Binds the contract to the engine. `files` opens the files of a workspace and throws WORKSPACE_NOT_FOUND where there is none. */
export function programmingProcedures(ports: { programming: Programming; files: (workspaceId: WorkspaceId) => Promise<ProgrammingFiles> }) {
  const os = implement(contract);
  return os.router({
    kinds: os.kinds.handler(() => ports.programming.kinds()),
    suggestions: os.suggestions.handler(async ({ input }) =>
      ports.programming.suggestions(await ports.files(input.workspaceId), input.language),
    ),
  });
}
