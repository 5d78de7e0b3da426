// One press of a key with its modifiers, as text: "$mod+Shift+z". Letters and signs are named by what the key types, digits
// and the number pad by their place on the keyboard; docs/decisions.md says why. Knows no command and no DOM.

/** What of a keyboard event says which key it is; the browser's own event fits. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  /** AltGr is down: Ctrl and Alt then belong to the sign that it types. */
  readonly altGraph: boolean;
}

export type Keyboard = 'mac' | 'other';

/** In the order in which they are written. `$mod` is Ctrl, and ⌘ on a Mac. */
const modifierNames = ['$mod', 'Ctrl', 'Alt', 'Shift', 'Meta'] as const;
type Modifier = (typeof modifierNames)[number];

const alone = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'NumLock', 'Fn', 'OS'];

const namedKeys = [
  ...['Enter', 'Tab', 'Space', 'Escape', 'Backspace', 'Delete', 'Insert', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'ContextMenu', 'Pause', 'ScrollLock', 'PrintScreen'],
];
const byName = new Map(namedKeys.map((name) => [name.toLowerCase(), name]));

const functionKey = /^f([1-9]|1\d|2[0-4])$/i;
const placed = /^(digit\d|numpad(\d|add|subtract|multiply|divide|decimal|enter))$/i;

/** The key as it is written, whatever its case; undefined when it is none. */
function keyNamed(text: string): string | undefined {
  if (/^\d$/.test(text)) return `Digit${text}`;
  if (functionKey.test(text)) return text.toUpperCase();
  if (placed.test(text)) return text.replace(/^\w/, upper).replace(/(?<=^Numpad)\w/i, upper);
  if ([...text].length === 1 && text.trim() === text) return text.toLowerCase();
  return byName.get(text.toLowerCase());
}

const upper = (text: string) => text.toUpperCase();
const isSign = (key: string) => [...key].length === 1 && !/[\p{L}\p{N}]/u.test(key);

/** The stroke in its one spelling, or undefined for what is no stroke: "shift+$mod+Z" is "$mod+Shift+z". */
export function readStroke(text: string): string | undefined {
  // A plus sign may be the key itself: "+", "$mod++".
  const parts = text.split(/(?<=[^+])\+/);
  const key = keyNamed(parts.pop() ?? '');
  const modifiers = parts.map((part) =>
    modifierNames.find(
      (name) => name.toLowerCase() === (part.toLowerCase() === 'control' ? 'ctrl' : part.toLowerCase()),
    ),
  );
  if (key === undefined || modifiers.includes(undefined) || new Set(modifiers).size < modifiers.length)
    return undefined;
  return written(modifiers as Modifier[], key);
}

function written(modifiers: readonly Modifier[], key: string): string {
  // Whether a sign needs Shift differs from layout to layout ("?" and "+"), so it says nothing about the sign.
  const kept = modifierNames.filter((name) => modifiers.includes(name) && !(name === 'Shift' && isSign(key)));
  return [...kept, key].join('+');
}

/**
 * What this press may be written as, the better spelling first: digits and the number pad by place, letters and signs by
 * what they type, and letters of other scripts also by the Latin letter at their place. Empty for a modifier alone.
 */
export function strokesOf(press: KeyPress, keyboard: Keyboard): readonly string[] {
  if (alone.includes(press.key)) return [];
  const modifiers = modifiersOf(press, keyboard);
  const found: string[] = [];
  const atPlace = placed.test(press.code) ? press.code : press.code === 'Space' ? 'Space' : undefined;
  if (atPlace !== undefined) found.push(written(modifiers, atPlace));
  const typed = keyNamed(press.key === ' ' ? 'Space' : press.key);
  const latin = /^Key([A-Z])$/.exec(press.code)?.[1]?.toLowerCase();
  // Cyrillic, Greek and what Option types on a Mac: "я" is not among anybody's shortcuts, the "z" below it is.
  const foreign = typed === undefined || /^[^\u0000-\u024f]$/u.test(typed) || (press.altKey && keyboard === 'mac');
  if (latin !== undefined && foreign) found.push(written(modifiers, latin));
  if (typed !== undefined && !/^Digit/.test(typed)) found.push(written(typedModifiers(press, typed, modifiers), typed));
  else if (typed !== undefined && atPlace === undefined) found.push(written(modifiers, typed));
  return [...new Set(found)];
}

function modifiersOf(press: KeyPress, keyboard: Keyboard): readonly Modifier[] {
  const mac = keyboard === 'mac';
  const down: readonly (readonly [Modifier, boolean])[] = [
    ['$mod', mac ? press.metaKey : press.ctrlKey],
    ['Ctrl', mac && press.ctrlKey],
    ['Alt', press.altKey],
    ['Shift', press.shiftKey],
    ['Meta', !mac && press.metaKey],
  ];
  return down.filter(([, is]) => is).map(([name]) => name);
}

function typedModifiers(press: KeyPress, typed: string, modifiers: readonly Modifier[]): readonly Modifier[] {
  if (!press.altGraph || [...typed].length > 1) return modifiers;
  return modifiers.filter((name) => name === 'Shift');
}

/** Where a stroke can work at all, whatever it is bound to: a field needs what types, a button or list what steers it. */
export type StrokeReach = 'everywhere' | 'window' | 'canvas';

const editsText = new Set([
  'a',
  'c',
  'v',
  'x',
  'y',
  'z',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'Backspace',
  'Delete',
]);

export function reachOf(stroke: string): StrokeReach {
  const { modifiers, key } = partsOf(stroke);
  const plain = modifiers.every((name) => name === 'Shift');
  if (plain && /^(Arrow|Page|Home|End|Tab|Enter|Space|Escape)/.test(key)) return 'canvas';
  if (functionKey.test(key)) return 'everywhere';
  return plain || editsText.has(key) ? 'window' : 'everywhere';
}

/** A stroke in its parts: "$mod+Shift+z" is $mod, Shift and z. */
export function partsOf(stroke: string): { readonly modifiers: readonly string[]; readonly key: string } {
  const parts = stroke.split(/(?<=[^+])\+/);
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
}

const acceleratorKeys: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  '+': 'Plus',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  NumpadDecimal: 'numdec',
  NumpadEnter: 'Enter',
};
const acceleratorModifiers: Readonly<Record<string, string>> = { $mod: 'CmdOrCtrl', Meta: 'Super' };

/** The stroke as Electron's menus write it; undefined for a key that they cannot show. */
export function acceleratorOf(stroke: string): string | undefined {
  const { modifiers, key } = partsOf(stroke);
  const own =
    acceleratorKeys[key] ??
    key
      .replace(/^Digit/, '')
      .replace(/^Numpad(?=\d)/, 'num')
      .replace(/^[a-z]$/, upper);
  // A letter that is not ASCII, or a key without a name there, would make the menu throw.
  if (!/^[\x21-\x7e]+$/.test(own) || /^(ContextMenu|Pause)$/.test(own)) return undefined;
  return [...modifiers.map((name) => acceleratorModifiers[name] ?? name), own].join('+');
}
