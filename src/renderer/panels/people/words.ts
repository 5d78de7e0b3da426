// Who and when, as the window says it.
import { locale, t } from '../../../common/messages/t.ts';
import type { Annotation, Stamp } from '../../../common/annotation/types.ts';

const sameYear = new Intl.DateTimeFormat(locale(), {
  ...{ day: 'numeric', month: 'short' },
  ...{ hour: '2-digit', minute: '2-digit' },
});
const otherYear = new Intl.DateTimeFormat(locale(), {
  ...{ day: 'numeric', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit' },
});

/** "26 Nov, 14:03", with the year where it is another one. */
export function timeWords(at: number, now = Date.now()): string {
  const format = new Date(at).getFullYear() === new Date(now).getFullYear() ? sameYear : otherYear;
  return format.format(at);
}

/** "Drawn by Ada, 26 Nov, 14:03"; the deed alone where nothing is known of who and when. */
export function stampWords(deed: string, { by, at }: Partial<Stamp>, now?: number): string {
  if (at === undefined) return by === undefined ? deed : t('{deed} by {name}', { deed, name: by });
  const time = timeWords(at, now);
  return by === undefined
    ? t('{deed}, {time}', { deed, time })
    : t('{deed} by {name}, {time}', { deed, name: by, time });
}

const deeds: Readonly<Record<Annotation['origin']['kind'], string>> = {
  drawn: t('Drawn'),
  imported: t('Imported'),
  proposed: t('Proposed'),
  accepted: t('Accepted'),
  edited: t('Edited'),
  rejected: t('Rejected'),
};

/** What happened to a box, in its order: "Drawn by Ada, 26 Nov, 14:03", "Changed by Bo, 27 Nov, 09:12". */
export function boxWords({ origin, made, changed }: Annotation, now?: number): readonly string[] {
  // What became of a proposal is told by the last hand on it; the first one is only another step on the way.
  const own = 'score' in origin ? (changed ?? made) : made;
  const first = stampWords(deeds[origin.kind], own ?? {}, now);
  if (changed === undefined) return [first];
  if (own !== changed) return [first, stampWords(t('Changed'), changed, now)];
  return made === undefined ? [first] : [first, stampWords(t('First taken up'), made, now)];
}
