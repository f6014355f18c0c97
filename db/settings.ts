import type { SettingsStore } from '#services-ports/settings';
import type { Store } from './store.ts';

export function createSettingsStore(store: Store): SettingsStore {
  return {
    async load() {
      const rows = await store.db.selectFrom('setting').selectAll().execute();
      return new Map(rows.map(({ key, value }) => [key, value]));
    },
    save: (values) =>
      store.durable(async (tx) => {
        for (const [key, value] of values)
          await tx
            .insertInto('setting')
            .values({ key, value })
            .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
            .execute();
      }),
  };
}
