import { sql } from 'kysely';
import type { WorkspaceId } from '#domain/ids';
import type { EarlierPlan } from '#services-ports/programming';
import type { Store } from './store.ts';

/** More are never looked at: what was made before them was made again since, or is long forgotten. */
const most = 20;

/** Plans of one kind whose code stands in a folder: their proposal was applied and not undone. Newest first. */
export function createEarlierPlans({ db }: Store) {
  return {
    async find(workspaceId: WorkspaceId, kind: string): Promise<EarlierPlan[]> {
      const rows = await db
        .selectFrom('proposal')
        .innerJoin('message', 'message.id', 'proposal.answer_id')
        .where('proposal.workspace_id', '=', workspaceId)
        .where('proposal.status', '=', 'applied')
        .where('message.plan', 'is not', null)
        .where(sql<string>`json_extract(message.plan, '$.kind')`, '=', kind)
        .orderBy('proposal.created_at', 'desc')
        .orderBy('proposal.id', 'desc')
        .limit(most)
        .select(['proposal.id', sql<string>`json_extract(message.plan, '$.json')`.as('plan')])
        .execute();
      if (rows.length === 0) return [];
      const ids = rows.map(({ id }) => id);
      const files = await db.selectFrom('proposal_file').select(['proposal_id', 'path']).where('proposal_id', 'in', ids).execute();
      return rows.map(({ id, plan }) => ({ plan, paths: files.filter((file) => file.proposal_id === id).map(({ path }) => path) }));
    },
  };
}
