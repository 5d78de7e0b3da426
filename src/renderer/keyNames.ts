// How keys are written for people. The notation of the table is tinykeys'.
const mac = typeof navigator === 'object' && /Mac/.test(navigator.platform ?? '');

const names: Readonly<Record<string, string>> = {
  $mod: mac ? '⌘' : 'Ctrl',
  Alt: mac ? '⌥' : 'Alt',
  Shift: mac ? '⇧' : 'Shift',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  Period: '.',
  Comma: ',',
  '-': '−',
};

/** The parts of a key as they stand on a keyboard: ["Ctrl", "Shift", "Z"]. */
export function keyParts(key: string): readonly string[] {
  const parts = key.split(/\b\+/);
  const last = parts.at(-1) ?? '';
  // A sign that is typed with Shift is written as the sign alone: "?", "+".
  const written = parts.length === 2 && parts[0] === 'Shift' && /^[^\w]$/.test(last) ? [last] : parts;
  return written.map(
    (part) => names[part] ?? part.replace(/^(Digit|Numpad)/, '').replace(/^[a-z]$/, (one) => one.toUpperCase()),
  );
}

/** "Ctrl+Shift+Z". */
export function keyName(key: string): string {
  return keyParts(key).join(mac ? '' : '+');
}
