import type { App } from '../../lib/app-context.ts';
import type { Command } from '../../lib/commands.svelte.ts';
import type { RatingStore } from './rating-store.svelte.ts';

interface Actions {
  within: () => Element | undefined;
  correct: () => void;
  report: () => void;
  comment: () => void;
}

/** The keys of the answer that has the focus. */
export function ratingCommands(app: App, store: RatingStore, { within, correct, report, comment }: Actions): Command[] {
  const { t } = app.i18n;
  const stars = [1, 2, 3, 4, 5].map(
    (count): Command => ({
      id: `feedback.stars-${count}`,
      title: () => t('feedback.command.stars', { count }),
      keys: String(count),
      within,
      run: () => store.stars(count),
    }),
  );
  return [
    ...stars,
    { id: 'feedback.up', title: () => t('feedback.command.up'), keys: 'plus', within, run: () => store.thumb(true) },
    { id: 'feedback.down', title: () => t('feedback.command.down'), keys: '-', within, run: () => store.thumb(false) },
    {
      id: 'feedback.clear',
      title: () => t('feedback.command.clear'),
      keys: '0',
      within,
      when: () => store.hasVote,
      run: () => store.clear(),
    },
    { id: 'feedback.correct', title: () => t('feedback.command.correct'), keys: 'c', within, run: correct },
    { id: 'feedback.comment', title: () => t('feedback.command.comment'), keys: 't', within, run: comment },
    { id: 'feedback.report', title: () => t('feedback.command.report'), within, run: report },
  ];
}
