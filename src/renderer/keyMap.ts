// Which keys are in force: the table's own, and over them what the settings say. Edits of the map are pure; nothing is
// pressed or drawn here.
import { reachOf, type StrokeReach } from '../common/keys/stroke.ts';
import { mostKeys, type KeyMap } from '../common/keys/keyMap.ts';
import type { Command, PassSituation } from './commands/command.ts';

/** The command's keys now; tooltips show the first. */
export function keysOf(map: KeyMap, command: Command): readonly string[] {
  return Object.hasOwn(map, command.id) ? (map[command.id] ?? command.keys) : command.keys;
}

export function isChanged(map: KeyMap, command: Command): boolean {
  return Object.hasOwn(map, command.id);
}

const reaches: readonly StrokeReach[] = ['canvas', 'window', 'everywhere'];

/** Where this key of the command works: never beyond what the command wants, nor beyond what the key can. */
export function scopeOf(command: Command, stroke: string): StrokeReach {
  return reaches[Math.min(reaches.indexOf(command.scope), reaches.indexOf(reachOf(stroke)))] ?? 'canvas';
}

const passes: ReadonlySet<string> = new Set<PassSituation>(['pass', 'check pass', 'draw pass']);

export const isOfPass = ({ during }: Command) => passes.has(during);

/** True when one key cannot mean both at once. */
export function neverMeet(a: Command, b: Command): boolean {
  const [one, other] = [a.during, b.during];
  if (one === other) return false;
  if (one === 'answer' || other === 'answer') return true;
  if (one === 'comparing' || other === 'comparing') return true;
  // A pass has its keys before every other command, and there is one pass at a time.
  if (isOfPass(a) !== isOfPass(b)) return true;
  if (isOfPass(a)) return one !== 'pass' && other !== 'pass';
  // On pages of their own.
  if ([one, other].some((during) => during === 'training form' || during === 'grid'))
    return one !== 'any' && other !== 'any';
  return [one, other].includes('selection') && [one, other].includes('after selection');
}

/** The other commands that this key means too, when they can be possible together. */
export function sharing(map: KeyMap, commands: readonly Command[], command: Command, stroke: string): Command[] {
  return commands.filter(
    (other) => other.id !== command.id && keysOf(map, other).includes(stroke) && !neverMeet(command, other),
  );
}

/** Puts the key in the place of `instead`, or adds it. It stays with others that have it: see `takeFrom`. */
export function giveKey(map: KeyMap, command: Command, stroke: string, instead?: string): KeyMap {
  const now = keysOf(map, command);
  if (now.includes(stroke)) return map;
  const keys = instead === undefined ? [...now, stroke] : now.map((key) => (key === instead ? stroke : key));
  return withKeys(map, command, keys.slice(0, mostKeys));
}

export function clearKey(map: KeyMap, command: Command, stroke: string): KeyMap {
  return withKeys(
    map,
    command,
    keysOf(map, command).filter((key) => key !== stroke),
  );
}

/** The key means none of these any more. */
export function takeFrom(map: KeyMap, others: readonly Command[], stroke: string): KeyMap {
  return others.reduce((now, other) => clearKey(now, other, stroke), map);
}

export function resetKeys(map: KeyMap, command: Command): KeyMap {
  return withKeys(map, command, command.keys);
}

/** A command that has its own keys again is not in the map. */
function withKeys(map: KeyMap, command: Command, keys: readonly string[]): KeyMap {
  const { [command.id]: _before, ...others } = map;
  const same = keys.length === command.keys.length && keys.every((key, place) => key === command.keys[place]);
  return same ? others : { ...others, [command.id]: keys };
}
