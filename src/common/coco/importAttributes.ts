// What a COCO file says of a box beyond its class: the scalars of its `attributes`, as CVAT and this program write them.
import { longestText, ownKeys, saysNothing } from '../annotation/attributes.ts';
import type { AttributeValue, Attributes, Stamp } from '../annotation/types.ts';
import { readStamp } from '../dataset/people.ts';
import { isRow } from '../dataset/rows.ts';
import type { UnknownKeys } from '../dataset/entries.ts';

export interface ReadAttributes {
  readonly attributes?: Attributes;
  readonly note?: string;
  readonly made?: Stamp;
  readonly changed?: Stamp;
  /** The unknown keys without what was read here; undefined where nothing is left. */
  readonly keys: UnknownKeys | undefined;
}

/** `keys`: of the annotation, as unknownKeys gave them. What is no scalar, and what says where the box came from, stays in them. */
export function readAttributes(keys: UnknownKeys | undefined): ReadAttributes {
  const found = keys?.['attributes'];
  if (keys === undefined || !isRow(found)) return { keys };
  const attributes: [string, AttributeValue][] = [];
  const left: [string, unknown][] = [];
  let note: string | undefined;
  const made = readStamp(found, 'made');
  const changed = readStamp(found, 'changed');
  for (const [name, value] of Object.entries(found)) {
    if (name === 'note' && typeof value === 'string' && value.trim() !== '') note = value.slice(0, longestText);
    else if ((made && /^made_(by|at)$/.test(name)) || (changed && /^changed_(by|at)$/.test(name))) continue;
    else if (ownKeys.has(name) || name === '' || name.length > 200 || !isScalar(value)) left.push([name, value]);
    // A flag that is not set says nothing here, and goes back into the file only while nothing else is known of it.
    else if (saysNothing(value)) left.push([name, value]);
    else attributes.push([name, value]);
  }
  const { attributes: _, ...others } = keys;
  // From entries: a key like __proto__ is a key like any other.
  const rest = left.length === 0 ? others : { ...others, attributes: Object.fromEntries(left) };
  return {
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
    ...(note !== undefined && { note }),
    ...(made && { made }),
    ...(changed && { changed }),
    keys: Object.keys(rest).length === 0 ? undefined : rest,
  };
}

function isScalar(value: unknown): value is AttributeValue {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'boolean' || (typeof value === 'string' && value.length <= longestText);
}
