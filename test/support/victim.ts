/**
 * The whole app at work in a process of its own, until it is killed: it streams an answer, applies and undoes a change over many
 * files, rates answers and exports datasets, all at once. What it was promised it tells its parent.
 *   node victim.ts <data folder> <proposal> <model id> <folder for exports> <first answer> …
 */
import { createRouterClient } from '@orpc/server';
import { createApp } from '#app';
import type { MessageId, ProposalId } from '#domain/ids';
import type { Client } from './start-app.ts';

export type Told =
  | { type: 'ready' }
  /** Returned from the call, so on disk for good. */
  | { type: 'rated'; answerId: MessageId; stars: number }
  | { type: 'exported'; folder: string }
  /** A change over many files was written or taken back. */
  | { type: 'changed' }
  | { type: 'text'; answerId: MessageId; length: number };

const [dataDir, proposalId, modelId, exports, ...answers] = process.argv.slice(2) as [string, ProposalId, string, string, ...MessageId[]];
const app = await createApp({ dataDir, host: 'browser' });
const client = createRouterClient(app.router) as Client;
const tell = (told: Told) => process.send?.(told);

async function stream(): Promise<void> {
  for (;;) {
    const { answerId } = await client.chat.send({ text: 'go on for ever', engine: modelId });
    let length = 0;
    for await (const event of await client.chat.generation({ answerId })) {
      if (event.type !== 'delta') continue;
      length += event.text.length;
      tell({ type: 'text', answerId, length });
    }
  }
}

async function change(): Promise<void> {
  for (;;) {
    const { undoId } = await client.review.get({ proposalId });
    if (undoId === null) await client.review.apply({ proposalId, all: true });
    else await client.review.undo({ proposalId });
    tell({ type: 'changed' });
  }
}

async function rate(): Promise<void> {
  for (let turn = Date.now(); ; turn++) {
    const answerId = answers[turn % answers.length] as MessageId;
    const stars = 1 + (turn % 5);
    await client.feedback.record({ answerId, body: { kind: 'stars', stars } });
    tell({ type: 'rated', answerId, stars });
    // The store answers without waiting for anything: such a loop would let nothing else of the process run.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function write(): Promise<void> {
  for (let turn = 0; ; turn++) {
    const folder = `${exports}/${process.pid}-${turn}`;
    await client.retraining.export({ folder });
    tell({ type: 'exported', folder });
  }
}

// The first failure of any of them ends the process with it: the parent then sees an exit that was no kill.
for (const work of [stream, change, rate, write])
  void work().catch((error) => {
    process.stderr.write(`${work.name}: ${(error as Error).stack}\n`);
    process.exit(3);
  });
tell({ type: 'ready' });
