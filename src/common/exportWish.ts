// What may be wished of an export into a folder: by the window, and by the command line.
import type { PictureChoice } from './annotation/verdicts.ts';
import type { Shares } from './dataset/split.ts';
import type { FormatId } from './formats/format.ts';
import type { ProfileId } from './formats/profiles.ts';

/** What may be wished of one COCO file. */
export interface CocoExportWish {
  readonly pictures: PictureChoice;
  /** Ids; all of them without it. */
  readonly classes?: readonly number[];
  readonly segmentation: 'empty' | 'box-polygon';
  /** Who made and changed boxes and who said what of pictures, and when. */
  readonly people: 'written' | 'left-out';
  /** Of which snapshot; without it of the project as it is, which is pinned in one. */
  readonly snapshot?: number;
}

/** What may be wished of an export into a folder. */
export interface FolderExportWish extends CocoExportWish {
  readonly format: FormatId;
  /** For whom; it says itself what stands for a mask. */
  readonly profile?: ProfileId;
  readonly pictureFiles: 'copy' | 'link' | 'leave';
  /** Pictures that EXIF turns as upright copies; only where they are copied or linked. */
  readonly upright: 'turned' | 'as-they-are';
  readonly split: SplitWish;
}

/** What decides which pictures and boxes an export takes; one COCO file is `coco` without parts. */
export type CountWish = Pick<FolderExportWish, 'format' | 'pictures' | 'classes' | 'split' | 'snapshot'>;

/** What an export would take, by the rules that it takes it by. */
export interface ExportCounts {
  readonly images: number;
  /** Of these, pictures with no box. */
  readonly imagesWithoutBoxes: number;
  readonly annotations: number;
  readonly categories: number;
  /** As the export names them, in the order of their names; without one the rest. Empty where there are no parts. */
  readonly parts: readonly PartCounts[];
  readonly leftOut: readonly { readonly count: number; readonly reason: string }[];
  /** Of what goes out, what the format has no place for. */
  readonly losses: readonly { readonly count: number; readonly what: string }[];
  /** Pictures that EXIF turns and whose file is there, chosen or not by class. */
  readonly turned: number;
  /** Pictures that go in whose file was away at the last look. */
  readonly away: number;
  /** Boxes that a human stands behind in the chosen pictures, by class id, whichever classes are chosen; those without are absent. */
  readonly byClass: readonly (readonly [category: number, boxes: number])[];
}

export interface PartCounts {
  readonly part?: string;
  readonly images: number;
  readonly annotations: number;
}

/** The parts that the pictures of an export go to. */
export type SplitWish =
  | { readonly kind: 'none' }
  /** As the project has them. */
  | { readonly kind: 'keep' }
  | {
      readonly kind: 'random';
      readonly shares: Shares;
      readonly seed: number;
      readonly stratify: 'by-class' | 'no';
      /** What must not be parted: pictures of one folder, or those that look the same. */
      readonly group: 'none' | 'folder' | 'twins';
    };
