import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { Retraining } from './retraining.ts';

export function retrainingProcedures(retraining: Retraining) {
  const os = implement(contract.retraining);
  return os.router({
    trigger: os.trigger.handler(() => retraining.trigger()),
    fire: os.fire.handler(() => retraining.fire()),
    datasets: os.datasets.handler(() => retraining.datasets()),
    markSeen: os.markSeen.handler(async ({ input }) => {
      await retraining.markSeen(input.datasetId);
      return { ok: true } as const;
    }),
    export: os.export.handler(({ input }) => retraining.export(input)),
  });
}
