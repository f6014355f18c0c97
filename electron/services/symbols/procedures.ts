import { implement } from '@orpc/server';
import { symbols as contract } from '#contract/symbols';
import type { Symbols } from './symbols.ts';

export function symbolsProcedures(symbols: Symbols) {
  const os = implement(contract);
  return os.router({
    index: os.index.handler(({ input }) => symbols.index(input.workspaceId)),
    progress: os.progress.handler(({ input }) => symbols.progress(input.workspaceId)),
    cancel: os.cancel.handler(({ input }) => ({ stopped: symbols.cancel(input.workspaceId) })),
    update: os.update.handler(async ({ input }) => {
      await symbols.update(input.workspaceId, input.path, input.text);
      return { ok: true } as const;
    }),
    find: os.find.handler(({ input: { workspaceId, ...query } }) => symbols.find(workspaceId, query)),
    frameworks: os.frameworks.handler(({ input }) => symbols.frameworks(input.workspaceId)),
    habits: os.habits.handler(({ input }) => symbols.habits(input.workspaceId, input.language)),
    mentions: os.mentions.handler(({ input }) => symbols.mentions(input.workspaceId, input.name, input.limit)),
  });
}
