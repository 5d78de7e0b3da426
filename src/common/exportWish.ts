// What may be wished of an export into a folder: by the window, and by the command line.
import type { PictureChoice } from './annotation/verdicts.ts';
import type { Shares } from './dataset/split.ts';
import type { FormatId } from './formats/format.ts';
import type { ProfileId } from './formats/profiles.ts';

/** What the window may wish of an export into a folder. */
export interface FolderExportWish {
  readonly format: FormatId;
  /** For whom; it says itself what stands for a mask. */
  readonly profile?: ProfileId;
  readonly pictures: PictureChoice;
  /** Ids; all of them without it. */
  readonly classes?: readonly number[];
  readonly segmentation: 'empty' | 'box-polygon';
  readonly people: 'written' | 'left-out';
  readonly pictureFiles: 'copy' | 'link' | 'leave';
  /** Pictures that EXIF turns as upright copies; only where they are copied or linked. */
  readonly upright: 'turned' | 'as-they-are';
  readonly split: SplitWish;
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
