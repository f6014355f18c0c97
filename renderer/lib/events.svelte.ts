import type { AppEvent } from '#domain/app-event';
import type { Client } from './client.ts';
import { type Following, follow } from './subscription.svelte.ts';

type EventOf<Type extends AppEvent['type']> = Extract<AppEvent, { type: Type }>;

/**
 * What changed in the app, told to whoever listens. `on('proposal.changed', …)` returns how to stop. Listeners of `reset` read
 * everything anew: the page was away for longer than the host remembers.
 */
export class AppEvents {
  #listeners = new Map<AppEvent['type'], Set<(event: AppEvent) => void>>();
  #following: Following | null = null;
  #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  start(): void {
    this.#following ??= follow<AppEvent>({
      after: -1,
      open: (after, signal) => this.#client.system.events({ after }, { signal }),
      apply: (events) => {
        for (const event of events) for (const listener of [...(this.#listeners.get(event.type) ?? [])]) listener(event);
      },
    });
  }

  on<Type extends AppEvent['type']>(type: Type, listener: (event: EventOf<Type>) => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners);
    listeners.add(listener as (event: AppEvent) => void);
    return () => listeners.delete(listener as (event: AppEvent) => void);
  }

  close(): void {
    this.#following?.close();
    this.#listeners.clear();
  }
}
