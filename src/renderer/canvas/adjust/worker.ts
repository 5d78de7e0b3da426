// The worker that makes adjusted pictures, so that the window pans and zooms meanwhile. It keeps one picture.
import { adjustBytes, byteLevels, curve, deepLevels, type Adjustments } from './adjustments.ts';
import type { FromAdjuster, ToAdjuster } from './messages.ts';
import { drawSamples, factsOf, readSamples, type SampleFacts, type Samples } from './samples.ts';

/** Pixels done between two looks at whether something newer was asked for. */
const pixelsAtOnce = 4e6;

let bitmap: ImageBitmap | undefined;
let samples: Samples | undefined;
let facts: SampleFacts | undefined;
/** The pixels of the picture made small: while a slider is dragged only the curve is run again. */
let small: ImageData | undefined;
let latest = 0;

globalThis.addEventListener('message', ({ data }: MessageEvent<ToAdjuster>) => {
  switch (data.kind) {
    case 'source':
      bitmap?.close();
      bitmap = data.bitmap;
      small = undefined;
      break;
    case 'samples':
      samples = readSamples(data.bytes);
      facts = factsOf(samples);
      small = undefined;
      answer({ kind: 'facts', nonce: data.nonce, facts });
      break;
    case 'forget':
      forget();
      break;
    case 'adjust':
      latest = data.nonce;
      adjust(data.nonce, data.adjustments, data.mostPixels).catch(() => answer({ kind: 'failed', nonce: data.nonce }));
      break;
    case 'value':
      answer({ kind: 'value', nonce: data.nonce, values: valueAt(data.x, data.y) });
      break;
  }
});

function answer(message: FromAdjuster, transfer: Transferable[] = []): void {
  globalThis.postMessage(message, { transfer });
}

function forget(): void {
  latest = 0;
  bitmap?.close();
  bitmap = samples = facts = small = undefined;
}

function valueAt(x: number, y: number): readonly number[] {
  if (!samples || x < 0 || y < 0 || x >= samples.width || y >= samples.height) return [];
  const at = (y * samples.width + x) * samples.channels;
  return [...samples.values.subarray(at, at + samples.channels)];
}

async function adjust(nonce: number, adjustments: Adjustments, mostPixels: number): Promise<void> {
  const from = samples ?? bitmap;
  if (!from) return;
  const step = Math.max(1, Math.sqrt((from.width * from.height) / mostPixels));
  const width = Math.max(1, Math.floor(from.width / step));
  const height = Math.max(1, Math.floor(from.height / step));
  const table = tableOf(adjustments);
  const out = canvas(width, height);
  const rowsAtOnce = Math.max(1, Math.floor(pixelsAtOnce / width));
  for (let row = 0; row < height; row += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, height - row);
    out.putImageData(pixels({ width, from: row, rows, step, height }, adjustments, table), 0, row);
    if (row + rows < height) await new Promise((resolve) => setTimeout(resolve));
    if (latest !== nonce) return;
  }
  const made = out.canvas.transferToImageBitmap();
  answer({ kind: 'adjusted', nonce, bitmap: made }, [made]);
}

function tableOf(adjustments: Adjustments): Uint8ClampedArray {
  if (!facts) return curve(adjustments, byteLevels, 256);
  const { levels } = adjustments;
  const chosen = levels === 'file' ? deepLevels : levels === 'auto' ? facts.auto : levels;
  return curve(adjustments, chosen, 65_536);
}

interface Part {
  readonly width: number;
  readonly from: number;
  readonly rows: number;
  readonly step: number;
  /** Of the whole adjusted picture. */
  readonly height: number;
}

function pixels(part: Part, adjustments: Adjustments, table: Uint8ClampedArray): ImageData {
  const colours = adjustments.grayscale ? 'gray' : 'colour';
  if (samples) {
    const drawn = new ImageData(part.width, part.rows);
    drawSamples(samples, part, table, colours, drawn.data);
    return drawn;
  }
  const read = readPart(part);
  adjustBytes(read.data, table, colours);
  return read;
}

/** The bitmap's own pixels of this part; a copy, because they are adjusted in place. */
function readPart({ width, from, rows, step, height }: Part): ImageData {
  if (step > 1 && rows === height && small?.width === width && small.height === height)
    return new ImageData(small.data.slice(), width, height);
  const context = canvas(width, rows);
  if (bitmap) context.drawImage(bitmap, 0, from * step, width * step, rows * step, 0, 0, width, rows);
  const read = context.getImageData(0, 0, width, rows);
  if (step > 1 && rows === height) small = new ImageData(read.data.slice(), width, height);
  return read;
}

/** In memory, not on a graphics card: pixels are read and written. */
function canvas(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('There is no memory for a picture of this size.');
  return context;
}
