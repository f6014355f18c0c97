import { describe, expect, it } from 'vitest';
import { type KeyStroke, normaliseChord, showChord, strokeName } from '../../../renderer/lib/keys.ts';

const press = (key: string, held: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('the name of a stroke', () => {
  it.each([
    ['a letter', press('j'), false, 'j'],
    ['Ctrl as mod', press('k', { ctrlKey: true }), false, 'mod+k'],
    ['⌘ as mod on a Mac', press('k', { metaKey: true }), true, 'mod+k'],
    ['Ctrl on a Mac as itself', press('k', { ctrlKey: true }), true, 'ctrl+k'],
    ['a sign that needs Shift, without Shift', press('?', { shiftKey: true }), false, '?'],
    ['Shift with a letter', press('P', { ctrlKey: true, shiftKey: true }), false, 'mod+shift+p'],
    ['the plus key', press('+'), false, 'plus'],
    ['⌥Y on a Mac by the place of the key, not by the yen sign', press('¥', { altKey: true, code: 'KeyY' }), true, 'alt+y'],
    ['an arrow', press('ArrowUp', { altKey: true, code: 'ArrowUp' }), false, 'alt+arrowup'],
  ])('is %s', (_, stroke, isMac, name) => {
    expect(strokeName(stroke, isMac)).toBe(name);
  });

  it.each(['Control', 'Shift', 'Dead', 'Process', 'Unidentified'])('is nothing for %s alone', (key) => {
    expect(strokeName(press(key), false)).toBeNull();
  });
});

describe('a chord that somebody typed', () => {
  it('is the same in any order, case and spacing', () => {
    expect(normaliseChord('  Shift+MOD+P ')).toBe('mod+shift+p');
    expect(normaliseChord(']   c')).toBe('] c');
    expect(normaliseChord('mod++')).toBe('mod+plus');
    expect(normaliseChord('')).toBe('');
  });

  it('is shown as the platform writes it', () => {
    expect(showChord('mod+shift+p', true)).toBe('⌘⇧P');
    expect(showChord('mod+shift+p', false)).toBe('Ctrl+Shift+P');
    expect(showChord('g c', false)).toBe('G C');
    expect(showChord('escape', false)).toBe('Esc');
  });
});
