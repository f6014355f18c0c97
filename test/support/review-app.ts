import { randomUUIDv7 } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '#db/open';
import { createReviewStore } from '#db/review';
import type { Store } from '#db/store';
import { createWorkspaceStore } from '#db/workspace';
import type { AppEventBody } from '#domain/app-event';
import type { FileEdit } from '#domain/edit-format';
import type { ConversationId, IdGenerator, MessageId, WorkspaceId } from '#domain/ids';
import type { Proposal, UnplacedEdit } from '#domain/review';
import type { Review, ReviewEvent, ReviewFiles } from '#services/review';
import { createReview } from '#services/review';
import type { Workspaces } from '#services/workspace';
import { createWorkspaces } from '#services/workspace';
import { processOwner } from '../../electron/process-owner.ts';
import { reviewFiles } from '../../electron/services/review/disk.node.ts';
import { workspaceFiles } from '../../electron/services/workspace/files.node.ts';

/** Real store, review and workspaces over one data folder, joined as the composition root joins them, and one open folder. */
export interface ReviewApp {
  dataDir: string;
  root: string;
  workspaceId: WorkspaceId;
  store: Store;
  review: Review;
  workspaces: Workspaces;
  events: ReviewEvent[];
  announced: AppEventBody[];
  /** Proposes edits as a new answer. Fails when nothing came of it. */
  propose(edits: FileEdit[], problems?: UnplacedEdit[]): Promise<Proposal>;
  close(): Promise<void>;
}

export interface ReviewAppOptions {
  dataDir?: string;
  root?: string;
  files?: Partial<ReviewFiles>;
}

export const ids = { next: (prefix: string) => `${prefix}_${randomUUIDv7()}` } as IdGenerator;

export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), 'autoglm-test-')));
}

export async function openReviewApp(options: ReviewAppOptions = {}): Promise<ReviewApp> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const root = options.root ?? temporaryFolder();
  const clock = { now: () => Date.now() };
  const { store } = await openStore({ dataDir, clock });
  const events: ReviewEvent[] = [];
  const announced: AppEventBody[] = [];
  const announce = (event: AppEventBody): void => void announced.push(event);
  const workspaces = createWorkspaces({ store: createWorkspaceStore(store), files: workspaceFiles, clock, ids, announce });
  const workspace = await workspaces.open(root);
  const review = createReview({
    store: createReviewStore(store),
    files: { ...reviewFiles, ...options.files },
    clock,
    ids,
    owner: processOwner(),
    rootOf: async (id) => (await workspaces.get(id)).root,
    announce,
    record: async (noted) => void events.push(...noted),
  });
  return {
    dataDir,
    root,
    workspaceId: workspace.id,
    store,
    review,
    workspaces,
    events,
    announced,
    async propose(edits, problems = []) {
      const { answerId, conversationId } = await newAnswer(store);
      const proposal = await review.propose({ answerId, conversationId, workspaceId: workspace.id, edits, problems });
      if (proposal === null) throw new Error('nothing was proposed');
      return proposal;
    },
    async close() {
      await review.close();
      await store.close();
    },
  };
}

/** A conversation with an empty answer: what a proposal belongs to. */
export async function newAnswer(store: Store): Promise<{ answerId: MessageId; conversationId: ConversationId }> {
  const conversationId = ids.next('cnv');
  await store.durable(async (tx) => {
    await tx
      .insertInto('conversation')
      .values({ id: conversationId, title: 'Test', workspace_id: null, head_id: null, created_at: 1, updated_at: 1 })
      .execute();
  });
  return { answerId: ids.next('msg'), conversationId };
}

export function put(root: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
}

export const text = (root: string, name: string): string => readFileSync(path.join(root, name), 'utf8');

/** Everything below a folder: bytes, permission bits, folders and links, by path. What an undo must give back. */
export function snapshot(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (folder: string) => {
    for (const name of readdirSync(path.join(root, folder)).sort()) {
      const inner = folder === '' ? name : `${folder}/${name}`;
      const stat = lstatSync(path.join(root, inner));
      if (stat.isSymbolicLink()) found[inner] = `link ${readlinkSync(path.join(root, inner))}`;
      else if (stat.isDirectory()) {
        found[inner] = 'folder';
        visit(inner);
      } else found[inner] = `${(stat.mode & 0o7777).toString(8)} ${readFileSync(path.join(root, inner)).toString('base64')}`;
    }
  };
  visit('');
  return found;
}

export function removeFolders(...folders: string[]): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
