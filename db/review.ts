import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { AppError } from '#domain/errors';
import type { CheckpointId, HunkId, ProposalId } from '#domain/ids';
import type { Blob, Checkpoint, ReviewStore, SaveResult, StoredHunk, StoredProposal } from '#services-ports/review';
import type { ProposalRow } from './review-rows.ts';
import { fromFile, fromHunk, toFile, toHunk, toJournal, toProposal } from './review-rows.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

type Tx = Transaction<Schema>;

/** Proposals, checkpoints, the journal and the kept bytes over SQLite. */
export function createReviewStore(store: Store): ReviewStore {
  const { db } = store;
  const proposals = () =>
    db
      .selectFrom('proposal')
      .selectAll('proposal')
      .select((query) =>
        query
          .selectFrom('checkpoint')
          .whereRef('checkpoint.proposal_id', '=', 'proposal.id')
          .where('undone_at', 'is', null)
          .orderBy('seq', 'desc')
          .limit(1)
          .select('checkpoint.id')
          .as('undo_id'),
      );
  const complete = async (rows: readonly ProposalRow[]): Promise<StoredProposal[]> => {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const files = await db.selectFrom('proposal_file').selectAll().where('proposal_id', 'in', ids).orderBy('position').execute();
    const hunks = await db.selectFrom('hunk').selectAll().where('proposal_id', 'in', ids).orderBy('position').execute();
    const key = (row: { proposal_id: string; path: string }) => `${row.proposal_id}\n${row.path}`;
    const hunksOf = grouped(hunks, key);
    const filesOf = grouped(files, (row) => row.proposal_id);
    return rows.map((row) =>
      toProposal(
        row,
        (filesOf.get(row.id) ?? []).map((file) => toFile(file, (hunksOf.get(key(file)) ?? []).map(toHunk))),
      ),
    );
  };
  const one = async (row: ProposalRow | undefined) => (row === undefined ? null : ((await complete([row]))[0] ?? null));

  return {
    get: async (id) => one(await proposals().where('id', '=', id).executeTakeFirst()),
    getAll: async (ids) => complete(await proposals().where('id', 'in', ids).execute()),
    findByAnswer: async (answerId) => one(await proposals().where('answer_id', '=', answerId).executeTakeFirst()),
    async open(workspaceId) {
      let query = proposals().where('status', '=', 'open').orderBy('created_at', 'desc').orderBy('id', 'desc').limit(openLimit);
      if (workspaceId !== undefined) query = query.where('workspace_id', '=', workspaceId);
      return complete(await query.execute());
    },
    insert: (proposal, blobs) =>
      store.durable(async (tx) => {
        const { id, answerId, conversationId, workspaceId, createdAt, status, revision, unplaced } = proposal;
        const existing = await tx.selectFrom('proposal').select('id').where('answer_id', '=', answerId).executeTakeFirst();
        if (existing !== undefined) throw new AppError('CONFLICT', `The answer ${answerId} has a proposal already.`);
        const row = {
          id,
          answer_id: answerId,
          conversation_id: conversationId,
          workspace_id: workspaceId,
          created_at: createdAt,
          status,
          revision,
          unplaced: JSON.stringify(unplaced),
        };
        await tx.insertInto('proposal').values(row).execute();
        await saveFiles(tx, proposal);
        await saveHunks(
          tx,
          proposal,
          proposal.files.flatMap((file) => file.hunks),
        );
        await saveBlobs(tx, blobs);
      }),
    save: (proposal, from, hunks, blobs) =>
      store.durable(async (tx) => {
        const state = await stateOf(tx, proposal.id, from);
        if (state === 'saved') await saveAll(tx, proposal, hunks, blobs);
        return state;
      }),
    async blob(hash) {
      const row = await db.selectFrom('blob').select('bytes').where('hash', '=', hash).executeTakeFirst();
      return row?.bytes ?? null;
    },
    async blobs(hashes) {
      const rows = await db.selectFrom('blob').selectAll().where('hash', 'in', hashes).execute();
      return new Map(rows.map(({ hash, bytes }) => [hash, bytes]));
    },
    async checkpoint(proposalId) {
      const row = await db
        .selectFrom('checkpoint')
        .selectAll()
        .where('proposal_id', '=', proposalId)
        .where('undone_at', 'is', null)
        .orderBy('seq', 'desc')
        .executeTakeFirst();
      if (row === undefined) return null;
      const files = await db.selectFrom('checkpoint_file').selectAll().where('checkpoint_id', '=', row.id).orderBy('path').execute();
      return {
        id: row.id as CheckpointId,
        createdAt: row.created_at,
        hunks: JSON.parse(row.hunks) as HunkId[],
        folders: JSON.parse(row.folders) as string[],
        files: files.map((file) => ({ path: file.path, before: file.before_hash, after: file.after_hash, mode: file.mode })),
      };
    },
    journals: async () => (await db.selectFrom('change_journal').selectAll().orderBy('id').execute()).map(toJournal),
    begin: (journal, from, blobs) =>
      store.durable(async (tx): Promise<SaveResult> => {
        const open = await tx.selectFrom('change_journal').select('root').execute();
        if (open.some((other) => overlap(other.root, journal.root))) return 'busy';
        const state = await stateOf(tx, journal.proposalId, from);
        if (state !== 'saved') return state;
        const { id, proposalId, root, owner, startedAt, files, folders } = journal;
        const row = {
          id,
          proposal_id: proposalId,
          root,
          owner,
          started_at: startedAt,
          files: JSON.stringify(files),
          folders: JSON.stringify(folders),
        };
        await tx.insertInto('change_journal').values(row).execute();
        await saveBlobs(tx, blobs);
        return 'saved';
      }),
    claim: (journal, owner) =>
      store.durable(async (tx) => {
        const result = await tx
          .updateTable('change_journal')
          .set({ owner })
          .where('id', '=', journal.id)
          .where('owner', '=', journal.owner)
          .executeTakeFirst();
        return result.numUpdatedRows > 0n;
      }),
    abandon: (journalId) =>
      store.durable(async (tx) => {
        await tx.deleteFrom('change_journal').where('id', '=', journalId).execute();
      }),
    commit: (journalId, proposal, hunks, blobs, result) =>
      store.durable(async (tx) => {
        const closed = await tx.deleteFrom('change_journal').where('id', '=', journalId).executeTakeFirst();
        if (closed.numDeletedRows === 0n) throw new AppError('CONFLICT', 'The change was taken back by another process.');
        const kept = await tx.selectFrom('proposal').select('id').where('id', '=', proposal.id).executeTakeFirst();
        // Its conversation was deleted while the files were written: the change stands, there is nothing left to note.
        if (kept === undefined) return;
        await saveAll(tx, proposal, hunks, blobs);
        if ('made' in result) await insertCheckpoint(tx, proposal.id, result.made);
        else await tx.updateTable('checkpoint').set({ undone_at: result.at }).where('id', '=', result.undone).execute();
      }),
    sweep: () =>
      store.durable(async (tx) => {
        await sql`
          DELETE FROM blob WHERE hash NOT IN (
            SELECT base_hash FROM proposal_file WHERE base_hash IS NOT NULL
            UNION SELECT disk_hash FROM proposal_file WHERE disk_hash IS NOT NULL
            UNION SELECT before_hash FROM checkpoint_file WHERE before_hash IS NOT NULL
            UNION SELECT after_hash FROM checkpoint_file WHERE after_hash IS NOT NULL
            UNION SELECT value ->> 'before' FROM change_journal, json_each(change_journal.files) WHERE value ->> 'before' IS NOT NULL
            UNION SELECT value ->> 'after' FROM change_journal, json_each(change_journal.files) WHERE value ->> 'after' IS NOT NULL
          )`.execute(tx);
      }),
  };
}

