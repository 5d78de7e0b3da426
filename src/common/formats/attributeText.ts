// Attributes of a box as text formats have them: a text each, which has to come back as the flag or number that it was.
import { longestText, ownKeys, saysNothing } from '../annotation/attributes.ts';
import type { AttributeValue, Attributes } from '../annotation/types.ts';

/** A flag or a number where the text is just how this program writes one; else the text. */
export function attributeValue(text: string): AttributeValue {
  if (text === 'true' || text === 'True') return true;
  if (text === 'false' || text === 'False') return false;
  return isPlainNumber(text) ? Number(text) : text.slice(0, longestText);
}

/** "0003" and "1.50" are texts: as numbers they would come back as others. */
export function isPlainNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text) && String(Number(text)) === text;
}

/** Those that say something, by name; undefined where none does. Names that the program has for itself are left out. */
export function attributesOf(pairs: Iterable<readonly [string, AttributeValue]>): Attributes | undefined {
  const kept = [...pairs].filter(
    ([name, value]) => name !== '' && name.length <= 200 && !ownKeys.has(name) && !saysNothing(value),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
