import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { Models } from './models.ts';

const ok = { ok: true } as const;

export function modelsProcedures(models: Models) {
  const os = implement(contract.models);
  return os.router({
    list: os.list.handler(() => models.list()),
    add: os.add.handler(({ input }) => models.add(input.path)),
    remove: os.remove.handler(async ({ input }) => {
      await models.remove(input.modelId);
      return ok;
    }),
    load: os.load.handler(({ input }) => models.load(input.modelId)),
    unload: os.unload.handler(() => models.unload()),
    status: os.status.handler(() => models.status()),
  });
}
