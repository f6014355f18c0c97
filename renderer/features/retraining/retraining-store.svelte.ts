import type { DatasetId } from '#domain/ids';
import type { Dataset, TriggerState } from '#domain/retraining';
import type { App } from '../../lib/app-context.ts';
import { type Failure, toFailure } from '../../lib/failure.ts';

/** The trigger's state and the datasets written so far; follows votes and firings. */
export class RetrainingStore {
  #app: App;
  #stop: Array<() => void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  trigger = $state.raw<TriggerState | null>(null);
  datasets = $state.raw<readonly Dataset[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  writing = $state(false);
  writeFailure = $state.raw<Failure | null>(null);
  /** The dataset that was written by hand here. */
  written = $state.raw<Dataset | null>(null);

  constructor(app: App) {
    this.#app = app;
    const soon = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.load(), 500);
    };
    this.#stop = [
      app.events.on('feedback.changed', soon),
      app.events.on('settings.changed', soon),
      app.events.on('trigger.fired', () => void this.load()),
      app.events.on('reset', () => void this.load()),
    ];
  }

  async load(): Promise<void> {
    try {
      const { retraining } = this.#app.client;
      const [trigger, datasets] = await Promise.all([retraining.trigger(), retraining.datasets()]);
      if (this.#closed) return;
      this.trigger = trigger;
      this.datasets = datasets;
      this.failure = null;
    } catch (error) {
      if (!this.#closed) this.failure = toFailure(error);
    }
  }

  async write(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    this.writeFailure = null;
    this.written = null;
    try {
      this.written = await this.#app.client.retraining.fire();
      await this.load();
    } catch (error) {
      this.writeFailure = toFailure(error);
    } finally {
      this.writing = false;
    }
  }

  async markSeen(datasetId: DatasetId): Promise<void> {
    if (this.datasets?.find((dataset) => dataset.id === datasetId)?.seen !== false) return;
    this.datasets = this.datasets.map((dataset) => (dataset.id === datasetId ? { ...dataset, seen: true } : dataset));
    await this.#app.client.retraining.markSeen({ datasetId }).catch(() => {});
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const stop of this.#stop) stop();
  }
}