/** Open proposals that are listed. Older ones are found through their conversation. */
const openLimit = 200;

/** Whether a proposal may be saved from this revision: not while a change of it is being written. */
async function stateOf(tx: Tx, id: ProposalId, from: number): Promise<SaveResult> {
  if ((await tx.selectFrom('change_journal').select('id').where('proposal_id', '=', id).executeTakeFirst()) !== undefined) return 'busy';
  const row = await tx.selectFrom('proposal').select('revision').where('id', '=', id).executeTakeFirst();
  return row?.revision === from ? 'saved' : 'changed';
}

async function saveAll(tx: Tx, proposal: StoredProposal, hunks: readonly StoredHunk[], blobs: readonly Blob[]): Promise<void> {
  await tx.updateTable('proposal').set({ status: proposal.status, revision: proposal.revision }).where('id', '=', proposal.id).execute();
  await saveFiles(tx, proposal);
  await saveHunks(tx, proposal, hunks);
  await saveBlobs(tx, blobs);
}

async function saveFiles(tx: Tx, proposal: StoredProposal): Promise<void> {
  const rows = proposal.files.map((file, position) => fromFile(proposal.id, position, file));
  await sql`
    INSERT OR REPLACE INTO proposal_file (proposal_id, position, path, status, language, match, base_hash, disk_hash, additions, deletions, protected, stale_since, stale_message)
    SELECT value ->> 'proposal_id', value ->> 'position', value ->> 'path', value ->> 'status', value ->> 'language', value ->> 'match', value ->> 'base_hash', value ->> 'disk_hash',
      value ->> 'additions', value ->> 'deletions', value ->> 'protected', value ->> 'stale_since', value ->> 'stale_message'
    FROM json_each(${JSON.stringify(rows)})`.execute(tx);
}

