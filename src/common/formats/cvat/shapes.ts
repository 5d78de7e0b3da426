// The shapes of a CVAT picture as boxes: boxes, turned or not, outlines, ellipses, masks and cuboids; others are counted.
import type { Loss, LossTally } from '../../dataset/losses.ts';
import { readCoordinate } from '../../dataset/placeBox.ts';
import { shown } from '../../dataset/problems.ts';
import { boxAround } from '../../dataset/segmentation.ts';
import type { Box } from '../../geometry/box.ts';
import type { XmlElement } from '../xml/readXml.ts';

export interface ShapeBox {
  readonly box: Box;
  /** x y x y … in pixels, where the shape has an outline. */
  readonly outline?: readonly number[];
}

const leftOut: Readonly<Record<string, Loss>> = {
  polyline: 'lines were left out',
  points: 'points were left out',
  skeleton: 'keypoints were left out',
  tag: 'labels of whole pictures were left out',
};

const readers: Readonly<Record<string, (shape: XmlElement, lost: LossTally) => ShapeBox | string>> = {
  box: readBox,
  polygon: readPolygon,
  ellipse: readEllipse,
  mask: readMask,
  cuboid: readCuboid,
};

/** undefined for what is no box here, which is counted; a text that says what is wrong where a number is missing. */
export function readShape(shape: XmlElement, lost: LossTally): ShapeBox | string | undefined {
  const reader = Object.hasOwn(readers, shape.name) ? readers[shape.name] : undefined;
  if (reader !== undefined) return reader(shape, lost);
  lost.lose((Object.hasOwn(leftOut, shape.name) ? leftOut[shape.name] : undefined) ?? 'other shapes were left out');
  return undefined;
}

/** The named attributes as numbers, or what is wrong with the first that is none. */
function numbers<Name extends string>(
  { attributes }: XmlElement,
  names: readonly Name[],
): Record<Name, number> | string {
  const values: [Name, number][] = [];
  for (const name of names) {
    const text = attributes.get(name);
    const value = readCoordinate(text);
    if (value === undefined) return `${name} is ${text === undefined ? 'missing' : `${shown(text)}, not a number`}`;
    values.push([name, value]);
  }
  return Object.fromEntries(values) as Record<Name, number>;
}

function readBox(shape: XmlElement, lost: LossTally): ShapeBox | string {
  const sides = numbers(shape, ['xtl', 'ytl', 'xbr', 'ybr']);
  if (typeof sides === 'string') return sides;
  const box = { x1: sides.xtl, y1: sides.ytl, x2: sides.xbr, y2: sides.ybr };
  const turn = readCoordinate(shape.attributes.get('rotation') ?? '0');
  if (turn === undefined) return `rotation is ${shown(shape.attributes.get('rotation'))}, not a number`;
  if (turn % 360 === 0) return { box };
  lost.lose('rotated boxes became upright boxes');
  return around(cornersOfTurned(box, turn));
}

/** Clockwise by degrees about the box's middle. */
function cornersOfTurned({ x1, y1, x2, y2 }: Box, degrees: number): number[] {
  const angle = (degrees / 180) * Math.PI;
  const [cx, cy] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const corners = [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ] as const;
  return corners.flatMap(([x, y]) => [
    cx + (x - cx) * Math.cos(angle) - (y - cy) * Math.sin(angle),
    cy + (x - cx) * Math.sin(angle) + (y - cy) * Math.cos(angle),
  ]);
}

function around(outline: readonly number[]): ShapeBox {
  return { box: boxAround([outline])!, outline };
}

function readPolygon(shape: XmlElement, lost: LossTally): ShapeBox | string {
  const written = shape.attributes.get('points');
  const outline: number[] = [];
  for (const text of (written ?? '').split(/[;,]/)) {
    const value = readCoordinate(text);
    if (value === undefined)
      return written === undefined ? 'points is missing' : `points has ${shown(text)}, not a number`;
    outline.push(value);
  }
  if (outline.length < 6 || outline.length % 2 === 1)
    return `points has ${outline.length} numbers; an outline has at least three points`;
  lost.lose('polygons became boxes; the outlines are kept for COCO');
  return around(outline);
}

function readEllipse(shape: XmlElement, lost: LossTally): ShapeBox | string {
  const ellipse = numbers(shape, ['cx', 'cy', 'rx', 'ry']);
  if (typeof ellipse === 'string') return ellipse;
  const { cx, cy, rx, ry } = ellipse;
  const angle = ((readCoordinate(shape.attributes.get('rotation') ?? '0') ?? 0) / 180) * Math.PI;
  const across = Math.hypot(rx * Math.cos(angle), ry * Math.sin(angle));
  const down = Math.hypot(rx * Math.sin(angle), ry * Math.cos(angle));
  lost.lose('ellipses and circles became boxes');
  return { box: { x1: cx - across, y1: cy - down, x2: cx + across, y2: cy + down } };
}

function readMask(shape: XmlElement, lost: LossTally): ShapeBox | string {
  const place = numbers(shape, ['left', 'top', 'width', 'height']);
  if (typeof place === 'string') return place;
  lost.lose('masks became boxes');
  return { box: { x1: place.left, y1: place.top, x2: place.left + place.width, y2: place.top + place.height } };
}

/** The eight corners, named by top or bottom, left or right, and 1 for the front. */
function readCuboid(shape: XmlElement, lost: LossTally): ShapeBox | string {
  const names = ['tl1', 'bl1', 'tr1', 'br1', 'tl2', 'bl2', 'tr2', 'br2'].flatMap((corner) => [
    `x${corner}`,
    `y${corner}`,
  ]);
  const corners = numbers(shape, names);
  if (typeof corners === 'string') return corners;
  lost.lose('3D boxes became flat boxes');
  return { box: boxAround([names.map((name) => corners[name]!)])! };
}
