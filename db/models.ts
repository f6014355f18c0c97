import type { ModelId } from '#domain/ids';
import type { ModelStore, StoredModel } from '#services-ports/models';
import type { ModelTable } from './schema.ts';
import type { Store } from './store.ts';

export function createModelStore(store: Store): ModelStore {
  return {
    async list() {
      const rows = await store.db.selectFrom('model').selectAll().orderBy('added_at').orderBy('id').execute();
      return rows.map(fromRow);
    },
    async find(id) {
      const row = await store.db.selectFrom('model').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    put: (model) =>
      store.durable(async (tx) => {
        const { path, modifiedAt } = model;
        const row = await tx
          .insertInto('model')
          .values(toRow(model))
          .onConflict((conflict) => conflict.column('hash').doUpdateSet({ path, modified_at: modifiedAt }))
          .returningAll()
          .executeTakeFirstOrThrow();
        return fromRow(row);
      }),
    remove: (id) =>
      store.durable(async (tx) => {
        const { numDeletedRows } = await tx.deleteFrom('model').where('id', '=', id).executeTakeFirst();
        return numDeletedRows > 0n;
      }),
  };
}

const toRow = (model: StoredModel): ModelTable => ({
  id: model.id,
  hash: model.hash,
  name: model.name,
  path: model.path,
  size: model.size,
  modified_at: model.modifiedAt,
  architecture: model.architecture,
  parameters: model.parameters,
  quantisation: model.quantisation,
  context_length: model.contextLength,
  has_chat_template: model.hasChatTemplate ? 1 : 0,
  added_at: model.addedAt,
});

const fromRow = (row: ModelTable): StoredModel => ({
  id: row.id as ModelId,
  hash: row.hash,
  name: row.name,
  path: row.path,
  size: row.size,
  modifiedAt: row.modified_at,
  architecture: row.architecture,
  parameters: row.parameters,
  quantisation: row.quantisation,
  contextLength: row.context_length,
  hasChatTemplate: row.has_chat_template === 1,
  addedAt: row.added_at,
});
