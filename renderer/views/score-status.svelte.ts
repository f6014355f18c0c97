import type { ScoreBucket } from '#domain/feedback';
import type { TriggerState } from '#domain/retraining';
import type { Client } from '../lib/client.ts';
import type { AppEvents } from '../lib/events.svelte.ts';

/** What the status bar says of the ratings: mean, course, trigger, datasets nobody has looked at. Read again a moment after a change. */
export class ScoreStatus {
  #client: Client;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: Array<() => void>;

  trigger = $state.raw<TriggerState | null>(null);
  course = $state.raw<readonly ScoreBucket[]>([]);
  unseen = $state(0);

  constructor(client: Client, events: AppEvents) {
    this.#client = client;
    const soon = () => this.#soon(500);
    this.#stop = [
      events.on('feedback.changed', soon),
      events.on('trigger.fired', soon),
      events.on('settings.changed', soon),
      events.on('reset', soon),
    ];
    this.#soon(0);
  }

  async load(): Promise<void> {
    const [trigger, charts, datasets] = await Promise.all([
      this.#client.retraining.trigger(),
      this.#client.feedback.charts({ filter: { from: Date.now() - 14 * 86_400_000 }, bucket: 'day' }),
      this.#client.retraining.datasets(),
    ]);
    this.trigger = trigger;
    this.course = charts.overTime;
    this.unseen = datasets.filter((dataset) => !dataset.seen).length;
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const stop of this.#stop) stop();
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    // A failure shows as missing figures; the views that own them say why.
    this.#timer = setTimeout(() => void this.load().catch(() => {}), ms);
  }
}
