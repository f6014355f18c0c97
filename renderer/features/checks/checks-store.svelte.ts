import type { CheckProgress } from '#domain/checks';
import type { ProposalId } from '#domain/ids';
import type { App } from '../../lib/app-context.ts';
import { type Failure, toFailure } from '../../lib/failure.ts';

/** Decisions come in a row; a look at each of them would only be thrown away. Milliseconds. */
const calm = 150;
/** Until a lost connection is tried again, milliseconds. */
const patience = 1_000;

/**
 * The checks of the proposal that is looked at, as they run. The host keeps what it knows of a text, so a reload and a decision that
 * changes no text cost nothing; what nobody looks at any more is ended.
 */
export class ChecksStore {
  progress = $state.raw<CheckProgress | null>(null);
  failure = $state.raw<Failure | null>(null);
  #app: App;
  #id: ProposalId;
  #current: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void)[];
  #closed = false;

  constructor(app: App, id: ProposalId) {
    this.#app = app;
    this.#id = id;
    const look = () => this.#later(calm);
    this.#stop = [
      app.events.on('proposal.changed', (event) => event.proposalId === id && look()),
      // It may be trusted now, or no longer.
      app.events.on('workspace.changed', look),
      app.events.on('reset', look),
    ];
    void this.#follow(false);
  }

  get running(): boolean {
    return this.failure === null && (this.progress === null || this.progress.running.length > 0);
  }

  again(): void {
    void this.#follow(true);
  }

  #later(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#follow(false), delay);
  }

  /** What ran before is left only when the new one is there: of the same text both are one run, which must not end in between. */
  async #follow(again: boolean): Promise<void> {
    clearTimeout(this.#timer);
    const before = this.#current;
    const controller = new AbortController();
    this.#current = controller;
    try {
      const stream = await this.#app.client.checks.follow({ proposalId: this.#id, again }, { signal: controller.signal });
      for await (const progress of stream) {
        before?.abort();
        if (controller.signal.aborted) return;
        this.progress = progress;
        this.failure = null;
      }
    } catch (error) {
      if (controller.signal.aborted || this.#current !== controller) return;
      const failure = toFailure(error);
      if (failure.code === 'CANCELLED' || failure.code === 'DISCONNECTED') this.#later(patience);
      else this.failure = failure;
    } finally {
      before?.abort();
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#current?.abort();
    for (const stop of this.#stop) stop();
  }
}
