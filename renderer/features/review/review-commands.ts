import type { App } from '../../lib/app-context.ts';
import type { Command } from '../../lib/commands.svelte.ts';
import type { ReviewPage } from './review-page.svelte.ts';

interface Actions {
  /** The review's element: bare letters count only while the focus is in it. */
  within: () => Element | undefined;
  apply: () => void;
  undo: () => void;
  toggleView: () => void;
  showKeys: () => void;
}

/** What can be done in a review. One table for keys, palette and the list behind `?`. */
export function reviewCommands(app: App, page: ReviewPage, actions: Actions): Command[] {
  const { t } = app.i18n;
  const { within } = actions;
  const calm = () => page.editing === null;
  const open = () => calm() && page.current !== null && page.store.busy === null;
  const somethingPending = () => calm() && (page.counts?.pending ?? 0) > 0;
  const filePending = () => somethingPending() && page.currentFile >= 0;
  return [
    {
      id: 'review.next',
      title: () => t('review.command.next'),
      keys: ['j', '] c'],
      when: calm,
      within,
      hidden: true,
      run: () => page.step(1),
    },
    {
      id: 'review.previous',
      title: () => t('review.command.previous'),
      keys: ['k', '[ c'],
      when: calm,
      within,
      hidden: true,
      run: () => page.step(-1),
    },
    { id: 'review.accept', title: () => t('review.command.accept'), keys: 'y', when: open, within, run: () => page.decide('accepted') },
    { id: 'review.reject', title: () => t('review.command.reject'), keys: 'n', when: open, within, run: () => page.decide('rejected') },
    {
      id: 'review.accept-anywhere',
      title: () => t('review.command.accept'),
      keys: 'mod+alt+y',
      when: open,
      hidden: true,
      run: () => page.decide('accepted'),
    },
    {
      id: 'review.reject-anywhere',
      title: () => t('review.command.reject'),
      keys: 'mod+alt+n',
      when: open,
      hidden: true,
      run: () => page.decide('rejected'),
    },
    { id: 'review.edit', title: () => t('review.command.edit'), keys: 'e', when: open, within, run: () => page.startEdit() },
    {
      id: 'review.toggle-hunk',
      title: () => t('review.command.toggle'),
      keys: 'o',
      when: open,
      within,
      hidden: true,
      run: () => {
        if (page.current !== null) page.toggleOpen(page.current);
      },
    },
    {
      id: 'review.accept-file',
      title: () => t('review.command.acceptFile'),
      keys: 'a',
      when: filePending,
      within,
      run: () => void page.decideAll('accepted', page.currentFile),
    },
    {
      id: 'review.reject-file',
      title: () => t('review.command.rejectFile'),
      keys: 'x',
      when: filePending,
      within,
      run: () => void page.decideAll('rejected', page.currentFile),
    },
    {
      id: 'review.accept-all',
      title: () => t('review.command.acceptAll'),
      keys: 'shift+a',
      when: somethingPending,
      within,
      run: () => void page.decideAll('accepted', null),
    },
    {
      id: 'review.reject-all',
      title: () => t('review.command.rejectAll'),
      keys: 'shift+x',
      when: somethingPending,
      within,
      run: () => void page.decideAll('rejected', null),
    },
    {
      id: 'review.take-back',
      title: () => t('review.command.takeBack'),
      keys: 'mod+z',
      when: () => calm() && page.store.canTakeBack,
      within,
      run: () => void page.takeBack(),
    },
    { id: 'review.apply', title: () => t('review.command.apply'), keys: 'mod+enter', when: calm, within, run: actions.apply },
    {
      id: 'review.undo',
      title: () => t('review.command.undo'),
      when: () => calm() && page.store.proposal?.undoId != null,
      run: actions.undo,
    },
    { id: 'review.refresh', title: () => t('review.command.refresh'), keys: 'r', when: calm, within, run: () => page.store.refresh() },
    { id: 'review.view', title: () => t('review.command.view'), keys: 's', when: calm, within, run: actions.toggleView },
    { id: 'review.keys', title: () => t('review.command.keys'), keys: '?', within, hidden: true, run: actions.showKeys },
  ];
}
