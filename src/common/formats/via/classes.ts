// Which attribute of VIA's regions is the class: VIA has attributes of any name and no classes.
import { isRow, type Row } from '../../dataset/rows.ts';

/** What people call it, the likeliest first; compared without case. */
const usualNames = ['class', 'label', 'category', 'class_name', 'name', 'type', 'object', 'object_name', 'species'];
const regionsLookedAt = 1000;

/** The usual name among the attributes, else the only one, else the first that is chosen from a list, else the first. */
export function classAttribute(defined: unknown, regions: Iterable<unknown>): string | undefined {
  const names = new Set(isRow(defined) ? Object.keys(defined) : []);
  let looked = 0;
  for (const region of regions) {
    if (names.size > 0 && isRow(defined)) break;
    if (isRow(region) && isRow(region['region_attributes'])) {
      for (const name of Object.keys(region['region_attributes'])) names.add(name);
    }
    looked += 1;
    if (looked === regionsLookedAt) break;
  }
  const all = [...names];
  const usual = usualNames
    .map((wanted) => all.find((name) => name.trim().toLowerCase() === wanted))
    .find((name) => name !== undefined);
  return usual ?? (all.length === 1 ? all[0] : (all.find((name) => isChosen(defined, name)) ?? all[0]));
}

function isChosen(defined: unknown, name: string): boolean {
  const definition = isRow(defined) && Object.hasOwn(defined, name) ? defined[name] : undefined;
  return isRow(definition) && (definition['type'] === 'dropdown' || definition['type'] === 'radio');
}

/** The names that a value of an attribute says: a text, or the ticked ones of {"cat": true, "dog": false}. */
export function namesIn(value: unknown): readonly unknown[] {
  if (!isRow(value)) return value === undefined || value === '' ? [] : [value];
  return Object.keys(value).filter((name) => value[name] === true || value[name] === 'true');
}

/** A value as one of a box: ticks as their names, and as a flag where there is only one thing to tick. */
export function attributeValue(value: unknown, name: string, defined: unknown): unknown {
  if (!isRow(value)) return value;
  const ticked = namesIn(value);
  if (optionsOf(defined, name).length === 1) return ticked.length > 0;
  return ticked.join(', ');
}

/** What can be chosen for an attribute. */
export function optionsOf(defined: unknown, name: string): readonly string[] {
  const definition: unknown = isRow(defined) && Object.hasOwn(defined, name) ? defined[name] : undefined;
  const options: unknown = isRow(definition) ? definition['options'] : undefined;
  return isRow(options) ? Object.keys(options as Row) : [];
}
