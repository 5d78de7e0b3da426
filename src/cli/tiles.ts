// The options of prelabel about large pictures: parsing, and what they mean together.
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { fail } from '../common/result.ts';
import { tileSideLimits } from '../common/tiles/choose.ts';
import type { TileWish } from '../common/tiles/choose.ts';

export interface TileOptions {
  readonly queue?: string;
  readonly tiles?: TileWish['side'];
  /** Percent. */
  readonly overlap?: number;
  readonly objectSize?: number;
  /** False with --no-whole. */
  readonly whole?: boolean;
}

export function addTileOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--tiles <auto|off|side>',
        'large pictures in tiles: of this side in pixels, or chosen by the size of objects (default: off)',
      ).argParser(side),
    )
    .addOption(
      new Option('--overlap <percent>', 'with --tiles: what neighbours share of their side (default: 20)').argParser(
        percent,
      ),
    )
    .addOption(
      new Option(
        '--object-size <pixels>',
        'with --tiles auto: the side of a typical object (default in a project: that of its boxes)',
      ).argParser(pixels),
    )
    .option('--no-whole', 'with --tiles: do not look at the whole picture too, for large objects');
}

/** What is wrong with these options together, as commander says it. */
export function tileMisuse({ tiles, overlap, objectSize, whole, queue }: TileOptions): string | undefined {
  const isCut = tiles !== undefined && tiles !== 'off';
  if (!isCut && (overlap !== undefined || objectSize !== undefined || whole === false))
    return 'error: --overlap, --object-size and --no-whole go with --tiles';
  if (isCut && queue !== undefined) return 'error: --tiles does not go with --queue: a batch looks at whole pictures';
  return objectSize !== undefined && tiles !== 'auto' ? 'error: --object-size goes with --tiles auto' : undefined;
}

/** `objectSize`: `needed` where nothing else says it. Fails with `invalid` when it is missing there. */
export function tileWish(options: TileOptions, objectSide: 'needed' | 'known'): TileWish | undefined {
  const { tiles, overlap, objectSize, whole } = options;
  if (tiles === undefined || tiles === 'off') return undefined;
  if (tiles === 'auto' && objectSize === undefined && objectSide === 'needed') {
    fail(
      'invalid',
      '--tiles auto needs --object-size PIXELS for a folder, the side of a typical object; or give --tiles a side.',
    );
  }
  return {
    side: tiles,
    ...(overlap !== undefined && { overlap: overlap / 100 }),
    ...(objectSize !== undefined && { objectSide: objectSize }),
    ...(whole === false && { whole: 'never' }),
  };
}

function side(text: string): TileWish['side'] {
  if (text === 'auto' || text === 'off') return text;
  const value = Number(text);
  const { least, most } = tileSideLimits;
  if (!Number.isInteger(value) || value < least || value > most)
    throw new InvalidArgumentError(`It has to be auto, off or a whole number from ${least} to ${most}.`);
  return value;
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 50))
    throw new InvalidArgumentError('It has to be a number from 0 to 50.');
  return value;
}

function pixels(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 1 && value <= 65_536))
    throw new InvalidArgumentError('It has to be a number from 1 to 65536.');
  return value;
}
