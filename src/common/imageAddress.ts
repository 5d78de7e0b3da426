// Where the window finds the pixels of a picture: main serves these addresses.
import type { ImageId } from './annotation/types.ts';

/**
 * The address of a picture for an <img> or fetch: full size as displayed, its thumbnail, or the samples of a file with 16 bits a
 * channel (four 32-bit numbers: width, height, channels 1 or 3, 0; then [height · width · channels] 16-bit ones; little-endian, upright).
 * `version` is anything that tells apart what a page would otherwise take for the picture it has already (ids repeat in
 * another project). The id is no host name: Chromium would read a numeric one as an IPv4 address.
 */
export function imageAddress(image: ImageId, size: 'full' | 'thumb' | 'samples', version = ''): string {
  return `boxwright-image://picture/${image}/${size}${version === '' ? '' : `?${version}`}`;
}
