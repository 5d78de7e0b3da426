// How keys are written for people, from strokes (common/keys/stroke.ts).
import { spoken, t } from '../common/messages/t.ts';
import { partsOf, type Keyboard } from '../common/keys/stroke.ts';

export const keyboard: Keyboard =
  typeof navigator === 'object' && /Mac/.test(navigator.platform ?? '') ? 'mac' : 'other';
const mac = keyboard === 'mac';

const names: Readonly<Record<string, string>> = {
  $mod: mac ? '⌘' : t('Ctrl'),
  Ctrl: mac ? '⌃' : t('Ctrl'),
  Alt: mac ? '⌥' : 'Alt',
  Shift: mac ? '⇧' : t('Shift'),
  Meta: 'Super',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: t('Del'),
  Insert: t('Insert'),
  Backspace: t('Backspace'),
  Space: t('Space'),
  Home: t('Home'),
  End: t('End'),
  PageUp: t('Page up'),
  PageDown: t('Page down'),
  '-': '−',
  NumpadAdd: onPad('+'),
  NumpadSubtract: onPad('−'),
  NumpadMultiply: onPad('×'),
  NumpadDivide: onPad('÷'),
  NumpadDecimal: onPad('.'),
  NumpadEnter: onPad('Enter'),
};

/** A key of the number pad. */
function onPad(key: string): string {
  return t('Num {key}', { key });
}

/** The parts of a key as they stand on a keyboard: ["Ctrl", "Shift", "Z"]. */
export function keyParts(stroke: string): readonly string[] {
  const { modifiers, key } = partsOf(stroke);
  return [...modifiers, key].map(
    (part) =>
      names[part] ??
      part
        .replace(/^Digit/, '')
        .replace(/^Numpad(.+)/, (_, key: string) => onPad(key))
        .replace(/^.$/u, (one) => one.toUpperCase()),
  );
}

/** What a search finds a key by: its name, and where the window speaks another language its English one too. */
export function keyWords(stroke: string): string {
  return spoken() === 'en' ? keyName(stroke) : `${keyName(stroke)} ${stroke.replace('$mod', 'ctrl')}`;
}

/** "Ctrl+Shift+Z". */
export function keyName(stroke: string): string {
  return keyParts(stroke).join(mac ? '' : '+');
}
