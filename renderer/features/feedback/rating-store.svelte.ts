import type { AnswerFeedback, FeedbackBody, ReasonTag } from '#domain/feedback';
import type { MessageId, ProposalId } from '#domain/ids';
import { foldFeedback, noFeedback } from '#domain/score';
import type { App } from '../../lib/app-context.ts';
import { type Failure, toFailure } from '../../lib/failure.ts';

/** Arrow keys run through the stars: only the one the user stays at is sent. Milliseconds. */
const settleMs = 300;

/**
 * What one answer got. A vote shows at once, folded with the host's own rule; what could not be saved is taken back and said.
 */
export class RatingStore {
  #app: App;
  #answerId: MessageId;
  #proposalId: ProposalId | null;
  #base = $state.raw<AnswerFeedback | null>(null);
  #waiting = $state.raw<readonly FeedbackBody[]>([]);
  #queue: Promise<void> = Promise.resolve();
  #stop: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsentStars: FeedbackBody | null = null;
  #echoes = 0;
  #loading: Promise<void> | null = null;

  readonly state = $derived(
    this.#waiting.reduce((state, body) => foldFeedback(state, { seq: 0, at: 0, body }), { ...noFeedback, ...(this.#base ?? {}) }),
  );
  readonly hasVote = $derived(this.state.score !== null || this.state.reported);
  readonly isSaving = $derived(this.#waiting.length > 0);
  /** True once something was saved here, so that the bar can say where. */
  saved = $state(false);
  failure = $state.raw<Failure | null>(null);
  #failed: FeedbackBody | null = null;

  constructor(app: App, answerId: MessageId, proposalId: ProposalId | null) {
    this.#app = app;
    this.#answerId = answerId;
    this.#proposalId = proposalId;
    this.#stop = app.events.on('feedback.changed', (event) => {
      if (event.answerId !== answerId) return;
      if (this.#echoes > 0) this.#echoes--;
      else void this.load(true);
    });
  }

  /** Reads what was said before. Also what another tab said meanwhile, with `again`. */
  load(again = false): Promise<void> {
    if (again) this.#loading = null;
    this.#loading ??= this.#app.client.feedback
      .get({ answerId: this.#answerId })
      .then((feedback) => {
        this.#base = feedback;
      })
      .catch(() => {
        // Shown as not rated; the next vote tells whether the host is there.
        this.#loading = null;
      });
    return this.#loading;
  }

  stars(stars: number): void {
    this.#waiting = [...this.#waiting.filter((body) => body !== this.#unsentStars), (this.#unsentStars = { kind: 'stars', stars })];
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), settleMs);
  }

  thumb(up: boolean): void {
    if (this.state.thumb === up) this.clear();
    else this.#say({ kind: 'thumb', up });
  }

  clear(): void {
    if (this.hasVote) this.#say({ kind: 'vote-cleared' });
  }

  report(reason: string): void {
    this.#say({ kind: 'report', reason });
  }

  toggleTag(tag: ReasonTag): void {
    const tags = this.state.tags;
    this.#say({ kind: 'tags', tags: tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag] });
  }

  comment(text: string): void {
    if (text !== this.state.comment) this.#say({ kind: 'comment', text });
  }

  /** What the answer should have been; '' withdraws it. */
  correct(text: string): void {
    if (text !== (this.state.correction ?? '')) this.#say({ kind: 'correction', text });
  }

  /** Something that was seen and not said: copied, looked at. Failing to note it is nobody's concern. */
  observe(body: FeedbackBody): void {
    this.#echoes++;
    this.#app.client.feedback.record({ answerId: this.#answerId, proposalId: this.#proposalId, body }).catch(() => this.#echoes--);
  }

  retry(): void {
    const body = this.#failed;
    this.failure = null;
    if (body !== null) this.#say(body);
  }

  /** Sends the stars that are still waiting for the user to settle. */
  flush(): void {
    clearTimeout(this.#timer);
    const body = this.#unsentStars;
    this.#unsentStars = null;
    if (body !== null) this.#send(body);
  }

  #say(body: FeedbackBody): void {
    this.flush();
    this.#waiting = [...this.#waiting, body];
    this.#send(body);
  }

  #send(body: FeedbackBody): void {
    this.failure = null;
    this.#queue = this.#queue.then(async () => {
      this.#echoes++;
      try {
        this.#base = await this.#app.client.feedback.record({ answerId: this.#answerId, proposalId: this.#proposalId, body });
        this.saved = true;
      } catch (error) {
        this.#echoes--;
        this.failure = toFailure(error);
        this.#failed = body;
      } finally {
        this.#waiting = this.#waiting.filter((other) => other !== body);
      }
    });
  }

  close(): void {
    this.flush();
    this.#stop();
  }
}
