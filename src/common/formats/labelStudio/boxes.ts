// A region of Label Studio, in percent of its picture, as a box.
import type { Bbox } from '../../dataset/entries.ts';
import type { Loss } from '../../dataset/losses.ts';
import { readNumber, readPoints, type Point } from '../numbers.ts';
import { around, aroundEllipse, cornersOf, outlineOf, turned } from '../shapes.ts';
import type { Region } from './results.ts';

export interface Scale {
  /** Pixels of the picture; 1 × 1 where the file does not say them: boxes are in fractions then. */
  readonly width: number;
  readonly height: number;
  readonly isKnown: boolean;
}

export interface RegionBox {
  readonly bbox?: Bbox;
  readonly segmentation?: readonly (readonly number[])[];
  readonly loss?: Loss;
  /** Why there is no box, where that is a mistake of the file. */
  readonly why?: string;
}

const leftOut: Readonly<Record<string, Loss>> = {
  keypoint: 'keypoints were left out',
  brush: 'masks were left out',
  bitmask: 'masks were left out',
  vector: 'lines were left out',
  videorectangle: 'video frames were left out',
  timeline: 'video frames were left out',
};

export function boxOfRegion({ kind, value }: Region, scale: Scale): RegionBox {
  const loss = Object.hasOwn(leftOut, kind) ? leftOut[kind] : undefined;
  if (loss !== undefined) return { loss };
  const toPixels = ([x, y]: Point): Point => [(x / 100) * scale.width, (y / 100) * scale.height];
  const degrees = readNumber(value['rotation']) ?? 0;
  if (degrees % 360 !== 0 && !scale.isKnown) {
    return { why: `is turned by ${degrees}°, and the file does not say how large the picture is` };
  }
  if (kind === 'polygon') return polygonOf(value['points'], toPixels);
  const [x, y] = [readNumber(value['x']), readNumber(value['y'])];
  const [across, down] = ['width', 'height'].map((side) =>
    readNumber(value[kind === 'ellipse' ? radius[side]! : side]),
  );
  if (x === undefined || y === undefined || across === undefined || down === undefined) {
    return { why: 'has not all its numbers' };
  }
  const at = toPixels([x, y]);
  const sides = toPixels([across, down]);
  if (kind === 'ellipse') {
    return { bbox: aroundEllipse(at, sides[0], sides[1], degrees), loss: 'ellipses and circles became boxes' };
  }
  const bbox: Bbox = [at[0], at[1], sides[0], sides[1]];
  if (degrees % 360 === 0) return { bbox };
  // Label Studio turns about the upper left corner.
  const corners = turned(cornersOf(bbox), degrees, at);
  return { bbox: around(corners)!, segmentation: [corners.flat()], loss: 'rotated boxes became upright boxes' };
}

const radius: Readonly<Record<string, string>> = { width: 'radiusX', height: 'radiusY' };

function polygonOf(value: unknown, toPixels: (point: Point) => Point): RegionBox {
  const reading = readPoints(value, 'points');
  if (!reading.ok) return { why: reading.why };
  const points = reading.points.map(toPixels);
  const outline = outlineOf(points);
  if (outline === undefined) return { why: `has ${points.length} points, and a polygon has three or more` };
  const bbox = around(points)!;
  return { bbox, segmentation: [outline], loss: 'polygons became boxes; the outlines are kept for COCO' };
}
