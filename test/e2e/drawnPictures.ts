// A folder of pictures for a test, drawn by the program's own sample code, with their truth.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Box } from '../../src/common/geometry/box.ts';
import { drawSamplePicture } from '../../src/common/sample/picture.ts';
import { temporaryFolder } from './launch.ts';

export interface DrawnFolder {
  readonly folder: string;
  /** Truth by file name; label 0 RBC, 1 WBC, 2 Platelets. */
  readonly truth: ReadonlyMap<string, readonly { readonly label: number; readonly box: Box }[]>;
}

export async function drawPictures(count: number, seed: number): Promise<DrawnFolder> {
  const folder = temporaryFolder('pictures');
  const truth = new Map<string, DrawnFolder['truth'] extends ReadonlyMap<string, infer Cells> ? Cells : never>();
  for (let index = 0; index < count; index++) {
    const drawn = drawSamplePicture(seed, index);
    const name = `cells_${index + 1}.jpg`;
    const { width, height } = drawn;
    const jpeg = await sharp(drawn.rgb, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 92 })
      .toBuffer();
    writeFileSync(join(folder, name), jpeg);
    truth.set(name, drawn.truth);
  }
  return { folder, truth };
}
