import { describe, expect, it } from 'vitest';
import { acceleratorOf, reachOf, readStroke, strokesOf, type KeyPress } from '../../../src/common/keys/stroke.ts';

function press(key: string, code: string, extra: Partial<KeyPress> = {}): KeyPress {
  const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, altGraph: false };
  return { key, code, ...none, ...extra };
}

describe('a stroke', () => {
  it('has one spelling, whatever case and order its parts come in', () => {
    expect(readStroke('shift+$mod+Z')).toBe('$mod+Shift+z');
    expect(readStroke('Control+k')).toBe('Ctrl+k');
    expect(readStroke('1')).toBe('Digit1');
    expect(readStroke('$mod+1')).toBe('$mod+Digit1');
    expect(readStroke('numpadadd')).toBe('NumpadAdd');
    expect(readStroke('arrowleft')).toBe('ArrowLeft');
    expect(readStroke('f12')).toBe('F12');
    expect(readStroke('Shift+?')).toBe('?');
    expect(readStroke('+')).toBe('+');
    expect(readStroke('$mod++')).toBe('$mod++');
  });

  it('is refused when it is none', () => {
    for (const text of ['', 'Shift', 'Hyper+a', 'ab', '$mod+', 'Shift+Shift+a', 'F25', ' ', 'Digit12'])
      expect([text, readStroke(text)]).toEqual([text, undefined]);
  });

  it('is read from a US keyboard by what is typed, and digits by their place', () => {
    expect(strokesOf(press('d', 'KeyD'), 'other')).toEqual(['d']);
    expect(strokesOf(press('D', 'KeyD', { shiftKey: true }), 'other')).toEqual(['Shift+d']);
    expect(strokesOf(press('z', 'KeyZ', { ctrlKey: true }), 'other')).toEqual(['$mod+z']);
    expect(strokesOf(press('1', 'Digit1'), 'other')).toEqual(['Digit1']);
    expect(strokesOf(press('!', 'Digit1', { shiftKey: true }), 'other')).toEqual(['Shift+Digit1', '!']);
    expect(strokesOf(press('?', 'Slash', { shiftKey: true }), 'other')).toEqual(['?']);
    expect(strokesOf(press(' ', 'Space'), 'other')).toEqual(['Space']);
    expect(strokesOf(press('Shift', 'ShiftLeft', { shiftKey: true }), 'other')).toEqual([]);
  });

  it('follows what other layouts type', () => {
    // AZERTY: the letter where a US keyboard has "q" types "a"; the digit row types signs.
    expect(strokesOf(press('a', 'KeyQ'), 'other')).toEqual(['a']);
    expect(strokesOf(press('&', 'Digit1'), 'other')).toEqual(['Digit1', '&']);
    // German: "?" is Shift+ß, "[" is AltGr+8, which Windows reports with Ctrl and Alt.
    expect(strokesOf(press('?', 'Minus', { shiftKey: true }), 'other')).toEqual(['?']);
    const altGr = { ctrlKey: true, altKey: true, altGraph: true };
    expect(strokesOf(press('[', 'Digit8', altGr), 'other')).toContain('[');
    expect(strokesOf(press('ö', 'Semicolon'), 'other')).toEqual(['ö']);
    // Cyrillic: the Latin letter at that place comes first.
    expect(strokesOf(press('я', 'KeyZ', { ctrlKey: true }), 'other')).toEqual(['$mod+z', '$mod+я']);
    expect(strokesOf(press('Dead', 'KeyN'), 'other')).toEqual(['n']);
  });

  it('takes Command for $mod on a Mac, and the letter below what Option types', () => {
    expect(strokesOf(press('z', 'KeyZ', { metaKey: true }), 'mac')).toEqual(['$mod+z']);
    expect(strokesOf(press('z', 'KeyZ', { ctrlKey: true }), 'mac')).toEqual(['Ctrl+z']);
    expect(strokesOf(press('π', 'KeyP', { altKey: true }), 'mac')[0]).toBe('Alt+p');
  });

  it('never takes from a field what types, nor from a list what steers it', () => {
    expect(['k', 'Shift+k', 'Digit1', '?', 'Delete', '$mod+z', '$mod+v'].map(reachOf)).toEqual(Array(7).fill('window'));
    expect(['Enter', 'Shift+Tab', 'ArrowUp', 'Space', 'Home', 'Escape'].map(reachOf)).toEqual(Array(6).fill('canvas'));
    expect(['$mod+k', 'F6', 'Alt+p', '$mod+Enter', '$mod+Shift+o'].map(reachOf)).toEqual(Array(5).fill('everywhere'));
  });

  it('is written for the menu as Electron writes it', () => {
    expect(acceleratorOf('$mod+Shift+z')).toBe('CmdOrCtrl+Shift+Z');
    expect(acceleratorOf('Shift+Digit1')).toBe('Shift+1');
    expect(acceleratorOf('+')).toBe('Plus');
    expect(acceleratorOf('ArrowLeft')).toBe('Left');
    expect(acceleratorOf('ö')).toBeUndefined();
  });
});
