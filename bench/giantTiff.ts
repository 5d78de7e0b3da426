// Writes a huge TIFF of drawn smears, strip by strip, and says where every cell lies. Uncompressed, as scanners write them.
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Box } from '../src/common/geometry/box.ts';
import { drawSamplePicture } from '../src/common/sample/picture.ts';
import type { DrawnPicture } from '../src/common/sample/picture.ts';
import { seededRandom } from '../src/common/random.ts';

export interface DrawnCell {
  readonly label: number;
  readonly box: Box;
}

/** Different smears; the mosaic takes them in seeded order. */
const smears = 48;
const rowsPerStrip = 64;

/** `side` × `side` pixels of smears of 640 × 480, cut off at the right and below; cells of which a part is cut off are not told. */
export function writeGiantTiff(file: string, side: number, seed: number): DrawnCell[] {
  const drawn = Array.from({ length: smears }, (_, index) => drawSamplePicture(seed, index));
  const [{ width, height }] = drawn as [DrawnPicture];
  const random = seededRandom(seed);
  const columns = Math.ceil(side / width);
  const mosaic = Array.from({ length: Math.ceil(side / height) }, () =>
    Array.from({ length: columns }, () => drawn[Math.floor(random() * smears)] as DrawnPicture),
  );
  const handle = openSync(file, 'w');
  writeSync(handle, tiffHead(side));
  const row = Buffer.alloc(columns * width * 3);
  for (let y = 0; y < side; y++) {
    mosaic[Math.floor(y / height)]?.forEach(({ rgb }, column) => {
      row.set(rgb.subarray((y % height) * width * 3, ((y % height) + 1) * width * 3), column * width * 3);
    });
    writeSync(handle, row, 0, side * 3);
  }
  closeSync(handle);
  return mosaic.flatMap((pictures, line) =>
    pictures.flatMap(({ truth }, column) => cellsAt(truth, column * width, line * height, side)),
  );
}

function cellsAt(truth: DrawnPicture['truth'], left: number, top: number, side: number): DrawnCell[] {
  return truth
    .map(({ label, box }) => ({
      label,
      box: { x1: box.x1 + left, y1: box.y1 + top, x2: box.x2 + left, y2: box.y2 + top },
    }))
    .filter(({ box }) => box.x2 <= side && box.y2 <= side);
}

/** Header, directory and tables of a little-endian RGB TIFF in strips; the pixels follow. */
function tiffHead(side: number): Buffer {
  const strips = Math.ceil(side / rowsPerStrip);
  const entries = 10;
  const tables = 8 + 2 + entries * 12 + 4;
  const [offsets, lengths, data] = [tables + 6, tables + 6 + 4 * strips, tables + 6 + 8 * strips];
  const head = Buffer.alloc(data);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries, 8);
  const long = 4;
  const short = 3;
  const fields: [number, number, number, number][] = [
    [256, long, 1, side],
    [257, long, 1, side],
    [258, short, 3, tables],
    [259, short, 1, 1],
    [262, short, 1, 2],
    [273, long, strips, offsets],
    [277, short, 1, 3],
    [278, long, 1, rowsPerStrip],
    [279, long, strips, lengths],
    [284, short, 1, 1],
  ];
  fields.forEach(([tag, type, count, value], index) => {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
  });
  for (let channel = 0; channel < 3; channel++) head.writeUInt16LE(8, tables + 2 * channel);
  for (let strip = 0; strip < strips; strip++) {
    const rows = Math.min(rowsPerStrip, side - strip * rowsPerStrip);
    head.writeUInt32LE(data + strip * rowsPerStrip * side * 3, offsets + 4 * strip);
    head.writeUInt32LE(rows * side * 3, lengths + 4 * strip);
  }
  return head;
}
