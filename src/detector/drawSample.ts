// Writes the sample's pictures as PNG files. What is on them comes from common/sample.
import path from 'node:path';
import { drawSamplePicture } from '../common/sample/picture.ts';
import type { DetectorCalls } from '../common/protocol.ts';
import type { Context } from './calls.ts';
import { checkCancelled } from './calls.ts';
import { loadSharp } from './sharpModule.ts';
import { writeWhole } from './wholeFile.ts';

type Call = DetectorCalls['drawSample'];

/** Picture n of a seed is always the same, so a second run over the same folder changes nothing. */
export async function drawSample(request: Call['request'], context: Context<Call['item']>): Promise<Call['reply']> {
  const sharp = await loadSharp();
  for (let index = 0; index < request.count; index++) {
    checkCancelled(context.signal);
    const { width, height, rgb, truth } = drawSamplePicture(request.seed, index);
    const file = path.join(request.folder, `smear_${String(index + 1).padStart(3, '0')}.png`);
    const png = await sharp(rgb, { raw: { width, height, channels: 3 } })
      .png({ compressionLevel: 6 })
      .toBuffer();
    await writeWhole(file, png, 'lasting');
    context.send({ file, width, height, truth });
  }
  return { pictures: request.count };
}
