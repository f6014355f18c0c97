import type { WorkspaceId } from '#domain/ids';
import type { StoredWorkspace, WorkspaceStore } from '#services-ports/workspace';
import type { WorkspaceTable } from './schema.ts';
import type { Store } from './store.ts';

/** Opened folders over SQLite. A forgotten folder keeps its row, so that what refers to it finds it when it is opened again. */
export function createWorkspaceStore(store: Store): WorkspaceStore {
  const { db } = store;
  return {
    list: async () =>
      (
        await db.selectFrom('workspace').selectAll().where('forgotten', '=', 0).orderBy('opened_at', 'desc').orderBy('id', 'desc').execute()
      ).map(toWorkspace),
    async get(id) {
      const row = await db.selectFrom('workspace').selectAll().where('id', '=', id).where('forgotten', '=', 0).executeTakeFirst();
      return row === undefined ? null : toWorkspace(row);
    },
    open: ({ id, root, name, trusted, openedAt }) =>
      store.durable(async (tx) =>
        toWorkspace(
          await tx
            .insertInto('workspace')
            .values({ id, root, name, trusted: Number(trusted), opened_at: openedAt, forgotten: 0 })
            .onConflict((conflict) => conflict.column('root').doUpdateSet({ name, opened_at: openedAt, forgotten: 0 }))
            .returningAll()
            .executeTakeFirstOrThrow(),
        ),
      ),
    setTrust: (id, trusted) =>
      store.durable(async (tx) => {
        const result = await tx
          .updateTable('workspace')
          .set({ trusted: Number(trusted) })
          .where('id', '=', id)
          .where('forgotten', '=', 0)
          .executeTakeFirst();
        return result.numUpdatedRows > 0n;
      }),
    forget: (id) =>
      store.durable(async (tx) => {
        const result = await tx
          .updateTable('workspace')
          .set({ forgotten: 1, trusted: 0 })
          .where('id', '=', id)
          .where('forgotten', '=', 0)
          .executeTakeFirst();
        return result.numUpdatedRows > 0n;
      }),
  };
}

function toWorkspace(row: Pick<WorkspaceTable, 'id' | 'root' | 'name' | 'trusted' | 'opened_at'>): StoredWorkspace {
  return { id: row.id as WorkspaceId, root: row.root, name: row.name, trusted: row.trusted === 1, openedAt: row.opened_at };
}
