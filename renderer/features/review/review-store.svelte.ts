import { linesOf } from '#domain/diff-view';
import type { HunkId, ProposalId } from '#domain/ids';
import type { Decision, Proposal } from '#domain/review';
import type { App } from '../../lib/app-context.ts';
import { type Failure, toFailure } from '../../lib/failure.ts';
import { applyChange, hunksOf, isPending, nextPending, type ReviewChange, sameHunks, takeBack } from './review-changes.ts';

interface Step {
  before: Proposal;
  change: ReviewChange;
}

/**
 * One proposal under review. Decisions show at once and are sent in order; what the host refuses is taken back. The proposal shown is
 * the host's with the unconfirmed changes on top, so an answer that comes late never undoes what the user did since.
 */
export class ReviewStore {
  #app: App;
  #id: ProposalId;
  #base = $state.raw<Proposal | null>(null);
  #waiting = $state.raw<readonly ReviewChange[]>([]);
  #queue: Promise<void> = Promise.resolve();
  #history = $state.raw<readonly Step[]>([]);
  #stop: Array<() => void> = [];
  #closed = false;
  #refreshedAt = 0;

  readonly proposal = $derived(this.#base === null ? null : this.#waiting.reduce(applyChange, this.#base));
  readonly canTakeBack = $derived(this.#history.length > 0);

  /** Why the proposal itself could not be read. */
  loadFailure = $state.raw<Failure | null>(null);
  /** Why the last thing the user did was not done. */
  failure = $state.raw<Failure | null>(null);
  busy = $state<'apply' | 'undo' | 'refresh' | null>(null);
  /** Somebody else changed the proposal: another tab, the command line. */
  changedElsewhere = $state(false);
  /** Lines of the old side of a file, once fetched. */
  before = $state.raw<ReadonlyMap<string, readonly string[]>>(new Map());
  textFailures = $state.raw<ReadonlyMap<string, Failure>>(new Map());
  #fetching = new Set<string>();

  constructor(app: App, id: ProposalId) {
    this.#app = app;
    this.#id = id;
    this.#stop = [
      app.events.on('proposal.changed', (event) => {
        if (event.proposalId === id && event.revision > (this.#base?.revision ?? -1)) void this.#readAgain(event.revision);
      }),
      app.events.on('reset', () => void this.load()),
    ];
  }

  async load(): Promise<void> {
    try {
      const proposal = await this.#app.client.review.get({ proposalId: this.#id });
      if (this.#closed) return;
      this.#base = proposal;
      this.loadFailure = null;
      if (proposal.status === 'open') await this.refresh({ quiet: true });
    } catch (error) {
      if (!this.#closed) this.loadFailure = toFailure(error);
    }
  }

  /** A change from elsewhere: read it, unless it is the echo of what is being sent from here. */
  async #readAgain(revision: number): Promise<void> {
    await this.#queue;
    if (this.#closed || this.busy !== null || revision <= (this.#base?.revision ?? -1)) return;
    const known = this.#base;
    const proposal = await this.#app.client.review.get({ proposalId: this.#id }).catch(() => null);
    if (proposal === null || this.#closed || proposal.revision <= (this.#base?.revision ?? -1)) return;
    this.#base = proposal;
    this.#forgetTexts();
    if (known !== null && decisionsOf(known) !== decisionsOf(proposal)) {
      this.changedElsewhere = true;
      this.#history = [];
    }
  }

  decide(hunks: readonly HunkId[], decision: Decision): void {
    const before = this.proposal;
    if (before === null || this.busy !== null) return;
    const wanted = new Set(hunks);
    const changed = hunksOf(before).filter((hunk) => wanted.has(hunk.id) && !hunk.applied && hunk.decision !== decision);
    if (changed.length > 0) this.#do({ kind: 'decide', hunks: changed.map((hunk) => hunk.id), decision });
  }

  edit(hunkId: HunkId, text: string | null): void {
    if (this.busy === null) this.#do({ kind: 'edit', hunkId, text });
  }

  /** Takes the last decision back; returns the hunk it was about. */
  takeBack(): HunkId | null {
    const step = this.#history[this.#history.length - 1];
    if (step === undefined || this.busy !== null) return null;
    this.#history = this.#history.slice(0, -1);
    for (const change of takeBack(step.before, step.change)) this.#send(change);
    return step.change.kind === 'edit' ? step.change.hunkId : (step.change.hunks[0] ?? null);
  }

  #do(change: ReviewChange): void {
    const before = this.proposal;
    if (before === null) return;
    this.#history = [...this.#history.slice(-199), { before, change }];
    this.#send(change);
  }

  #send(change: ReviewChange): void {
    this.failure = null;
    this.changedElsewhere = false;
    this.#waiting = [...this.#waiting, change];
    this.#queue = this.#queue.then(async () => {
      try {
        const proposal = await this.#tell(change);
        if (proposal.revision >= (this.#base?.revision ?? -1)) this.#base = proposal;
      } catch (error) {
        // Steps that were made on top of a refused one can no longer be trusted to lead back.
        this.#history = [];
        await this.#fail(error);
      } finally {
        this.#waiting = this.#waiting.filter((other) => other !== change);
      }
    });
  }

  /**
   * Sends a change with the revision it was made on. When somebody else was faster the proposal is read again, and the change is sent
   * once more only if the hunks it is about are still what the user saw.
   */
  async #tell(change: ReviewChange): Promise<Proposal> {
    const seen = this.#base;
    if (seen === null) throw new Error('A change was made before the proposal was read.');
    try {
      return await this.#post(change, seen.revision);
    } catch (error) {
      if (toFailure(error).code !== 'CONFLICT') throw error;
      const now = await this.#app.client.review.get({ proposalId: this.#id });
      if (now.revision === seen.revision || !sameHunks(seen, now, change)) throw error;
      this.#base = now;
      this.#forgetTexts();
      return this.#post(change, now.revision);
    }
  }

  #post(change: ReviewChange, revision: number): Promise<Proposal> {
    const { review } = this.#app.client;
    const proposalId = this.#id;
    return change.kind === 'decide'
      ? review.decide({ proposalId, revision, hunks: [...change.hunks], decision: change.decision })
      : review.edit({ proposalId, revision, hunkId: change.hunkId, text: change.text });
  }

  async #fail(error: unknown): Promise<void> {
    const failure = toFailure(error);
    if (failure.code === 'CANCELLED' || this.#closed) return;
    this.failure = failure;
    // The host has another state than the one shown: the next decision must be made on what is really there.
    const proposal = await this.#app.client.review.get({ proposalId: this.#id }).catch(() => null);
    if (proposal !== null) this.#base = proposal;
    if (failure.code === 'CONFLICT') this.changedElsewhere = true;
  }

  /** Writes what is accepted. Returns true when it is on disk. */
  apply = (): Promise<boolean> => this.#run('apply', () => this.#app.client.review.apply({ proposalId: this.#id }));

  /** Puts the bytes from before the last apply back. */
  undo = (): Promise<boolean> => this.#run('undo', () => this.#app.client.review.undo({ proposalId: this.#id }));

  async refresh(options: { quiet?: boolean } = {}): Promise<void> {
    if (this.busy !== null || this.#waiting.length > 0) return;
    const now = performance.now();
    if (options.quiet === true && now - this.#refreshedAt < 2000) return;
    this.#refreshedAt = now;
    await this.#run('refresh', () => this.#compared(), options.quiet === true);
  }

  /** The proposal after a look at the disk; mostly nothing has changed there, and a long one need not travel twice. */
  async #compared(): Promise<Proposal> {
    const known = this.#base;
    const { revision } = await this.#app.client.review.compare({ proposalId: this.#id });
    return known?.revision === revision ? known : this.#app.client.review.get({ proposalId: this.#id });
  }

  async #run(kind: 'apply' | 'undo' | 'refresh', call: () => Promise<Proposal>, quiet = false): Promise<boolean> {
    if (this.busy !== null) return false;
    this.busy = kind;
    if (!quiet) this.failure = null;
    try {
      await this.#queue;
      const before = this.#base?.revision;
      this.#base = await call();
      if (this.#base.revision !== before) this.#forgetTexts();
      if (kind !== 'refresh') this.#history = [];
      return true;
    } catch (error) {
      if (!quiet) await this.#fail(error);
      return false;
    } finally {
      this.busy = null;
    }
  }

  /** Fetches the old side of a file, once. */
  async fetchText(path: string): Promise<void> {
    if (this.before.has(path) || this.#fetching.has(path)) return;
    this.#fetching.add(path);
    try {
      const texts = await this.#app.client.review.texts({ proposalId: this.#id, path, only: 'before' });
      if (this.#closed) return;
      this.before = new Map(this.before).set(path, linesOf(texts.before ?? ''));
      const failures = new Map(this.textFailures);
      if (failures.delete(path)) this.textFailures = failures;
    } catch (error) {
      this.textFailures = new Map(this.textFailures).set(path, toFailure(error));
    } finally {
      this.#fetching.delete(path);
    }
  }

  #forgetTexts(): void {
    this.before = new Map();
    this.textFailures = new Map();
  }

  /** The first hunk to look at. */
  firstHunk(): HunkId | null {
    const proposal = this.proposal;
    if (proposal === null) return null;
    const hunks = hunksOf(proposal);
    return (hunks.find(isPending) ?? hunks[0])?.id ?? null;
  }

  nextPending(from: HunkId | null): HunkId | null {
    return this.proposal === null ? null : nextPending(this.proposal, from);
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stop) stop();
  }
}

function decisionsOf(proposal: Proposal): string {
  return hunksOf(proposal)
    .map((hunk) => `${hunk.id} ${hunk.decision} ${hunk.applied} ${hunk.edited ?? ''}`)
    .join('\n');
}
