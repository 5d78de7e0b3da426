// What the pictures lane of a detector process finds in picture files and makes of them. Messages only; which call gives what,
// protocol.ts says.
import type { CropPixels } from './geometry/crop.ts';
import type { Result } from './result.ts';

/** What a look at a picture file found; width and height upright, orientation EXIF 1–8. */
export interface ProbedPicture {
  readonly id: number;
  readonly result: Result<PictureFacts>;
}

/** What a picture looks like, as common/insight/fingerprint.ts writes it. */
export interface FingerprintedPicture {
  readonly id: number;
  readonly result: Result<string>;
}

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'bmp' | 'gif' | 'tiff' | 'avif';

export interface PictureFacts {
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  /** True when a Chromium window shows the file upright by itself; otherwise an upright copy has to be made. */
  readonly displayable: boolean;
  /** Set when it can be read with a reservation ("the last 40 % of the picture are missing"). */
  readonly warning?: string;
  /** SHA-256 of the file in hex, by which it is known under another name; absent for a very large one. */
  readonly content?: string;
}

/** A part of the upright picture, to be shown at this size; no side larger than it is cut. */
export interface CropWish {
  readonly id: number;
  readonly cut: CropPixels;
  readonly width: number;
  readonly height: number;
}

export interface MadeCrop {
  readonly id: number;
  /** A PNG file. */
  readonly bytes: Uint8Array;
}
