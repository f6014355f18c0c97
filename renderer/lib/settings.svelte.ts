import { defaultSettings, type Settings } from '#domain/settings';
import type { Client } from './client.ts';
import type { AppEvents } from './events.svelte.ts';

/** The settings as the host has them. `change` shows the new value at once and takes it back when the host refuses it. */
export class SettingsStore {
  #current = $state.raw<Settings>(defaultSettings);
  #client: Client;
  #stop: Array<() => void>;

  constructor(client: Client, events: AppEvents) {
    this.#client = client;
    this.#stop = [
      events.on('settings.changed', () => void this.load().catch(() => {})),
      events.on('reset', () => void this.load().catch(() => {})),
    ];
  }

  get current(): Settings {
    return this.#current;
  }

  async load(): Promise<void> {
    this.#current = await this.#client.settings.get();
  }

  /** Throws what the host said; the value shown is then the old one again. */
  async change(change: Partial<Settings>): Promise<void> {
    const before = this.#current;
    this.#current = { ...before, ...change };
    try {
      this.#current = await this.#client.settings.change(change);
    } catch (error) {
      this.#current = before;
      throw error;
    }
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }
}
