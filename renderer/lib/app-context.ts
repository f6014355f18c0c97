import { getContext, setContext } from 'svelte';
import type { Client, Connection } from './client.ts';
import type { Commands } from './commands.svelte.ts';
import type { EngineStore } from './engine.svelte.ts';
import type { AppEvents } from './events.svelte.ts';
import type { Highlighter } from './highlighter.ts';
import type { I18n } from './i18n.svelte.ts';
import type { Router } from './router.svelte.ts';
import type { SettingsStore } from './settings.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspaces } from './workspaces.svelte.ts';

/** What the host told about itself when the page started. */
export type About = Awaited<ReturnType<Client['system']['about']>>;

/** What every feature may use. Taken with `useApp()` in a component's script, handed on as arguments to stores. */
export interface App {
  readonly client: Client;
  readonly connection: Connection;
  readonly about: About;
  readonly events: AppEvents;
  readonly settings: SettingsStore;
  readonly i18n: I18n;
  readonly commands: Commands;
  readonly router: Router;
  readonly toasts: Toasts;
  readonly workspaces: Workspaces;
  readonly engine: EngineStore;
  /** `highlighter.highlight(code, language)`: tokens per line, found in a worker. */
  readonly highlighter: Highlighter;
}

const key = Symbol('app');

export const provideApp = (app: App): App => setContext(key, app);

/** Throws where a component stands outside of the app: a mistake in the code, never in the data. */
export function useApp(): App {
  const app = getContext<App | undefined>(key);
  if (!app) throw new Error('useApp() was called outside of App.svelte');
  return app;
}
