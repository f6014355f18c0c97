import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { Workspaces } from './workspaces.ts';

export function workspaceProcedures(workspaces: Workspaces) {
  const os = implement(contract.workspace);
  return os.router({
    open: os.open.handler(({ input }) => workspaces.open(input.root)),
    list: os.list.handler(() => workspaces.list()),
    setTrust: os.setTrust.handler(({ input }) => workspaces.setTrust(input.workspaceId, input.trusted)),
    forget: os.forget.handler(async ({ input }) => {
      await workspaces.forget(input.workspaceId);
      return { ok: true } as const;
    }),
    browse: os.browse.handler(({ input }) => workspaces.browse(input.path)),
    tree: os.tree.handler(({ input }) => workspaces.tree(input.workspaceId, input.path)),
    findFiles: os.findFiles.handler(({ input }) => workspaces.findFiles(input.workspaceId, input.query, input.limit)),
    readFile: os.readFile.handler(({ input }) => workspaces.readFile(input.workspaceId, input.path)),
  });
}