/** One statement for all hunks: a proposal may have thousands, and each statement of its own would hold the thread. */
async function saveHunks(tx: Tx, proposal: StoredProposal, hunks: readonly StoredHunk[]): Promise<void> {
  if (hunks.length === 0) return;
  const changed = new Set(hunks.map((hunk) => hunk.id));
  const rows = proposal.files.flatMap((file) =>
    file.hunks.flatMap((hunk, position) => (changed.has(hunk.id) ? [fromHunk(proposal.id, file.path, position, hunk)] : [])),
  );
  await sql`
    INSERT OR REPLACE INTO hunk (id, proposal_id, path, position, old_start, old_lines, new_start, new_lines, body, decision, edited, applied, detached)
    SELECT value ->> 'id', value ->> 'proposal_id', value ->> 'path', value ->> 'position', value ->> 'old_start', value ->> 'old_lines', value ->> 'new_start', value ->> 'new_lines',
      value ->> 'body', value ->> 'decision', value ->> 'edited', value ->> 'applied', value ->> 'detached'
    FROM json_each(${JSON.stringify(rows)})`.execute(tx);
}

async function saveBlobs(tx: Tx, blobs: readonly Blob[]): Promise<void> {
  for (const { hash, bytes } of blobs)
    await tx
      .insertInto('blob')
      .values({ hash, bytes: Buffer.from(bytes) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

async function insertCheckpoint(tx: Tx, proposalId: ProposalId, checkpoint: Checkpoint): Promise<void> {
  const { id, createdAt, hunks, folders } = checkpoint;
  await tx
    .insertInto('checkpoint')
    .values({
      id,
      proposal_id: proposalId,
      created_at: createdAt,
      undone_at: null,
      hunks: JSON.stringify(hunks),
      folders: JSON.stringify(folders),
    })
    .execute();
  for (const file of checkpoint.files)
    await tx
      .insertInto('checkpoint_file')
      .values({ checkpoint_id: id, path: file.path, before_hash: file.before, after_hash: file.after, mode: file.mode })
      .execute();
}

/** True when one folder is the other or lies in it: then their changes must not be written at the same time. */
function overlap(a: string, b: string): boolean {
  const ended = (path: string) => (/[\\/]$/.test(path) ? path : `${path}${path.includes('\\') ? '\\' : '/'}`);
  return ended(a).startsWith(ended(b)) || ended(b).startsWith(ended(a));
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}
