import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { createFeedbackStore } from '#db/feedback';
import { createReader } from '#db/reader';
import type { FileEdit } from '#domain/edit-format';
import type { FeedbackBody } from '#domain/feedback';
import type { ConversationId, MessageId } from '#domain/ids';
import type { Proposal } from '#domain/review';
import { createFeedback } from '#services/feedback';
import { type SeedAnswer, seedAnswers } from '../support/feedback-app.ts';
import { ids, openReviewApp, put } from '../support/review-app.ts';

/** Answers and proposals of any size, put into a store by the real services before a host opens it: a page shows them like its own. */
export interface Seed {
  /** Writes the files, then proposes the edits as the answer to `request`. */
  propose(name: string, files: Record<string, string>, edits: FileEdit[], request?: string): Promise<Proposal>;
  answer(answer: SeedAnswer): Promise<MessageId>;
  say(answerId: MessageId, body: FeedbackBody): Promise<void>;
}

export async function seed(dataDir: string, root: string, plant: (seed: Seed) => Promise<void>): Promise<void> {
  const app = await openReviewApp({ dataDir, root });
  const reader = createReader({ dataDir });
  const feedback = createFeedback({
    store: createFeedbackStore(app.store, reader),
    ids,
    clock: { now: () => Date.now() },
    announce: () => {},
  });
  const answer = async (row: SeedAnswer) => {
    await seedAnswers(app.store, [row]);
    return row.id as MessageId;
  };
  try {
    await plant({
      async propose(name, files, edits, request) {
        put(root, files);
        const answerId = ids.next('msg');
        const conversationId = `cnv_${name}` as ConversationId;
        await answer({ id: answerId, conversationId, request: request ?? name, text: `The change ${name}.`, createdAt: Date.now() });
        const proposal = await app.review.propose({ answerId, conversationId, workspaceId: app.workspaceId, edits, problems: [] });
        if (proposal === null) throw new Error(`nothing was proposed for ${name}`);
        await app.store.durable(async (tx) => {
          await tx.updateTable('message').set({ proposal_id: proposal.id }).where('id', '=', answerId).execute();
          await tx
            .updateTable('conversation')
            .set({ head_id: answerId, title: request ?? name, workspace_id: app.workspaceId })
            .where('id', '=', conversationId)
            .execute();
        });
        return proposal;
      },
      answer,
      async say(answerId, body) {
        await feedback.record({ answerId }, body);
      },
    });
  } finally {
    await reader.close();
    await app.close();
  }
}

/** A file of `lines` lines and edits that change it in `hunks` places far enough apart to stay hunks of their own. */
export function manyHunks(path: string, lines: number, hunks: number): { files: Record<string, string>; edits: FileEdit[] } {
  const text = Array.from({ length: lines }, (_, index) => `const v${index} = compute(${index}); // text of line ${index + 1}`);
  const step = Math.floor(lines / hunks);
  const after = text.flatMap((line, index) => {
    if (index % step === 0) return [line.replace('compute', 'computeAgain'), `// added below line ${index + 1}`];
    return index % step < 16 ? [line.replace('text of', 'other text of')] : [line];
  });
  return { files: { [path]: `${text.join('\n')}\n` }, edits: [{ kind: 'write', path, content: `${after.join('\n')}\n` }] };
}

/** Faults of accessibility in one part of the page that keep people out, as one line each. */
export async function seriousFaultsIn(page: Page, selector: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(selector).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`).join('\n')}`);
}
