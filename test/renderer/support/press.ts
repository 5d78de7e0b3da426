// A key press as the window gets it from a US keyboard, out of a stroke.
import { partsOf, type KeyPress } from '../../../src/common/keys/stroke.ts';

export function press(stroke: string): KeyPress {
  const { modifiers, key } = partsOf(stroke);
  const isPlace = /^(Digit|Numpad)/.test(key) || key === 'Space';
  return {
    key: isPlace ? 'Unidentified' : key,
    code: isPlace ? key : '',
    ctrlKey: modifiers.includes('$mod'),
    altKey: modifiers.includes('Alt'),
    shiftKey: modifiers.includes('Shift'),
    metaKey: modifiers.includes('Meta'),
    altGraph: false,
  };
}
