import type { ModelId } from '#domain/ids';
import { builtInEngine, type EngineStatus, type Model } from '#domain/models';
import type { Client } from './client.ts';
import type { AppEvents } from './events.svelte.ts';
import type { SettingsStore } from './settings.svelte.ts';

/** The models of the library and what the model process does; the chip, the status bar and the model view show the same. */
export class EngineStore {
  #models = $state.raw<readonly Model[]>([]);
  #status = $state.raw<EngineStatus | null>(null);
  #client: Client;
  #settings: SettingsStore;
  #stop: Array<() => void>;

  constructor(client: Client, events: AppEvents, settings: SettingsStore) {
    this.#client = client;
    this.#settings = settings;
    const load = () => void this.load().catch(() => {});
    this.#stop = [
      events.on('models.changed', load),
      events.on('reset', load),
      events.on('engine.status', ({ status }) => {
        this.#status = status;
      }),
    ];
  }

  get models(): readonly Model[] {
    return this.#models;
  }
  /** Null until the host has answered. */
  get status(): EngineStatus | null {
    return this.#status;
  }
  /** `built-in` or a model's id. */
  get chosen(): string {
    return this.#settings.current.engine;
  }
  get isBuiltIn(): boolean {
    return this.chosen === builtInEngine;
  }
  get chosenModel(): Model | null {
    return this.#models.find((model) => model.id === this.chosen) ?? null;
  }

  async load(): Promise<void> {
    const [models, status] = await Promise.all([this.#client.models.list(), this.#client.models.status()]);
    this.#models = models;
    this.#status = status;
  }

  /** Answers come from this engine from now on. */
  async choose(engine: string): Promise<void> {
    await this.#settings.change({ engine });
  }

  async add(path: string): Promise<Model> {
    const model = await this.#client.models.add({ path });
    await this.load();
    return model;
  }

  async remove(modelId: ModelId): Promise<void> {
    await this.#client.models.remove({ modelId });
    if (this.chosen === modelId) await this.choose(builtInEngine);
    await this.load();
  }

  async start(modelId: ModelId): Promise<void> {
    this.#status = await this.#client.models.load({ modelId });
  }

  async unload(): Promise<void> {
    this.#status = await this.#client.models.unload();
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }
}
