import type { Command } from '../../lib/commands.svelte.ts';

/** What is typed after the `/` that begins a request; null when the text is something else, a path with a second slash for example. */
export function slashQuery(text: string, caret: number): string | null {
  const match = /^\/([\p{L}\p{N}-]{0,40})$/u.exec(text);
  return match && caret === text.length ? (match[1] ?? '') : null;
}

/**
 * The commands that a query means, best first: those whose word begins with it, then those whose title or word contains it. Words are
 * the same in every language, titles are those that are shown.
 */
export function slashMatches(commands: readonly Command[], query: string, isEnabled: (command: Command) => boolean): Command[] {
  const wanted = query.toLowerCase();
  const rank = (command: Command): number => {
    const word = command.slash ?? '';
    if (word.startsWith(wanted)) return 0;
    return word.includes(wanted) || command.title().toLowerCase().includes(wanted) ? 1 : 2;
  };
  return commands
    .filter((command) => command.slash !== undefined && rank(command) < 2 && isEnabled(command))
    .sort((a, b) => rank(a) - rank(b) || (a.slash ?? '').localeCompare(b.slash ?? '', 'en'));
}
