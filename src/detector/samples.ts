// The file's own numbers of a picture with 16 bits a channel, for a window that shows them through levels of the annotator's choice.
import { open } from 'node:fs/promises';
import { fail } from '../common/result.ts';
import { openPicture, refuseContent } from './picture.ts';
import { loadSharp } from './sharpModule.ts';
import { writeWith } from './wholeFile.ts';

/** Writes four 32-bit numbers (width, height, channels 1 or 3, 0) and then the samples, upright, without alpha, to `output`. */
export async function writeSamples(
  path: string,
  output: string,
  pixelLimit: number,
): Promise<{ width: number; height: number }> {
  const picture = await openPicture(path, pixelLimit, 'decode');
  // decodeBmp knows no more than 8 bits.
  if (picture.format === 'bmp') return refuseShallow();
  const sharp = await loadSharp();
  // A colour profile would change the numbers; a fault was told when the picture itself was decoded.
  const source = () => sharp(picture.source, { failOn: 'none', limitInputPixels: picture.pixelLimit, ignoreIcc: true });
  const { depth, channels } = await source().metadata().catch(refuseContent);
  if (depth !== 'ushort') return refuseShallow();
  const { data, info } = await source()
    .autoOrient()
    .removeAlpha()
    .toColourspace(channels <= 2 ? 'grey16' : 'rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true })
    .catch(refuseContent);
  const { width, height } = info;
  await writeWith(output, 'cache', async (temporary) => {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(new Uint8Array(new Uint32Array([width, height, info.channels, 0]).buffer));
      await file.writeFile(data);
    } finally {
      await file.close();
    }
  });
  return { width, height };
}

function refuseShallow(): never {
  return fail('invalid', 'This picture has 8 bits a channel.');
}
