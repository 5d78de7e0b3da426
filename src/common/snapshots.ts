// What the window and the command line know of snapshots of a project: the whole of its labels at one time, which never changes.
import type { ProjectInfo } from './records.ts';
import type { AnnotationId, CategoryId, ImageId } from './annotation/types.ts';

export type SnapshotReason = 'hand' | 'export' | 'training' | 'restore';

export interface Snapshot {
  /** Counted from 1, never given twice. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly made: number;
  /** What it was made for; `restore`: before another one was brought back. */
  readonly reason: SnapshotReason;
  readonly by?: string;
  readonly name?: string;
  readonly pictures: number;
  /** Those that a human stands behind; proposals are in no snapshot. */
  readonly boxes: number;
  readonly categories: number;
  /** SHA-256 of its content, 64 hex digits; absent until it was worked out. */
  readonly hash?: string;
}

/** What a restore came to. */
export interface RestoreOutcome {
  /** The project as it was before; restoring it takes this back. */
  readonly before: Snapshot;
  /** Undecided proposals and rejected boxes of classes that the snapshot does not have: they went. */
  readonly proposalsGone: number;
  /** Pictures of the snapshot whose row had gone: they are listed again and looked for at the next scan. */
  readonly picturesBack: number;
}

/** With the project as it is then. */
export interface RestoredSnapshot extends RestoreOutcome {
  readonly project: ProjectInfo;
}

/** A project as one file. */
export interface Backup {
  readonly location: string;
  readonly bytes: number;
}

/** Of a name that a person gives. */
export const longestSnapshotName = 200;

export interface SnapshotCounts {
  readonly boxesAdded: number;
  readonly boxesRemoved: number;
  /** Another place; the class may be another one too. */
  readonly boxesMoved: number;
  /** Another class in the same place. */
  readonly boxesRelabelled: number;
  /** Attributes, notes, who and when. */
  readonly boxesOtherwise: number;
  readonly picturesAdded: number;
  readonly picturesRemoved: number;
  /** Verdict, note, part, name, number or size. */
  readonly picturesChanged: number;
  readonly classesAdded: number;
  readonly classesRemoved: number;
  readonly classesChanged: number;
}

export interface PictureDifference {
  readonly image: ImageId;
  readonly name: string;
  /** The picture itself, when it came, went or changed; absent when only its boxes did. */
  readonly picture?: 'added' | 'removed' | 'changed';
  readonly added: readonly AnnotationId[];
  readonly removed: readonly AnnotationId[];
  readonly moved: readonly AnnotationId[];
  readonly relabelled: readonly AnnotationId[];
  readonly otherwise: readonly AnnotationId[];
}

export interface ClassDifference {
  readonly category: CategoryId;
  readonly before?: string;
  readonly after?: string;
}

/** What changed from one snapshot to a later one, or to now. */
export interface SnapshotDifference {
  readonly counts: SnapshotCounts;
  /** By picture id, at most `mostPictures` of them. */
  readonly pictures: readonly PictureDifference[];
  readonly picturesInAll: number;
  readonly classes: readonly ClassDifference[];
}

export const mostPictures = 1000;

/** True when nothing that a snapshot holds is different. */
export function isSame({ counts }: SnapshotDifference): boolean {
  return Object.values(counts).every((count) => count === 0);
}
