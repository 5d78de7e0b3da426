// Draws one picture of the sample: stained cells on a bright field, as the embedded model knows them, with the truth.
// Pure pixels; the detector process writes the file.
import type { Box } from '../geometry/box.ts';
import { between, seededRandom, type Random } from '../random.ts';
import { boxOf, placeCells, type Cell, type Ellipse } from './cells.ts';

export interface DrawnPicture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] sRGB bytes. */
  readonly rgb: Uint8Array;
  /** Label into sampleClasses; boxes in picture pixels. */
  readonly truth: readonly { readonly label: number; readonly box: Box }[];
}

const width = 640;
const height = 480;

/** What each stain lets through of the light, red green blue. */
const redCell = [0.88, 0.66, 0.62] as const;
const cytoplasm = [0.93, 0.8, 0.98] as const;
const nucleusStain = [0.42, 0.34, 0.92] as const;
const platelet = [0.8, 0.72, 1.0] as const;

/** The picture `index` of the sample with this seed; the same on every machine. */
export function drawSamplePicture(seed: number, index: number): DrawnPicture {
  const random = seededRandom(Math.imul(seed, 7919) + Math.imul(index, 104729) + 17);
  const cells = placeCells(random, width, height);
  const light = brightField(random);
  // Red cells lie under white cells and platelets, as the eye sees them.
  for (const cell of [...cells].sort((a, b) => a.label - b.label)) stain(light, cell, random);
  return {
    width,
    height,
    rgb: develop(light, random),
    truth: cells.map((cell) => ({ label: cell.label, box: boxOf(cell, width, height) })),
  };
}

/** Light without cells: a warm grey that falls off towards the corners. [height, width, 3] */
function brightField(random: Random): Float32Array {
  const light = new Float32Array(width * height * 3);
  const base = [between(random, 205, 213), between(random, 207, 215), between(random, 198, 208)];
  const middleX = between(random, 0.4, 0.6) * width;
  const middleY = between(random, 0.4, 0.6) * height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fall = 1 - 0.13 * (((x - middleX) / width) ** 2 + ((y - middleY) / height) ** 2) * 2;
      for (let channel = 0; channel < 3; channel++) light[(y * width + x) * 3 + channel] = (base[channel] ?? 0) * fall;
    }
  }
  return light;
}

function stain(light: Float32Array, cell: Cell, random: Random): void {
  const phase = between(random, 0, 2 * Math.PI);
  if (cell.label === 0) {
    cover(light, [cell], redCell, (r) => cell.depth * redCellThickness(r, cell.pallor));
  } else if (cell.label === 1) {
    cover(light, [cell], cytoplasm, (r, x, y) => cell.depth * (0.75 + 0.25 * r) * grain(x, y, phase));
    cover(light, cell.lobes, nucleusStain, (_, x, y) => 0.9 * grain(x, y, phase));
  } else {
    cover(light, [cell], platelet, (r, x, y) => (1.25 - 0.5 * r) * cell.depth * grain(x, y, phase));
  }
}

/** Thick at the rim, thin in the middle, with a darker edge line as a lens shows it. */
function redCellThickness(r: number, pallor: number): number {
  const hollow = pallor === 0 ? 0.12 : 0.75;
  const reach = pallor === 0 ? 0.6 : pallor;
  const middle = 1 - hollow * Math.exp(-((r / reach) ** 4));
  const rim = 1 + 0.35 * Math.exp(-(((r - 0.93) / 0.06) ** 2));
  return middle * rim;
}

/** Uneven stain: a few waves across each other, around 1. */
function grain(x: number, y: number, phase: number): number {
  const coarse = Math.sin(0.23 * x + 0.11 * y + phase) * Math.sin(0.19 * y - 0.07 * x + 2 * phase);
  const fine = Math.sin(0.71 * x - 0.37 * y + 3 * phase) * Math.sin(0.67 * y + 0.29 * x);
  return 1 + 0.16 * coarse + 0.1 * fine;
}

/**
 * Lets the light under the union of ellipses through `colour` to the power of a strength; `thickness(r, x, y)` with
 * r 0 … 1 from the middle to the rim of the ellipse that covers the pixel most.
 */
function cover(
  light: Float32Array,
  ellipses: readonly Ellipse[],
  colour: readonly [number, number, number],
  thickness: (r: number, x: number, y: number) => number,
): void {
  const boxes = ellipses.map((e) => boxOf({ ...e, radiusX: e.radiusX + 3, radiusY: e.radiusY + 3 }, width, height));
  const bottom = Math.min(height, Math.max(...boxes.map((box) => box.y2)));
  const right = Math.min(width, Math.max(...boxes.map((box) => box.x2)));
  for (let y = Math.floor(Math.min(...boxes.map((box) => box.y1))); y < bottom; y++) {
    for (let x = Math.floor(Math.min(...boxes.map((box) => box.x1))); x < right; x++) {
      const r = Math.min(...ellipses.map((ellipse) => radiusAt(ellipse, x + 0.5, y + 0.5)));
      // The rim is 1.6 pixels soft, as focus makes it.
      const softness = 1.6 / Math.min(...ellipses.map((ellipse) => Math.min(ellipse.radiusX, ellipse.radiusY)));
      const edge = Math.min(1, Math.max(0, (1 - r) / softness + 0.5));
      if (edge === 0) continue;
      const strength = edge * thickness(Math.min(r, 1), x, y);
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        light[at + channel] = (light[at + channel] ?? 0) * (colour[channel] ?? 1) ** strength;
      }
    }
  }
}

/** 0 in the middle of the ellipse, 1 on its rim. */
function radiusAt(ellipse: Ellipse, x: number, y: number): number {
  const dx = x - ellipse.x;
  const dy = y - ellipse.y;
  const cos = Math.cos(ellipse.angle);
  const sin = Math.sin(ellipse.angle);
  return Math.hypot((dx * cos + dy * sin) / ellipse.radiusX, (dy * cos - dx * sin) / ellipse.radiusY);
}

/** Light to bytes, with the grain of a camera. */
function develop(light: Float32Array, random: Random): Uint8Array {
  const rgb = new Uint8Array(light.length);
  for (let pixel = 0; pixel < light.length; pixel += 3) {
    const noise = (random() + random() - 1) * 3;
    for (let channel = 0; channel < 3; channel++) {
      rgb[pixel + channel] = Math.min(255, Math.max(0, Math.round((light[pixel + channel] ?? 0) + noise)));
    }
  }
  return rgb;
}
