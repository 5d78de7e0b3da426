// Who made a box and what was said of a picture, as a COCO file carries it: four keys among a box's `attributes`, and one key
// `labelling` of a picture. No reader of COCO looks at them. Times are written as ISO 8601.
import { longestText } from '../annotation/attributes.ts';
import { longestName } from '../annotation/stamps.ts';
import type { Annotation, Stamp, Verdict, VerdictFacts } from '../annotation/types.ts';
import { isRow, type Row } from './rows.ts';

export interface PictureVerdict extends VerdictFacts {
  readonly verdict: Verdict;
}

/** Of a picture's row. */
export const labellingKey = 'labelling';

const verdicts: ReadonlySet<unknown> = new Set<Verdict>(['done', 'reviewed', 'returned']);

export function stampKeys({ made, changed }: Pick<Annotation, 'made' | 'changed'>): Row {
  return { ...keysOf('made', made), ...keysOf('changed', changed) };
}

function keysOf(name: 'made' | 'changed', stamp: Stamp | undefined): Row {
  if (stamp === undefined) return {};
  return {
    ...(stamp.by !== undefined && { [`${name}_by`]: stamp.by }),
    [`${name}_at`]: new Date(stamp.at).toISOString(),
  };
}

/** A stamp needs a time that is one; a name that is none is left out. */
export function readStamp(attributes: Row, name: 'made' | 'changed'): Stamp | undefined {
  const at = timeOf(attributes[`${name}_at`]);
  const by = nameOf(attributes[`${name}_by`]);
  return at === undefined ? undefined : { ...(by !== undefined && { by }), at };
}

export function labellingOf({ verdict, by, at, note }: PictureVerdict): Row {
  return {
    state: verdict,
    ...(by !== undefined && { by }),
    ...(at !== undefined && { at: new Date(at).toISOString() }),
    ...(note !== undefined && { note }),
  };
}

/** undefined for what is none of this program's. */
export function readLabelling(value: unknown): PictureVerdict | undefined {
  if (!isRow(value) || !verdicts.has(value['state'])) return undefined;
  const at = timeOf(value['at']);
  const by = nameOf(value['by']);
  const note = value['note'];
  return {
    verdict: value['state'] as Verdict,
    ...(by !== undefined && { by }),
    ...(at !== undefined && { at }),
    ...(typeof note === 'string' && note.trim() !== '' && { note: note.trim().slice(0, longestText) }),
  };
}

function timeOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) && at >= 0 ? at : undefined;
}

function nameOf(value: unknown): string | undefined {
  const name = typeof value === 'string' ? value.trim().slice(0, longestName).trim() : '';
  return name === '' ? undefined : name;
}
