import type { AnswerFeedback, ChartBucket, FeedbackCharts, FeedbackFilter } from '#domain/feedback';
import type { App } from '../../lib/app-context.ts';
import { type Failure, toFailure } from '../../lib/failure.ts';

const pageSize = 200;

/** The list of feedback under a filter, page by page, and its charts. An answer of an older filter that comes late is dropped. */
export class FeedbackStore {
  #app: App;
  #turn = 0;
  #cursor: string | undefined;
  #stop: Array<() => void>;
  #chartTimer: ReturnType<typeof setTimeout> | undefined;

  filter = $state.raw<FeedbackFilter>({});
  bucket = $state<ChartBucket>('day');
  rows = $state.raw<readonly AnswerFeedback[]>([]);
  hasMore = $state(false);
  loading = $state(true);
  failure = $state.raw<Failure | null>(null);
  charts = $state.raw<FeedbackCharts | null>(null);
  chartFailure = $state.raw<Failure | null>(null);
  /** Feedback came that is not in the list yet. */
  newer = $state(false);
  /** Languages and tags to choose from: of everything, not of what is filtered. */
  languages = $state.raw<readonly string[]>([]);

  constructor(app: App) {
    this.#app = app;
    this.#stop = [
      app.events.on('feedback.changed', (event) => void this.#update(event.answerId)),
      app.events.on('reset', () => this.reload()),
    ];
  }

  setFilter(filter: FeedbackFilter): void {
    this.filter = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));
    this.reload();
  }

  setBucket(bucket: ChartBucket): void {
    this.bucket = bucket;
    void this.#loadCharts();
  }

  reload(): void {
    this.#turn++;
    this.#cursor = undefined;
    this.newer = false;
    void this.#loadPage(true);
    void this.#loadCharts();
  }

  more(): void {
    if (this.hasMore && !this.loading) void this.#loadPage(false);
  }

  async #loadPage(first: boolean): Promise<void> {
    const turn = this.#turn;
    this.loading = true;
    this.failure = null;
    try {
      const page = await this.#app.client.feedback.list({
        filter: this.filter,
        limit: pageSize,
        ...(first ? {} : { cursor: this.#cursor }),
      });
      if (turn !== this.#turn) return;
      this.rows = first ? page.rows : [...this.rows, ...page.rows];
      this.#cursor = page.next ?? undefined;
      this.hasMore = page.next !== null;
    } catch (error) {
      if (turn === this.#turn) this.failure = toFailure(error);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }

  async #loadCharts(): Promise<void> {
    const turn = this.#turn;
    const { filter, bucket } = this;
    try {
      const charts = await this.#app.client.feedback.charts({ filter, bucket });
      if (turn !== this.#turn || bucket !== this.bucket) return;
      this.charts = charts;
      this.chartFailure = null;
      if (Object.keys(filter).length === 0) this.languages = charts.byLanguage.map((entry) => entry.key);
    } catch (error) {
      if (turn === this.#turn) this.chartFailure = toFailure(error);
    }
  }

  /** A vote elsewhere: the row is shown as it is now where it stands; what is not in the list is offered, not pushed in. */
  async #update(answerId: AnswerFeedback['answerId']): Promise<void> {
    clearTimeout(this.#chartTimer);
    this.#chartTimer = setTimeout(() => void this.#loadCharts(), 1000);
    if (!this.rows.some((row) => row.answerId === answerId)) {
      this.newer = true;
      return;
    }
    const now = await this.#app.client.feedback.get({ answerId }).catch(() => null);
    if (now !== null) this.rows = this.rows.map((row) => (row.answerId === answerId ? now : row));
  }

  close(): void {
    this.#turn++;
    clearTimeout(this.#chartTimer);
    for (const stop of this.#stop) stop();
  }
}
