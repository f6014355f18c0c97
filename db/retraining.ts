import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import { AppError } from '#domain/errors';
import type { FeedbackFilter } from '#domain/feedback';
import type { DatasetId } from '#domain/ids';
import type { Dataset, DatasetManifest, RecentScores } from '#domain/retraining';
import type { PlannedDataset, RetrainingStore } from '#services-ports/retraining';
import type { Reader } from './reader.ts';
import type { DatasetTable, Schema } from './schema.ts';
import type { Store } from './store.ts';

/** Datasets and the state of the trigger. Everything here is durable: a firing happens once, also when the power goes. */
export function createRetrainingStore(store: Store, reader: Reader): RetrainingStore {
  const { db } = store;
  return {
    recent: (window) => recentScores(db, window),
    fire: (window, planned, decide) =>
      store.durable(async (tx) => {
        if (!decide(await recentScores(tx, window))) return false;
        const newest = await tx
          .selectFrom('feedback_event')
          .select((select) => select.fn.max('seq').as('seq'))
          .executeTakeFirst();
        const fired = { fired_seq: newest?.seq ?? 0, fired_at: planned.createdAt };
        await tx
          .insertInto('retraining_trigger')
          .values({ id: 1, ...fired })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(fired))
          .execute();
        await tx.insertInto('dataset').values(toPlannedRow(planned)).execute();
        return true;
      }),
    plan: (planned) =>
      store.durable(async (tx) => {
        await tx.insertInto('dataset').values(toPlannedRow(planned)).execute();
      }),
    complete: (id, manifest) =>
      store.durable(async (tx) => {
        const row = await tx
          .updateTable('dataset')
          .set({ manifest: JSON.stringify(manifest), owner: null })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such dataset any more.');
        return toDataset(row);
      }),
    abandon: (id) =>
      store.durable(async (tx) => {
        await tx.deleteFrom('dataset').where('id', '=', id).where('manifest', 'is', null).execute();
      }),
    async unfinished() {
      const rows = await db.selectFrom('dataset').selectAll().where('manifest', 'is', null).orderBy('created_at').execute();
      return rows.map(toPlanned);
    },
    adopt: (id, from, to) =>
      store.durable(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('dataset')
          .set({ owner: to })
          .where('id', '=', id)
          .where('owner', '=', from)
          .where('manifest', 'is', null)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    async datasets() {
      const rows = await db
        .selectFrom('dataset')
        .selectAll()
        .where('manifest', 'is not', null)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(toDataset);
    },
    markSeen: (id) =>
      store.durable(async (tx) => {
        const { numUpdatedRows } = await tx.updateTable('dataset').set({ seen: 1 }).where('id', '=', id).executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    batches: (filter, salt) => reader.stream('datasetBatches', { filter, salt }),
  };
}

/** Counting stops here, the longest cool-down the settings allow: it happens at each vote. */
const longestCoolDown = 10_000;

/** Reads `window` entries of the index of votes, and counts those after the last firing. */
async function recentScores(db: Kysely<Schema>, window: number): Promise<RecentScores> {
  const rows = await db
    .selectFrom('answer_feedback')
    .select('score')
    .where('score', 'is not', null)
    .orderBy('voted_seq', 'desc')
    .limit(window)
    .execute();
  const fired = await db.selectFrom('retraining_trigger').select('fired_seq').executeTakeFirst();
  if (fired === undefined) return { scores: rows.map((row) => row.score as number), sinceLast: null };
  const { rows: counted } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT 1 FROM answer_feedback WHERE score IS NOT NULL AND voted_seq > ${fired.fired_seq} LIMIT ${longestCoolDown})`.execute(
    db,
  );
  return { scores: rows.map((row) => row.score as number), sinceLast: counted[0]?.n ?? 0 };
}

function toPlannedRow(planned: PlannedDataset): Selectable<DatasetTable> {
  const { id, createdAt, cause, folder, filter, seed, owner } = planned;
  return {
    id,
    created_at: createdAt,
    cause,
    folder,
    filter: JSON.stringify(filter),
    seed,
    manifest: null,
    seen: cause === 'manual' ? 1 : 0,
    owner,
  };
}

function toPlanned(row: Selectable<DatasetTable>): PlannedDataset {
  return {
    id: row.id as DatasetId,
    createdAt: row.created_at,
    cause: row.cause,
    folder: row.folder,
    filter: JSON.parse(row.filter) as FeedbackFilter,
    seed: row.seed,
    owner: row.owner ?? '',
  };
}

function toDataset(row: Selectable<DatasetTable>): Dataset {
  return {
    id: row.id as DatasetId,
    createdAt: row.created_at,
    cause: row.cause,
    folder: row.folder,
    manifest: JSON.parse(row.manifest as string) as DatasetManifest,
    seen: row.seen === 1,
  };
}
