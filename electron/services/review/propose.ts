import { diffing, type HunkShape } from '#domain/diff';
import type { FileEdit } from '#domain/edit-format';
import { AppError } from '#domain/errors';
import type { ConversationId, MessageId, WorkspaceId } from '#domain/ids';
import { languageOf } from '#domain/languages';
import { checkPath, protection } from '#domain/paths';
import { placing } from '#domain/place-edits';
import type { UnplacedEdit } from '#domain/review';
import { readSentence, say } from '#domain/sentences';
import type { Blob, ReviewPorts, StoredFile, StoredProposal } from './ports.ts';
import { withCounts } from './state.ts';
import { decodeText, encodeText, largestFile } from './texts.ts';

export interface ProposalDraft {
  answerId: MessageId;
  conversationId: ConversationId;
  workspaceId: WorkspaceId;
  edits: readonly FileEdit[];
  /** Edits that could not even be read. */
  problems?: readonly UnplacedEdit[];
}

/** Files one proposal may touch. */
const fileLimit = 1_000;

/**
 * Makes a proposal of an answer's edits by matching them with the files on disk. Nothing is written but the proposal itself. Null when
 * there is nothing to show: no edit, no problem, and no edit that would change anything.
 */
export async function propose(ports: ReviewPorts, draft: ProposalDraft): Promise<StoredProposal | null> {
  const unplaced: UnplacedEdit[] = [...(draft.problems ?? [])];
  const files: StoredFile[] = [];
  const blobs: Blob[] = [];
  const root = draft.edits.length === 0 ? '' : await ports.rootOf(draft.workspaceId);
  for (const [path, edits] of byPath(draft.edits, unplaced)) {
    const refuse = (reason: UnplacedEdit['reason'], said: Told) => unplaced.push(...edits.map((edit) => refused(edit, path, reason, said)));
    if (files.length >= fileLimit) {
      refuse('too-large', say('edit.tooManyFiles', { limit: fileLimit }));
      continue;
    }
    const current = await readForEdit(ports, root, path);
    if (!current.ok) {
      refuse(current.reason, current.said);
      continue;
    }
    const placed = await inSlices(placing(path, current.text, edits));
    unplaced.push(...placed.unplaced);
    if (placed.after !== null && /[\0\p{Surrogate}]/u.test(placed.after)) {
      refuse('malformed', say('edit.badCharacter'));
      continue;
    }
    if (placed.after !== null && encodeText(placed.after).length > largestFile) {
      refuse('too-large', say('edit.tooLarge'));
      continue;
    }
    const hunks = await inSlices(diffing(current.text, placed.after));
    const file = toFile(ports, path, current, placed, hunks);
    if (file === null) continue;
    files.push(file);
    if (current.bytes !== null && file.baseHash !== null) blobs.push({ hash: file.baseHash, bytes: current.bytes });
    // A large diff of many files would otherwise hold the thread from the first to the last.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (files.length === 0 && unplaced.length === 0) return null;
  const proposal: StoredProposal = {
    id: ports.ids.next('prp'),
    answerId: draft.answerId,
    conversationId: draft.conversationId,
    workspaceId: draft.workspaceId,
    createdAt: ports.clock.now(),
    status: 'open',
    revision: 1,
    files,
    unplaced: unplaced.map(shorten),
    undoId: null,
  };
  await ports.store.insert(proposal, blobs);
  return proposal;
}

/** Milliseconds of work between two turns of the event loop. */
const slice = 8;

async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  for (let until = performance.now() + slice; ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await new Promise((resolve) => setImmediate(resolve));
    until = performance.now() + slice;
  }
}

/** Edits by the tidy path of their file, in the order of the answer. Hostile paths go to `unplaced`. */
function byPath(edits: readonly FileEdit[], unplaced: UnplacedEdit[]): Map<string, FileEdit[]> {
  const groups = new Map<string, FileEdit[]>();
  for (const edit of edits) {
    const check = checkPath(edit.path);
    if (!check.ok) {
      unplaced.push(refused(edit, edit.path, check.reason, check.said));
      continue;
    }
    const group = groups.get(check.path);
    if (group === undefined) groups.set(check.path, [edit]);
    else group.push(edit);
  }
  return groups;
}

function refused(edit: FileEdit, path: string, reason: UnplacedEdit['reason'], said: Told): UnplacedEdit {
  const replace = edit.kind === 'replace' ? edit.replace : edit.kind === 'write' ? edit.content : '';
  return { path, reason, ...said, tried: [], candidates: [], search: edit.kind === 'replace' ? edit.search : '', replace };
}

type Told = Pick<UnplacedEdit, 'message' | 'sentence'>;
type Current = { ok: true; text: string | null; bytes: Uint8Array | null } | { ok: false; reason: UnplacedEdit['reason']; said: Told };

async function readForEdit(ports: ReviewPorts, root: string, path: string): Promise<Current> {
  try {
    const twin = await ports.files.twin(root, path);
    if (twin !== null) return { ok: false, reason: 'ambiguous', said: say('edit.twin', { twin, path }) };
    const file = await ports.files.read(root, path);
    if (file === null) return { ok: true, text: null, bytes: null };
    const text = decodeText(file.bytes);
    if (text === null) return { ok: false, reason: 'not-text', said: say('edit.notText') };
    return { ok: true, text, bytes: file.bytes };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const said = { message: error.message, sentence: readSentence(error.message) };
    if (error.code === 'PATH_OUTSIDE_WORKSPACE') return { ok: false, reason: 'outside-workspace', said };
    if (error.code === 'FILE_TOO_LARGE') return { ok: false, reason: 'too-large', said };
    if (error.code === 'WORKSPACE_NOT_READABLE') return { ok: false, reason: 'file-missing', said };
    throw error;
  }
}

function toFile(
  ports: ReviewPorts,
  path: string,
  current: { text: string | null; bytes: Uint8Array | null },
  placed: { after: string | null; match: StoredFile['match'] },
  hunks: readonly HunkShape[],
): StoredFile | null {
  if (hunks.length === 0) return null;
  const baseHash = current.bytes === null ? null : ports.files.hash(current.bytes);
  return withCounts({
    path,
    status: current.text === null ? 'created' : placed.after === null ? 'deleted' : 'modified',
    language: languageOf(path),
    match: placed.match,
    baseHash,
    diskHash: baseHash,
    hunks: hunks.map((hunk) => ({
      ...hunk,
      id: ports.ids.next('hnk'),
      decision: 'pending',
      edited: null,
      applied: false,
      detached: false,
    })),
    additions: 0,
    deletions: 0,
    protected: protection(path),
    stale: null,
  });
}

/** An edit without a place is shown, not used: a megabyte of it would only burden the page. */
function shorten(edit: UnplacedEdit): UnplacedEdit {
  const cut = (text: string) => (text.length > 20_000 ? `${text.slice(0, 20_000)}\n…` : text);
  return { ...edit, path: edit.path.slice(0, 4096), search: cut(edit.search), replace: cut(edit.replace) };
}
