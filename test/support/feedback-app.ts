import { randomUUIDv7 } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFeedbackStore } from '#db/feedback';
import type { Notice } from '#db/open';
import { openStore } from '#db/open';
import type { Reader } from '#db/reader';
import { createReader } from '#db/reader';
import { createRetrainingStore } from '#db/retraining';
import { createSettingsStore } from '#db/settings';
import type { Store } from '#db/store';
import type { AppEventBody } from '#domain/app-event';
import type { IdGenerator, MessageId } from '#domain/ids';
import type { Feedback } from '#services/feedback';
import { createFeedback } from '#services/feedback';
import type { ChangesOf, Retraining } from '#services/retraining';
import { createRetraining } from '#services/retraining';
import type { SettingsService } from '#services/settings';
import { createSettings } from '#services/settings';
import { createDatasetFiles, sha256 } from '../../electron/services/retraining/dataset-folder.node.ts';

/** Real store, reader, feedback, settings and retraining over one data folder, joined as the composition root joins them. */
export interface FeedbackApp {
  dataDir: string;
  store: Store;
  reader: Reader;
  notices: Notice[];
  feedback: Feedback;
  retraining: Retraining;
  settings: SettingsService;
  announced: AppEventBody[];
  failures: unknown[];
  clock: { now(): number; set(at: number): void };
  close(): Promise<void>;
}

export interface FeedbackAppOptions {
  changesOf?: ChangesOf;
  /** Names this process for the datasets it writes, and tells which others live. */
  owner?: { self: string; alive(owner: string): boolean };
}

export const temporaryFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'autoglm-test-'));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

export async function openFeedbackApp(dataDir: string, options: FeedbackAppOptions = {}): Promise<FeedbackApp> {
  let now = 1_700_000_000_000;
  const clock = { now: () => now++, set: (at: number) => void (now = at) };
  const ids = { next: (prefix: string) => `${prefix}_${randomUUIDv7()}` } as IdGenerator;
  const announced: AppEventBody[] = [];
  const failures: unknown[] = [];
  const announce = (event: AppEventBody): void => void announced.push(event);
  const owner = options.owner ?? { self: `${process.pid}.1`, alive: (other: string) => other === `${process.pid}.1` };
  const { store, notices } = await openStore({ dataDir, clock });
  const reader = createReader({ dataDir });
  const settings = createSettings({ store: createSettingsStore(store), announce });
  const retraining = createRetraining({
    store: createRetrainingStore(store, reader),
    files: createDatasetFiles(owner),
    settings: async () => (await settings.get()).trigger,
    changesOf: options.changesOf ?? (async () => new Map()),
    sha256,
    datasetsFolder: path.join(dataDir, 'datasets'),
    ids,
    clock,
    owner,
    announce,
    report: (error) => failures.push(error),
  });
  const feedback = createFeedback({ store: createFeedbackStore(store, reader), ids, clock, announce, voted: retraining.voted });
  const close = async (): Promise<void> => {
    await retraining.close();
    await reader.close();
    await store.close();
  };
  return { dataDir, store, reader, notices, feedback, retraining, settings, announced, failures, clock, close };
}

export interface SeedAnswer {
  id: string;
  /** The request above it; one that exists is shared, which makes siblings. */
  requestId?: string;
  request?: string;
  text?: string;
  prompt?: string | null;
  status?: 'complete' | 'stopped' | 'failed' | 'interrupted' | 'streaming';
  model?: string;
  engine?: 'model' | 'programming';
  language?: string | null;
  proposalId?: string | null;
  attachments?: { path: string }[];
  createdAt?: number;
  conversationId?: string;
}

/** Puts requests and answers into the store as the chat does. Returns the answers' ids. */
export async function seedAnswers(store: Store, answers: readonly SeedAnswer[]): Promise<MessageId[]> {
  await store.durable(async (tx) => {
    for (const answer of answers) {
      const conversationId = answer.conversationId ?? 'cnv_1';
      const requestId = answer.requestId ?? `q_${answer.id}`;
      const createdAt = answer.createdAt ?? 1_600_000_000_000;
      const common = {
        conversation_id: conversationId,
        created_at: createdAt,
        plan: null,
        usage: null,
        error_code: null,
        error_message: null,
        seq: 0,
        budget: null,
        owner: null,
      };
      await tx
        .insertInto('conversation')
        .values({ id: conversationId, title: 'A conversation', workspace_id: null, head_id: null, created_at: 1, updated_at: 1 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const request = {
        id: requestId,
        parent_id: null,
        role: 'user' as const,
        text: answer.request ?? `request of ${answer.id}`,
        status: 'complete' as const,
      };
      const nothing = { proposal_id: null, producer: null, language: null, prompt: null };
      await tx
        .insertInto('message')
        .values({ ...common, ...request, ...nothing, attachments: JSON.stringify(answer.attachments ?? []) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      const model = answer.model ?? 'mdl_a';
      const producer = { engine: answer.engine ?? 'model', id: model, name: `Name of ${model}`, hash: '', promptHash: '', settings: {} };
      await tx
        .insertInto('message')
        .values({
          ...common,
          id: answer.id,
          parent_id: requestId,
          role: 'assistant',
          text: answer.text ?? `answer ${answer.id}`,
          status: answer.status ?? 'complete',
          attachments: '[]',
          proposal_id: answer.proposalId ?? null,
          producer: JSON.stringify(producer),
          language: answer.language === undefined ? 'typescript' : answer.language,
          prompt: answer.prompt === undefined ? `prompt of ${answer.request ?? answer.id}` : answer.prompt,
        })
        .execute();
    }
  });
  return answers.map(({ id }) => id as MessageId);
}
