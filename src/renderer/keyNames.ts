// How keys are written for people, from strokes (common/keys/stroke.ts).
import { partsOf, type Keyboard } from '../common/keys/stroke.ts';

export const keyboard: Keyboard =
  typeof navigator === 'object' && /Mac/.test(navigator.platform ?? '') ? 'mac' : 'other';
const mac = keyboard === 'mac';

const names: Readonly<Record<string, string>> = {
  $mod: mac ? '⌘' : 'Ctrl',
  Ctrl: mac ? '⌃' : 'Ctrl',
  Alt: mac ? '⌥' : 'Alt',
  Shift: mac ? '⇧' : 'Shift',
  Meta: 'Super',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  PageUp: 'Page up',
  PageDown: 'Page down',
  '-': '−',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num −',
  NumpadMultiply: 'Num ×',
  NumpadDivide: 'Num ÷',
  NumpadDecimal: 'Num .',
  NumpadEnter: 'Num Enter',
};

/** The parts of a key as they stand on a keyboard: ["Ctrl", "Shift", "Z"]. */
export function keyParts(stroke: string): readonly string[] {
  const { modifiers, key } = partsOf(stroke);
  return [...modifiers, key].map(
    (part) =>
      names[part] ??
      part
        .replace(/^Digit/, '')
        .replace(/^Numpad/, 'Num ')
        .replace(/^.$/u, (one) => one.toUpperCase()),
  );
}

/** "Ctrl+Shift+Z". */
export function keyName(stroke: string): string {
  return keyParts(stroke).join(mac ? '' : '+');
}
