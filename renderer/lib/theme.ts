import type { Settings } from '#domain/settings';

type Look = Pick<Settings, 'theme' | 'diffColours'>;
const storageKey = 'autoglm.look';

/** Puts the theme on the document. The stylesheet follows the system where nothing is chosen. Kept, so that the next start does not flash. */
export function applyLook(look: Look): void {
  const root = document.documentElement;
  if (look.theme === 'auto') delete root.dataset['theme'];
  else root.dataset['theme'] = look.theme;
  root.dataset['diff'] = look.diffColours;
  try {
    localStorage.setItem(storageKey, JSON.stringify({ theme: look.theme, diffColours: look.diffColours }));
  } catch {
    // Storage may be full or forbidden: the look then only flashes at the next start.
  }
}

/** Applies what was chosen last time, before the host has answered. */
export function applyRememberedLook(): void {
  try {
    const look = JSON.parse(localStorage.getItem(storageKey) ?? 'null') as Partial<Look> | null;
    if (look?.theme === 'light' || look?.theme === 'dark') document.documentElement.dataset['theme'] = look.theme;
    if (look?.diffColours) document.documentElement.dataset['diff'] = look.diffColours;
  } catch {
    // A damaged entry is as good as none.
  }
}
