// From a key event to the command it means, by the place where the focus is. The table is commands.ts.
import { matchKeyBindingPress, parseKeybinding, type KeyBindingPress } from 'tinykeys';
import { hasSelection, type Command, type KeyScope } from './commands/command.ts';
import { commands } from './commands.ts';
import type { Desk } from './state/desk.ts';

/** What has the focus: a field to type in, a button or list, an open dialog or menu, the canvas (or nothing). */
export type FocusPlace = 'field' | 'control' | 'dialog' | 'canvas';

interface Binding {
  readonly command: Command;
  readonly press: KeyBindingPress;
  readonly scope: KeyScope | 'free canvas';
}

const bindings: readonly Binding[] = commands.flatMap((command) => [
  ...bind(command, command.keys, command.scope),
  ...bind(command, command.freeKeys, 'free canvas'),
]);

function bind(command: Command, keys: readonly string[], scope: Binding['scope']): Binding[] {
  return keys.flatMap((key) => parseKeybinding(key).map((press) => ({ command, press, scope })));
}

const scopesAt: Readonly<Record<FocusPlace, readonly KeyScope[]>> = {
  field: ['everywhere'],
  control: ['everywhere', 'window'],
  dialog: [],
  canvas: ['everywhere', 'window', 'canvas'],
};

/** The commands that this event means at this place and that can do something now; never more than one by the tests. */
export function meant(desk: Desk, event: KeyboardEvent, place: FocusPlace): readonly Command[] {
  const scopes = scopesAt[place];
  const reaches = (scope: Binding['scope']) =>
    scope === 'free canvas' ? place === 'canvas' && !hasSelection(desk) : scopes.includes(scope);
  const found = bindings.filter(
    ({ command, press, scope }) => reaches(scope) && matchKeyBindingPress(event, press) && command.when(desk),
  );
  return [...new Set(found.map(({ command }) => command))];
}

const typing =
  'input:not([type="range"]):not([type="checkbox"]):not([type="radio"]):not([type="color"]), textarea, select, [contenteditable="true"]';
const needsKeys =
  'button, a[href], input, [role="slider"], [role="option"], [role="listbox"], [role="separator"], [role="radio"], [role="switch"], [role="tab"], summary';

export function placeOf(target: EventTarget | null): FocusPlace {
  if (!(target instanceof Element)) return 'canvas';
  if (target.closest('dialog, [role="menu"]')) return 'dialog';
  if (target.matches(typing)) return 'field';
  if (target.matches(needsKeys)) return 'control';
  return 'canvas';
}

/** Listens to the window; returns the function that ends it. */
export function listenToKeys(desk: Desk, target: Window): () => void {
  const held = new Map<string, Command>();

  function down(event: KeyboardEvent): void {
    // A field that composes (an input method) or a list that took the key itself is not asked again.
    if (event.defaultPrevented || event.isComposing) return;
    const command = meant(desk, event, placeOf(event.target))[0];
    if (command === undefined) return;
    event.preventDefault();
    if (command.release) {
      if (event.repeat || held.has(event.code)) return;
      held.set(event.code, command);
    }
    void command.run(desk);
  }

  function letGo(code: string): void {
    held.get(code)?.release?.(desk);
    held.delete(code);
  }

  const up = (event: KeyboardEvent) => letGo(event.code);
  const blur = () => {
    for (const code of [...held.keys()]) letGo(code);
  };
  target.addEventListener('keydown', down);
  target.addEventListener('keyup', up);
  target.addEventListener('blur', blur);
  return () => {
    target.removeEventListener('keydown', down);
    target.removeEventListener('keyup', up);
    target.removeEventListener('blur', blur);
  };
}
