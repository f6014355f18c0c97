/**
 * Key chords as text: modifiers and a key joined by `+`, strokes of a sequence separated by a space. `mod` is ⌘ on a Mac and Ctrl
 * elsewhere. Examples: `mod+k`, `mod+shift+p`, `j`, `?`, `] c`, `mod+enter`, `alt+arrowup`.
 */
export interface KeyStroke {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The name of a pressed key in the notation above, or null for a lone modifier. */
export function strokeName(event: KeyStroke, isMac: boolean): string | null {
  let key = event.key.toLowerCase();
  if (['control', 'meta', 'alt', 'shift', 'altgraph', 'capslock', 'dead', 'process', 'unidentified'].includes(key)) return null;
  if (key === ' ') key = 'space';
  // With Alt a Mac keyboard gives another character (⌥Y is ¥); the place of the key is what the chord means.
  if (event.altKey && event.code) key = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? /^Digit(\d)$/.exec(event.code)?.[1] ?? key;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const other = isMac ? event.ctrlKey : event.metaKey;
  const parts: string[] = [];
  if (mod) parts.push('mod');
  if (other) parts.push(isMac ? 'ctrl' : 'meta');
  if (event.altKey) parts.push('alt');
  // For a printed sign Shift is already in the sign: '?' and not 'shift+/'.
  if (event.shiftKey && (key.length > 1 || /[a-z]/.test(key) || mod || event.altKey)) parts.push('shift');
  parts.push(key === '+' ? 'plus' : key);
  return parts.join('+');
}

/** Puts a chord that somebody typed into the one form that is compared: lower case, modifiers in order, one space between strokes. */
export function normaliseChord(chord: string): string {
  const order = ['mod', 'ctrl', 'meta', 'alt', 'shift'];
  return chord
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((stroke) => {
      const parts = stroke.split('+');
      const key = parts.pop() || 'plus';
      const modifiers = order.filter((name) => parts.includes(name));
      return [...modifiers, key].join('+');
    })
    .join(' ');
}

const macSigns: Record<string, string> = { mod: '⌘', ctrl: '⌃', meta: '⌘', alt: '⌥', shift: '⇧' };
const otherSigns: Record<string, string> = { mod: 'Ctrl', ctrl: 'Ctrl', meta: 'Win', alt: 'Alt', shift: 'Shift' };
const keySigns: Record<string, string> = {
  enter: '⏎',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  backspace: '⌫',
  delete: 'Del',
  space: 'Space',
  tab: 'Tab',
  plus: '+',
};

/** A chord as people read it: ⌘K on a Mac, Ctrl+K elsewhere; sequences with a space between. */
export function showChord(chord: string, isMac: boolean): string {
  const signs = isMac ? macSigns : otherSigns;
  return normaliseChord(chord)
    .split(' ')
    .filter(Boolean)
    .map((stroke) =>
      stroke
        .split('+')
        .map(
          (part) =>
            signs[part] ?? keySigns[part] ?? (part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1)),
        )
        .join(isMac ? '' : '+'),
    )
    .join(' ');
}
