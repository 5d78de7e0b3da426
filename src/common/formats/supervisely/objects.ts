// What an object of a Supervisely annotation comes to as a box.
import type { Bbox } from '../../dataset/entries.ts';
import type { Loss } from '../../dataset/losses.ts';
import { isRow, type Row } from '../../dataset/rows.ts';
import { readNumber, readPoints, type Point, type PointsReading } from '../numbers.ts';
import { around, cornersOf, outlineOf, turned } from '../shapes.ts';

export interface ObjectReading {
  readonly box?: { readonly bbox: Bbox; readonly segmentation?: readonly (readonly number[])[] };
  readonly losses: readonly Loss[];
  /** Why there is no box, where that is a mistake of the file. */
  readonly why?: string;
}

const leftOut: ReadonlyMap<unknown, Loss> = new Map([
  ['point', 'points were left out'],
  ['line', 'lines were left out'],
  ['graph', 'keypoints were left out'],
  // A bitmap is a compressed picture of its own; its box is not written beside it.
  ['bitmap', 'masks were left out'],
  ['alpha_mask', 'masks were left out'],
  ['mask_3d', 'masks were left out'],
]);

/** Files of before 2020 say the shape by what is there. */
function typeOf(object: Row): unknown {
  const type = object['geometryType'] ?? object['shape'];
  if (type !== undefined) return type;
  if ('bitmap' in object && isRow(object['bitmap'])) return 'bitmap';
  if (Array.isArray(object['faces'])) return 'cuboid';
  const points = isRow(object['points']) ? object['points']['exterior'] : undefined;
  return Array.isArray(points) && points.length === 2 ? 'rectangle' : 'polygon';
}

export function boxOfObject(object: Row): ObjectReading {
  const type = typeOf(object);
  const left = leftOut.get(type);
  if (left !== undefined) return { losses: [left] };
  switch (type) {
    case 'rectangle':
    case 'oriented_bbox':
      return rectangleOf(object, type);
    case 'polygon':
      return polygonsOf([object['points']], 'points');
    case 'multipolygon': {
      const parts = object['parts'];
      if (!Array.isArray(parts)) return { losses: [], why: 'parts is no list' };
      return polygonsOf(parts as readonly unknown[], 'parts');
    }
    case 'cuboid': {
      const points = readPoints(object['points'], 'points');
      const bbox = points.ok ? around(points.points) : undefined;
      if (bbox === undefined) return { losses: [], why: points.ok ? 'points is empty' : points.why };
      return { box: { bbox }, losses: ['3D boxes became flat boxes'] };
    }
    default:
      return { losses: ['other shapes were left out'] };
  }
}

function exteriorOf(value: unknown, name: string): PointsReading {
  return readPoints(isRow(value) ? value['exterior'] : undefined, `${name}.exterior`);
}

function rectangleOf(object: Row, type: 'rectangle' | 'oriented_bbox'): ObjectReading {
  const points = exteriorOf(object['points'], 'points');
  if (!points.ok) return { losses: [], why: points.why };
  const bbox = around(points.points);
  if (bbox === undefined || points.points.length < 2) return { losses: [], why: 'points.exterior has not two corners' };
  const degrees = type === 'oriented_bbox' ? (readNumber(object['angle']) ?? 0) : 0;
  if (degrees % 360 === 0) return { box: { bbox }, losses: [] };
  const [x, y, w, h] = bbox;
  const corners = turned(cornersOf(bbox), degrees, [x + w / 2, y + h / 2]);
  return {
    box: { bbox: around(corners)!, segmentation: [corners.flat()] },
    losses: ['rotated boxes became upright boxes'],
  };
}

function polygonsOf(parts: readonly unknown[], name: string): ObjectReading {
  const outlines: (readonly number[])[] = [];
  const all: Point[] = [];
  let holes = 0;
  for (const [index, part] of parts.entries()) {
    const at = parts.length === 1 ? name : `${name}[${index}]`;
    const points = exteriorOf(part, at);
    if (!points.ok) return { losses: [], why: points.why };
    const outline = outlineOf(points.points);
    if (outline === undefined) return { losses: [], why: `${at}.exterior has ${points.points.length} points` };
    outlines.push(outline);
    for (const point of points.points) all.push(point);
    if (isRow(part) && Array.isArray(part['interior'])) holes += part['interior'].length;
  }
  const bbox = around(all);
  if (bbox === undefined) return { losses: [], why: `${name} is empty` };
  return {
    box: { bbox, segmentation: outlines },
    losses: [
      'polygons became boxes; the outlines are kept for COCO',
      ...Array.from({ length: holes > 0 ? 1 : 0 }, (): Loss => 'holes in polygons were left out'),
    ],
  };
}
