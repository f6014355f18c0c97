import type { AppEventBody } from '#domain/app-event';
import type { Clock } from '#domain/clock';
import type { FeedbackBody } from '#domain/feedback';
import type { CheckpointId, HunkId, IdGenerator, MessageId, ProposalId, WorkspaceId } from '#domain/ids';
import type { Hunk, Proposal, ProposalFile } from '#domain/review';

/** A hunk as it is kept. */
export interface StoredHunk extends Hunk {
  /** No longer part of the text the file's hunks are made against: it was applied or rejected before the user changed its place. */
  detached: boolean;
}

export interface StoredFile extends Omit<ProposalFile, 'hunks'> {
  /** SHA-256 of what is expected on disk: the base with the applied hunks; null when no file is expected. */
  diskHash: string | null;
  hunks: StoredHunk[];
}

export interface StoredProposal extends Omit<Proposal, 'files'> {
  files: StoredFile[];
}

export interface Blob {
  hash: string;
  bytes: Uint8Array;
}

/** One file of an apply: what it was and what it became. `null` is no file; `mode` are the permission bits it had. */
export interface CheckpointFile {
  path: string;
  before: string | null;
  after: string | null;
  mode: number | null;
}

export interface Checkpoint {
  id: CheckpointId;
  createdAt: number;
  hunks: HunkId[];
  /** Folders that the apply made, outermost first. */
  folders: string[];
  files: CheckpointFile[];
}

export interface JournalFile extends CheckpointFile {
  /** Name of the temporary file beside it. */
  temporary: string;
}

/** A change that is being written. Found after a crash, it is taken back. */
export interface Journal {
  id: CheckpointId;
  proposalId: ProposalId;
  root: string;
  owner: string;
  startedAt: number;
  files: JournalFile[];
  folders: string[];
}

/** changed: somebody else saved a newer revision · busy: a change of this proposal (or in this folder) is being written. */
export type SaveResult = 'saved' | 'changed' | 'busy';

/** Proposals, checkpoints and the journal on disk. Every write is durable when its promise resolves. */
export interface ReviewStore {
  get(id: ProposalId): Promise<StoredProposal | null>;
  /** Those that there are, in no order. */
  getAll(ids: readonly ProposalId[]): Promise<StoredProposal[]>;
  findByAnswer(answerId: MessageId): Promise<StoredProposal | null>;
  /** Proposals whose status is open, newest first. */
  open(workspaceId?: WorkspaceId): Promise<StoredProposal[]>;
  /** Throws CONFLICT when the answer has a proposal already. */
  insert(proposal: StoredProposal, blobs: Blob[]): Promise<void>;
  /** Saves the proposal, its files and the given hunks when its stored revision still is `from`. */
  save(proposal: StoredProposal, from: number, hunks: readonly StoredHunk[], blobs: readonly Blob[]): Promise<SaveResult>;
  blob(hash: string): Promise<Uint8Array | null>;
  /** Those that there are, by their hash. */
  blobs(hashes: readonly string[]): Promise<Map<string, Uint8Array>>;
  /** The newest apply of a proposal that was not undone. */
  checkpoint(proposalId: ProposalId): Promise<Checkpoint | null>;
  journals(): Promise<Journal[]>;
  /** Opens the journal of a change, unless the proposal changed or another change is being written in the same folder. */
  begin(journal: Journal, from: number, blobs: readonly Blob[]): Promise<SaveResult>;
  /** Takes over the journal of a dead process; false when somebody else was faster. */
  claim(journal: Journal, owner: string): Promise<boolean>;
  /** Closes the journal of a change that was taken back. */
  abandon(journalId: CheckpointId): Promise<void>;
  /** Closes the journal of a change that is on disk, together with what it made of the proposal. */
  commit(
    journalId: CheckpointId,
    proposal: StoredProposal,
    hunks: readonly StoredHunk[],
    blobs: readonly Blob[],
    result: { made: Checkpoint } | { undone: CheckpointId; at: number },
  ): Promise<void>;
  /** Removes bytes that nothing refers to any more. */
  sweep(): Promise<void>;
}

export interface FileOnDisk {
  bytes: Uint8Array;
  /** Permission bits. */
  mode: number;
}

/** One file to be written. The bytes before are compared again right before anything is replaced. */
export interface FileChange {
  path: string;
  before: Uint8Array | null;
  after: Uint8Array | null;
  /** Permission bits for a file that is made again; null for the usual ones of a new file. */
  mode: number | null;
  temporary: string;
}

/** Folders that a change makes before, and removes after (those that are empty then), outermost first. */
export interface ChangedFolders {
  make: readonly string[];
  remove: readonly string[];
}

/** Files below a root, never through a symbolic link. All paths were checked by `checkPath` before. */
export interface ReviewFiles {
  hash(bytes: Uint8Array): string;
  /** Null when there is no such file. Throws PATH_OUTSIDE_WORKSPACE (a link, a folder), FILE_TOO_LARGE, WORKSPACE_NOT_READABLE. */
  read(root: string, path: string): Promise<FileOnDisk | null>;
  /** A path on disk that differs from this one only in case or Unicode form: on some systems they are one file. */
  twin(root: string, path: string): Promise<string | null>;
  /** Folders that must be made before the files can be, outermost first. */
  missingFolders(root: string, paths: readonly string[]): Promise<string[]>;
  /**
   * Writes all or nothing. Throws PROPOSAL_STALE when a file is no longer what it was, WRITE_FAILED for anything else; then all is as
   * before. Throws `RestoreFailed` when it could not be put back; the journal must stay open then.
   */
  write(root: string, changes: readonly FileChange[], folders: ChangedFolders): Promise<void>;
  /** Takes back a change that was interrupted. Returns the paths that hold neither the old nor the new content and were left alone. */
  restore(root: string, changes: readonly FileChange[], folders: ChangedFolders): Promise<string[]>;
}

/** Which process writes a change, and whether it still lives. */
export interface ProcessOwner {
  readonly self: string;
  alive(owner: string): boolean;
}

export interface ReviewEvent {
  subject: { answerId: MessageId; proposalId: ProposalId; hunkId: HunkId | null };
  body: FeedbackBody;
}

export interface ReviewPorts {
  store: ReviewStore;
  files: ReviewFiles;
  clock: Clock;
  ids: IdGenerator;
  owner: ProcessOwner;
  /** The root of an open workspace. Throws WORKSPACE_NOT_FOUND. */
  rootOf(workspaceId: WorkspaceId): Promise<string>;
  announce(event: AppEventBody): void;
  /** Notes for the feedback log, in order. */
  record(events: readonly ReviewEvent[]): Promise<void>;
}
