import type { ProposalId } from '#domain/ids';
import { openReviewApp } from './review-app.ts';

/**
 * A process of its own that works on a proposal until it is killed, or once.
 *   node review-child.ts <data folder> <root> <proposal> loop | once
 */
const [dataDir, root, proposal, manner] = process.argv.slice(2) as [string, string, ProposalId, string];
const app = await openReviewApp({ dataDir, root });
process.stdout.write('ready\n');
if (manner === 'loop') {
  for (;;) {
    await app.review.apply(proposal, { all: true });
    await app.review.undo(proposal);
  }
}
await new Promise((resolve) => process.stdin.once('data', resolve));
const result = await app.review.apply(proposal, { all: true }).then(
  () => 'applied',
  (error: { code?: string }) => error.code ?? String(error),
);
await app.close();
process.stdout.write(`${result}\n`);
process.exit(0);
