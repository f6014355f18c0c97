import type { Command } from '../lib/commands.svelte.ts';
import type { I18n } from '../lib/i18n.svelte.ts';
import type { WorkbenchState } from './workbench-state.svelte.ts';

interface Sidebar {
  withSidebar(): boolean;
  /** Open over the conversation. */
  isFloating(): boolean;
  toggleSidebar(): void;
}

/** What the panes around the views answer to. */
export function workbenchCommands(t: I18n['t'], bench: WorkbenchState, { withSidebar, isFloating, toggleSidebar }: Sidebar): Command[] {
  const toggle = { title: () => t('commands.toggleSidebar'), run: toggleSidebar };
  return [
    { ...toggle, id: 'sidebar.toggle', keys: 'mod+b', when: withSidebar },
    { ...toggle, id: 'sidebar.close', keys: 'escape', hidden: true, when: isFloating },
    {
      id: 'review.close',
      slash: 'close-review',
      title: () => t('commands.closeReview'),
      keys: 'mod+alt+r',
      when: () => bench.proposalId !== null,
      run: () => bench.closeReview(),
    },
    { id: 'go.chat', title: () => t('commands.goChat'), keys: 'g c', run: () => bench.goTo('chat') },
    { id: 'go.code', slash: 'code', title: () => t('commands.goCode'), keys: 'g e', run: () => bench.goTo('code') },
  ];
}
