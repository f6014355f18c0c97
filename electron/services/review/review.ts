import type { ProposedChange } from '#domain/dataset';
import { saidError } from '#domain/errors';
import { gitDiff } from '#domain/git-diff';
import type { HunkId, MessageId, ProposalId, WorkspaceId } from '#domain/ids';
import type { Decision, Proposal, ProposalTexts } from '#domain/review';
import { say } from '#domain/sentences';
import { apply } from './apply.ts';
import { changesOf } from './changes.ts';
import { compareAll, hasOpenHunks } from './compare.ts';
import type { Change } from './decide.ts';
import { decide, edit } from './decide.ts';
import { busy, changed, movedOn } from './journal.ts';
import type { ReviewEvent, ReviewPorts, StoredFile, StoredProposal } from './ports.ts';
import type { ProposalDraft } from './propose.ts';
import { propose } from './propose.ts';
import type { Notice } from './recover.ts';
import { recover, takeBackDead } from './recover.ts';
import { shown, textWith, wanted } from './state.ts';
import { baseText } from './texts.ts';
import { undo } from './undo.ts';

/** Proposals: from an answer's edits to files on disk and back. */
export interface Review {
  /** Null only when there is nothing at all to show. */
  propose(draft: ProposalDraft): Promise<Proposal | null>;
  get(id: ProposalId): Promise<Proposal>;
  find(answerId: MessageId): Promise<Proposal | null>;
  open(workspaceId?: WorkspaceId): Promise<Proposal[]>;
  /** With `only` the other side is not made, and null. */
  texts(id: ProposalId, path: string, only?: 'before'): Promise<ProposalTexts>;
  /** `revision` is the one that was decided on; without it the decision is about whatever the proposal is now. Throws CONFLICT. */
  decide(
    id: ProposalId,
    decision: Decision,
    target: { hunks?: readonly HunkId[] | undefined; path?: string | undefined },
    revision?: number,
  ): Promise<Proposal>;
  edit(id: ProposalId, hunkId: HunkId, text: string | null, revision?: number): Promise<Proposal>;
  apply(id: ProposalId, selection: { hunks?: readonly HunkId[] | undefined; all?: boolean | undefined }): Promise<Proposal>;
  undo(id: ProposalId): Promise<Proposal>;
  refresh(id: ProposalId): Promise<Proposal>;
  /** The same as `refresh`; gives the revision alone. */
  compare(id: ProposalId): Promise<number>;
  diff(id: ProposalId): Promise<{ files: { path: string; diff: string }[] }>;
  /** What proposals said as they were made, and what of them stands with the user's own changes. Those that are gone are left out. */
  changes(ids: readonly ProposalId[]): Promise<Map<ProposalId, ProposedChange>>;
  /** Takes back what a crash interrupted. To be called once at start. */
  recover(): Promise<Notice[]>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

/** How often a decision is worked out anew when another process saved the proposal first. */
const attempts = 5;

export function createReview(ports: ReviewPorts): Review {
  let last: Promise<unknown> = Promise.resolve();
  /** One change at a time in this process; the store's revision guards against other processes. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
  const load = async (id: ProposalId): Promise<StoredProposal> => {
    const proposal = await ports.store.get(id);
    if (proposal === null) throw saidError('NOT_FOUND', say('proposal.missing', { id }));
    return proposal;
  };
  const change = (id: ProposalId, expected: number | undefined, work: (proposal: StoredProposal) => Promise<Change>): Promise<Proposal> =>
    inTurn(async () => {
      for (let attempt = 1; ; attempt++) {
        const before = await load(id);
        if (expected !== undefined && before.revision !== expected) throw movedOn(before.revision, expected);
        const { proposal, hunks, events } = await work(before);
        if (hunks.length === 0 && proposal.status === before.status) return shown(before);
        const after = { ...proposal, revision: before.revision + 1 };
        const result = await ports.store.save(after, before.revision, hunks, []);
        if (result === 'saved') {
          ports.announce({ type: 'proposal.changed', proposalId: id, revision: after.revision });
          await ports.record(events);
          return shown(after);
        }
        if (result === 'busy' && (await takeBackDead(ports)).length === 0) throw busy();
        if (attempt >= attempts) throw changed();
      }
    });
  /** What is on disk is on disk: that its note for the feedback log fails must not look as if the change had. */
  const write = (id: ProposalId, work: (proposal: StoredProposal) => Promise<ReviewEvent[]>): Promise<Proposal> =>
    inTurn(async () => {
      await settle();
      const events = await work(await load(id));
      await ports.record(events).catch(() => undefined);
      return shown(await load(id));
    });
  /** Files that a dead process left half written must not be taken for a user's change, so they are put back before any comparison. */
  const settle = () => takeBackDead(ports);
  const refreshed = (id: ProposalId): Promise<StoredProposal> =>
    inTurn(async () => {
      await settle();
      const before = await load(id);
      const root = await ports.rootOf(before.workspaceId);
      const compared = await compareAll(ports, root, before, hasOpenHunks);
      if (!compared.changed) return before;
      const after = { ...compared.proposal, revision: before.revision + 1 };
      if ((await ports.store.save(after, before.revision, compared.hunks, compared.blobs)) !== 'saved') return load(id);
      ports.announce({ type: 'proposal.changed', proposalId: id, revision: after.revision });
      return after;
    });
  const bothTexts = async (file: StoredFile) => {
    const base = await baseText(ports, file);
    return { before: file.status === 'created' ? null : base, after: textWith(file, base, wanted) };
  };

  return {
    propose: async (draft) => {
      const proposal = await inTurn(async () => {
        await settle();
        return propose(ports, draft);
      });
      if (proposal === null) return null;
      ports.announce({ type: 'proposal.changed', proposalId: proposal.id, revision: proposal.revision });
      return shown(proposal);
    },
    get: async (id) => shown(await load(id)),
    find: async (answerId) => {
      const proposal = await ports.store.findByAnswer(answerId);
      return proposal === null ? null : shown(proposal);
    },
    open: async (workspaceId) => (await ports.store.open(workspaceId)).map(shown),
    texts: async (id, path, only) => {
      const file = (await load(id)).files.find((each) => each.path === path);
      if (file === undefined) throw saidError('NOT_FOUND', say('proposal.noFile', { path }));
      if (only === 'before') return { path, before: file.status === 'created' ? null : await baseText(ports, file), after: null };
      return { path, ...(await bothTexts(file)) };
    },
    decide: (id, decision, target, revision) => change(id, revision, async (proposal) => decide(proposal, decision, target)),
    edit: (id, hunkId, text, revision) =>
      change(id, revision, async (proposal) => {
        const file = proposal.files.find((each) => each.hunks.some((hunk) => hunk.id === hunkId));
        return edit(proposal, hunkId, text, file === undefined ? null : await baseText(ports, file));
      }),
    apply: (id, { hunks, all = false }) => write(id, (proposal) => apply(ports, proposal, { hunks, all })),
    undo: (id) => write(id, (proposal) => undo(ports, proposal)),
    refresh: async (id) => shown(await refreshed(id)),
    compare: async (id) => (await refreshed(id)).revision,
    diff: async (id) => {
      const files: { path: string; diff: string }[] = [];
      for (const file of (await load(id)).files) {
        const { before, after } = await bothTexts(file);
        const diff = gitDiff(file.path, before, after);
        if (diff !== '') files.push({ path: file.path, diff });
      }
      return { files };
    },
    changes: (ids) => changesOf(ports, ids),
    recover: () => inTurn(() => recover(ports)),
    close: async () => {
      await last;
    },
  };
}
