// From a key event to the command it means, by the place where the focus is. The table is commands.ts, the keys in force are
// keyMap.ts.
import { strokesOf, type KeyPress, type StrokeReach } from '../common/keys/stroke.ts';
import type { KeyMap } from '../common/keys/keyMap.ts';
import type { Command } from './commands/command.ts';
import { commands } from './commands.ts';
import { isOfPass, keysOf, scopeOf } from './keyMap.ts';
import { keyboard } from './keyNames.ts';
import type { Desk } from './state/desk.ts';

/** What has the focus: a field to type in, a button or list, an open dialog or menu, the canvas (or nothing). */
export type FocusPlace = 'field' | 'control' | 'dialog' | 'canvas';

interface Binding {
  readonly command: Command;
  readonly scope: StrokeReach;
}

let bound: { readonly map: KeyMap; readonly bindings: ReadonlyMap<string, readonly Binding[]> } | undefined;

/** By stroke; made anew when the map is another one. */
function bindingsOf(map: KeyMap): ReadonlyMap<string, readonly Binding[]> {
  if (bound?.map === map) return bound.bindings;
  const bindings = new Map<string, Binding[]>();
  for (const command of commands) {
    for (const stroke of keysOf(map, command)) {
      const binding = { command, scope: scopeOf(command, stroke) };
      bindings.set(stroke, [...(bindings.get(stroke) ?? []), binding]);
    }
  }
  bound = { map, bindings };
  return bindings;
}

const scopesAt: Readonly<Record<FocusPlace, readonly StrokeReach[]>> = {
  field: ['everywhere'],
  control: ['everywhere', 'window'],
  dialog: [],
  canvas: ['everywhere', 'window', 'canvas'],
};

/** The commands that this press means at this place and that can do something now; never more than one by the tests. */
export function meant(desk: Desk, press: KeyPress, place: FocusPlace): readonly Command[] {
  const bindings = bindingsOf(desk.settings.store.getState().keys);
  for (const stroke of strokesOf(press, keyboard)) {
    const found = (bindings.get(stroke) ?? [])
      .filter(({ command, scope }) => scopesAt[place].includes(scope) && command.when(desk))
      .map(({ command }) => command);
    const onAnswer = found.filter(({ during }) => during === 'answer');
    if (onAnswer.length > 0) return onAnswer;
    const onComparison = found.filter(({ during }) => during === 'comparing');
    if (onComparison.length > 0) return onComparison;
    const ofPass = found.filter(isOfPass);
    if (ofPass.length > 0) return ofPass;
    const onSelection = found.some(({ during }) => during === 'selection');
    const left = found.filter(({ during }) => !(onSelection && during === 'after selection'));
    if (left.length > 0) return left;
  }
  return [];
}

/** A browser's event as a press. */
export function pressOf(event: KeyboardEvent): KeyPress {
  const { key, code, ctrlKey, altKey, shiftKey, metaKey } = event;
  return { key, code, ctrlKey, altKey, shiftKey, metaKey, altGraph: event.getModifierState('AltGraph') };
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

/** A key that is held belongs to the picture under the pointer, unless somebody works by keyboard elsewhere. */
function isForPicture(target: EventTarget | null): boolean {
  const place = placeOf(target);
  if (place === 'canvas') return true;
  return place === 'control' && target instanceof Element && !target.matches(':focus-visible') && isOverPicture();
}

const isOverPicture = () => document.querySelector('[role="application"]')?.matches(':hover') === true;

/** Listens to the window; returns the function that ends it. */
export function listenToKeys(desk: Desk, target: Window): () => void {
  const held = new Map<string, Command>();

  /** Before the part that has the focus: a list that was clicked would take Space for itself. */
  function hold(event: KeyboardEvent): void {
    if (event.isComposing || !isForPicture(event.target)) return;
    const command = meant(desk, pressOf(event), 'canvas').find(({ release }) => release !== undefined);
    if (command === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat || held.has(event.code)) return;
    held.set(event.code, command);
    void command.run(desk);
  }

  function down(event: KeyboardEvent): void {
    // A field that composes (an input method) or a list that took the key itself is not asked again.
    if (event.defaultPrevented || event.isComposing) return;
    const command = meant(desk, pressOf(event), placeOf(event.target)).find(({ release }) => release === undefined);
    if (command === undefined) return;
    event.preventDefault();
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
  target.addEventListener('keydown', hold, { capture: true });
  target.addEventListener('keydown', down);
  target.addEventListener('keyup', up);
  target.addEventListener('blur', blur);
  return () => {
    target.removeEventListener('keydown', hold, { capture: true });
    target.removeEventListener('keydown', down);
    target.removeEventListener('keyup', up);
    target.removeEventListener('blur', blur);
  };
}
