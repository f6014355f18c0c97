import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * The one writer of this process. All writing goes through the two methods below, one transaction at a time, so that which data is
 * durable is decided in one place:
 *
 * - `durable` (synchronous=FULL): requests, finished answers, votes and other explicit feedback, hunk decisions, applies and undos,
 *   trust, settings, datasets. On disk when the promise resolves; survives a power cut.
 * - `relaxed` (synchronous=NORMAL): text of a running answer, observed feedback (dwell, copy), caches. Consistent after any crash of
 *   the app; a power cut may lose the last moments.
 *
 * A transaction must wait for nothing but its own queries: others queue behind it.
 */
export interface Store {
  durable<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T>;
  relaxed<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** Small indexed reads on this thread. Charts, search and export go through `db/reader` instead. */
  readonly db: Kysely<Schema>;
  /** Whether another process changed the store since this was last asked. Costs some microseconds. */
  changedElsewhere(): boolean;
  close(): Promise<void>;
}
