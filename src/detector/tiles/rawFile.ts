// A picture decoded once, row by row, into a temporary file, from which tiles are read in any order: a picture of any size costs the
// memory of a few rows. The file goes with the process, however that ends.
import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { withLyingPixels } from '../picture.ts';
import type { Picture } from '../picture.ts';
import type { RawPixels } from './rawPixels.ts';
import { scratchFile } from './scratch.ts';

/** `close` it. */
export class RawFile {
  readonly pixels: RawPixels;
  readonly #handle: FileHandle;
  readonly #path: string;

  private constructor(path: string, handle: FileHandle, pixels: RawPixels) {
    this.#path = path;
    this.#handle = handle;
    this.pixels = pixels;
  }

  /** Fails with `unreadable` when nothing can be decoded, with `disk` when there is no room. */
  static async decode(picture: Picture, folder?: string): Promise<RawFile> {
    const { width, height, orientation, inks } = picture;
    const channels = inks === 'plain' ? 4 : 3;
    const path = await scratchFile(width * height * channels, folder);
    try {
      await withLyingPixels(picture, (pixels) => pixels.toFile(path));
      const handle = await open(path, 'r');
      // Nobody else needs its name; where an open file cannot be removed, closing does it.
      await rm(path, { force: true }).catch(() => undefined);
      const [across, down] = orientation >= 5 ? [height, width] : [width, height];
      const pixels = {
        file: handle.fd,
        start: headerBytes,
        width: across,
        height: down,
        channels,
        orientation,
      } as const;
      const raw = new RawFile(path, handle, pixels);
      await checkHeader(handle, pixels).catch(async (error: unknown) => {
        await raw.close();
        throw error;
      });
      return raw;
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Once. */
  async close(): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true }).catch(() => undefined);
  }
}

/** Of libvips' own format: numbers of 32 bits, then the pixels as they are in memory, then the metadata. */
const headerBytes = 64;
const fields = { width: 4, height: 8, bands: 12, format: 20 } as const;
const eightBits = 0;

async function checkHeader(handle: FileHandle, pixels: RawPixels): Promise<void> {
  const head = new DataView(new ArrayBuffer(headerBytes));
  await handle.read(head, 0, headerBytes, 0);
  const isLittle = head.getUint8(0) === 0xb6;
  const read = (at: number): number => head.getUint32(at, isLittle);
  const written = [read(fields.width), read(fields.height), read(fields.bands), read(fields.format)];
  if (written.join() !== [pixels.width, pixels.height, pixels.channels, eightBits].join()) {
    throw new Error(`The decoded picture came as ${written.join(' × ')}.`);
  }
}
