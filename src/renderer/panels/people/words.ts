// Who and when, as the window says it.
import type { Annotation, Stamp } from '../../../common/annotation/types.ts';

const sameYear = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short' },
  ...{ hour: '2-digit', minute: '2-digit' },
});
const otherYear = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit' },
});

/** "26 Nov, 14:03", with the year where it is another one. */
export function timeWords(at: number, now = Date.now()): string {
  const format = new Date(at).getFullYear() === new Date(now).getFullYear() ? sameYear : otherYear;
  return format.format(at);
}

/** " by Ada, 26 Nov, 14:03"; '' where nothing is known. */
export function stampWords({ by, at }: Partial<Stamp>, now?: number): string {
  return `${by === undefined ? '' : ` by ${by}`}${at === undefined ? '' : `, ${timeWords(at, now)}`}`;
}

const verbs: Readonly<Record<Annotation['origin']['kind'], string>> = {
  drawn: 'Drawn',
  imported: 'Imported',
  proposed: 'Proposed',
  accepted: 'Accepted',
  edited: 'Edited',
  rejected: 'Rejected',
};

/** What happened to a box, in its order: "Drawn by Ada, 26 Nov, 14:03", "Changed by Bo, 27 Nov, 09:12". */
export function boxWords({ origin, made, changed }: Annotation, now?: number): readonly string[] {
  // What became of a proposal is told by the last hand on it; the first one is only another step on the way.
  const own = 'score' in origin ? (changed ?? made) : made;
  const first = `${verbs[origin.kind]}${stampWords(own ?? {}, now)}`;
  if (changed === undefined) return [first];
  if (own !== changed) return [first, `Changed${stampWords(changed, now)}`];
  return made === undefined ? [first] : [first, `First taken up${stampWords(made, now)}`];
}
