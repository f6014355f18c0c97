import { builtInEngine } from '#domain/models';
import type { App } from '../lib/app-context.ts';
import type { Command } from '../lib/commands.svelte.ts';

interface Doors {
  openPalette: () => void;
  openFolderQuestion: () => void;
  showKeys: () => void;
}

/** What can be done from anywhere. Places are reached by G and a letter: a browser keeps Ctrl and a digit for its tabs. */
export function globalCommands(app: App, doors: Doors): Command[] {
  const { i18n, router, settings, workspaces, engine } = app;
  const { t } = i18n;
  const inFolder = () => workspaces.current !== null;
  const trust = (trusted: boolean) => {
    const { current } = workspaces;
    return current ? workspaces.setTrust(current.id, trusted) : undefined;
  };
  const isDark = () =>
    settings.current.theme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : settings.current.theme === 'dark';
  return [
    { id: 'palette.open', title: () => t('commands.palette'), keys: ['mod+k', 'mod+shift+p'], hidden: true, run: doors.openPalette },
    { id: 'keys.show', slash: 'keys', title: () => t('commands.keysOverview'), keys: ['?', 'mod+/'], run: doors.showKeys },
    { id: 'workspace.open', slash: 'folder', title: () => t('commands.openFolder'), keys: 'mod+o', run: doors.openFolderQuestion },
    {
      id: 'chat.new',
      slash: 'new',
      title: () => t('commands.newConversation'),
      keys: 'mod+shift+o',
      when: inFolder,
      run: () => router.go({ view: 'chat', conversationId: null }),
    },
    {
      id: 'go.feedback',
      slash: 'feedback',
      title: () => t('commands.goFeedback'),
      keys: 'g f',
      when: inFolder,
      run: () => router.go({ view: 'feedback' }),
    },
    {
      id: 'go.retraining',
      slash: 'datasets',
      title: () => t('commands.goRetraining'),
      keys: 'g d',
      when: inFolder,
      run: () => router.go({ view: 'retraining' }),
    },
    {
      id: 'go.models',
      slash: 'models',
      title: () => t('commands.goModels'),
      keys: 'g m',
      when: inFolder,
      run: () => router.go({ view: 'models' }),
    },
    {
      id: 'go.settings',
      slash: 'settings',
      title: () => t('commands.goSettings'),
      keys: ['mod+,', 'g s'],
      when: inFolder,
      run: () => router.go({ view: 'settings' }),
    },
    {
      id: 'workspace.trust',
      slash: 'trust',
      title: () => t('commands.trustFolder'),
      when: () => workspaces.current?.trusted === false,
      run: () => trust(true),
    },
    {
      id: 'workspace.revokeTrust',
      slash: 'untrust',
      title: () => t('commands.revokeTrust'),
      when: () => workspaces.current?.trusted === true,
      run: () => trust(false),
    },
    {
      id: 'engine.useBuiltIn',
      slash: 'built-in',
      title: () => t('commands.useBuiltIn'),
      when: () => !engine.isBuiltIn,
      run: () => engine.choose(builtInEngine),
    },
    {
      id: 'engine.unload',
      slash: 'unload',
      title: () => t('commands.unloadModel'),
      when: () => engine.status?.state === 'ready',
      run: () => engine.unload(),
    },
    {
      id: 'theme.toggle',
      slash: 'theme',
      title: () => t('commands.toggleTheme'),
      run: () => settings.change({ theme: isDark() ? 'light' : 'dark' }),
    },
    {
      id: 'language.toggle',
      slash: 'language',
      title: () => t('commands.toggleLanguage'),
      run: () => settings.change({ language: i18n.locale === 'zh' ? 'en' : 'zh' }),
    },
  ];
}
