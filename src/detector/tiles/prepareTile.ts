// From the decoded pixels of a large picture to a model's input: of one tile, or of the whole at once.
import { placement } from '../../common/foreign/input.ts';
import type { PictureInput } from '../../common/foreign/input.ts';
import type { Region } from '../../common/tiles/plan.ts';
import { fill } from '../inputImage.ts';
import { wholeImage } from '../preprocess.ts';
import type { Prepared } from '../preprocess.ts';
import { readRegion, readShrunk, uprightSize } from './rawPixels.ts';
import type { RawPixels } from './rawPixels.ts';

/** A part of a picture that the model is shown by itself; plain data, for a thread. */
export interface TileView {
  readonly raw: RawPixels;
  readonly region: Region | 'whole';
}

/** The geometry is that of the part: detections come in its pixels. `spare` as for `fill`. */
export async function prepareTile(
  { raw, region }: TileView,
  input: PictureInput,
  spare?: ArrayBuffer,
): Promise<Prepared> {
  const { width, height } = region === 'whole' ? uprightSize(raw) : region;
  const geometry = placement(width, height, input.size);
  if (region === 'whole') {
    // Averaged whatever filter the model wants: sampling a giant without that shows it single pixels.
    return { image: fill(await readShrunk(raw, geometry.width, geometry.height), geometry, input, spare), geometry };
  }
  return { image: wholeImage(readRegion(raw, region), geometry, input, spare), geometry };
}
