import type { About, App } from './app-context.ts';
import type { Connection } from './client.ts';
import { Commands } from './commands.svelte.ts';
import { EngineStore } from './engine.svelte.ts';
import { AppEvents } from './events.svelte.ts';
import { toFailure } from './failure.ts';
import { Highlighter } from './highlighter.ts';
import type { I18n } from './i18n.svelte.ts';
import { openLinkFolder } from './link-folder.ts';
import { Router } from './router.svelte.ts';
import { SettingsStore } from './settings.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { Workspaces } from './workspaces.svelte.ts';

/** Builds what the whole page shares, once the host has answered the first two questions. Throws what the host said. */
export async function startApp(connection: Connection, i18n: I18n): Promise<App> {
  const { client } = connection;
  const events = new AppEvents(client);
  const settings = new SettingsStore(client, events);
  const workspaces = new Workspaces(client, events);
  const engine = new EngineStore(client, events, settings);
  const [about] = await Promise.all([client.system.about() as Promise<About>, settings.load(), workspaces.load()]);
  i18n.use(settings.current.language);
  const router = new Router({
    folder: () => workspaces.current?.id ?? null,
    onlink: (route) => void openLinkFolder(client, workspaces, route),
  });
  await openLinkFolder(client, workspaces, router.current);
  const toasts = new Toasts();
  const commands = new Commands({
    overrides: () => settings.current.keys,
    onError: (error) => {
      const failure = toFailure(error);
      if (failure.code !== 'CANCELLED') toasts.show(i18n.told(failure), { tone: 'bad' });
    },
  });
  events.start();
  // Models are not needed to draw the page; where they cannot be read the model view says why.
  void engine.load().catch(() => {});
  return {
    client,
    connection,
    about,
    events,
    settings,
    i18n,
    commands,
    router,
    toasts,
    workspaces,
    engine,
    highlighter: new Highlighter(),
  };
}
