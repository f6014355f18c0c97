import { sql } from 'kysely';
import type { Store } from './store.ts';

/** nothing · text: another process wrote on at a running answer, and no more than that · more: anything else. */
type ChangedElsewhere = 'nothing' | 'text' | 'more';

/**
 * Tells what another process changed in the store. The text of a running answer changes several times a second, and whoever shows that
 * answer follows it; pages need not read everything anew for it.
 */
export function createElsewhere(store: Store, self: string): { look(): Promise<ChangedElsewhere> } {
  let marks = '';
  let running = new Map<string, number>();
  return {
    async look() {
      if (!store.changedElsewhere()) return 'nothing';
      const rows = await store.db.selectFrom('message').select(['id', 'seq', 'owner']).where('status', '=', 'streaming').execute();
      const foreign = rows.filter(({ owner }) => owner !== self);
      const wentOn = foreign.some(({ id, seq }) => seq > (running.get(id) ?? Number.POSITIVE_INFINITY));
      const now = `${rows.map(({ id }) => id).join()} ${await marksOf(store)}`;
      const onlyText = wentOn && now === marks;
      marks = now;
      running = new Map(foreign.map(({ id, seq }) => [id, seq]));
      return onlyText ? 'text' : 'more';
    },
  };
}

/** Changes with everything but the text of an answer. Counts read an index, the rest single rows. */
async function marksOf({ db }: Store): Promise<string> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT (SELECT max(number) FROM message) AS messages,
      (SELECT count(*) FROM conversation) AS conversations, (SELECT max(updated_at) FROM conversation) AS updated,
      (SELECT count(*) FROM proposal) AS proposals, (SELECT sum(revision) FROM proposal) AS revisions,
      (SELECT max(seq) FROM feedback_event) AS feedback,
      (SELECT group_concat(id || seen || (manifest IS NULL)) FROM dataset) AS datasets,
      (SELECT group_concat(id || path) FROM model) AS models,
      (SELECT group_concat(id || trusted || forgotten || opened_at) FROM workspace) AS workspaces,
      (SELECT group_concat(key || value) FROM setting) AS settings`.execute(db);
  return JSON.stringify(rows[0]);
}
