// Snapshots and differences in words: "+212 boxes, 14 relabelled, 3 pictures removed".
import { boxes, pictures } from '../../../common/messages/counts.ts';
import { locale, t } from '../../../common/messages/t.ts';
import {
  isSame,
  type PictureDifference,
  type Snapshot,
  type SnapshotCounts,
  type SnapshotDifference,
} from '../../../common/snapshots.ts';

/** What changed, in the order in which one asks. */
const kinds: readonly (readonly [keyof SnapshotCounts, (count: number) => string])[] = [
  ['boxesAdded', (count) => `+${boxes(count)}`],
  ['boxesRemoved', (count) => `−${boxes(count)}`],
  ['boxesMoved', (count) => t('{count, number} moved', { count })],
  ['boxesRelabelled', (count) => t('{count, number} relabelled', { count })],
  ['boxesOtherwise', (count) => t('{count, number} with other attributes or notes', { count })],
  ['picturesAdded', (count) => t('{pictures} added', { pictures: pictures(count) })],
  ['picturesRemoved', (count) => t('{pictures} removed', { pictures: pictures(count) })],
  [
    'picturesChanged',
    (count) => t('{pictures} judged, noted or put into another split', { pictures: pictures(count) }),
  ],
  ['classesAdded', (count) => t('{count, plural, one {# class added} other {# classes added}}', { count })],
  ['classesRemoved', (count) => t('{count, plural, one {# class removed} other {# classes removed}}', { count })],
  ['classesChanged', (count) => t('{count, plural, one {# class changed} other {# classes changed}}', { count })],
];

const listed = (words: readonly string[]) =>
  new Intl.ListFormat(locale(), { type: 'unit', style: 'short' }).format(words);

/** '' where nothing is different. */
export function countWords(counts: SnapshotCounts): string {
  return listed(kinds.flatMap(([kind, words]) => (counts[kind] === 0 ? [] : [words(counts[kind])])));
}

export function sinceWords(id: number, difference: SnapshotDifference): string {
  if (isSame(difference)) return t('Nothing changed since snapshot {id}.', { id });
  return t('Since snapshot {id}: {changes}.', { id, changes: countWords(difference.counts) });
}

export function reasonWords({ reason }: Snapshot): string {
  return t(
    '{reason, select, hand {made by hand} export {for an export} training {for a training run} other {before another one was restored}}',
    { reason },
  );
}

/** In a row of the list: what became of the picture's boxes. */
export function pictureWords({ added, removed, moved, relabelled, otherwise, picture }: PictureDifference): string {
  const counts = [
    added.length > 0 && `+${boxes(added.length)}`,
    removed.length > 0 && `−${boxes(removed.length)}`,
    moved.length > 0 && t('{count, number} moved', { count: moved.length }),
    relabelled.length > 0 && t('{count, number} relabelled', { count: relabelled.length }),
    otherwise.length > 0 && t('{count, number} with other attributes or notes', { count: otherwise.length }),
    picture !== undefined &&
      t(
        '{what, select, added {picture added} removed {picture removed} other {picture judged, noted or put into another split}}',
        {
          what: picture,
        },
      ),
  ].filter((words) => words !== false);
  return listed(counts);
}

/** As much of it as tells it from others. */
export const shortHash = (hash: string) => hash.slice(0, 12);
