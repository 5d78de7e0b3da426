// What import kept of an annotation, out of the JSON text that it is stored as. Polygons are most of a large set, and an export
// hands them on as they are: their text is kept, and they are parsed only where somebody looks at them.
import type { AnnotationExtra, Bbox, UnknownKeys } from './entries.ts';

/** How the text begins that JSON.stringify makes of an extra with a bbox, an area and polygons. Numbers only, so no string can look like it. */
const polygonsHead = /^\{"bbox":\[[^\]"]*\],"area":[^,"]*,"segmentation":\[\[/;

/** Of lists of numbers, and nothing else. */
const numbersOnly = /^[\d.,[\]eE+-]+$/;

interface Plain {
  readonly bbox: Bbox;
  readonly area: number;
  readonly keys?: UnknownKeys;
}

export function readExtra(text: string): AnnotationExtra {
  const begin = (polygonsHead.exec(text)?.[0].length ?? 0) - 2;
  const end = begin < 0 ? -1 : text.indexOf(']]', begin) + 2;
  const polygons = text.slice(begin, end);
  if (end < 2 || begin < 0 || !numbersOnly.test(polygons)) return JSON.parse(text) as AnnotationExtra;
  const { bbox, area, keys } = JSON.parse(`${text.slice(0, begin)}0${text.slice(end)}`) as Plain;
  return new PolygonsAsText(bbox, area, polygons, keys);
}

/** A class, because a getter in an object literal makes a hidden class for each object, which keeps every text of a large export alive. */
class PolygonsAsText implements AnnotationExtra {
  readonly bbox: Bbox;
  readonly area: number;
  readonly segmentationText: string;
  readonly keys?: UnknownKeys;

  constructor(bbox: Bbox, area: number, polygons: string, keys: UnknownKeys | undefined) {
    this.bbox = bbox;
    this.area = area;
    this.segmentationText = polygons;
    if (keys !== undefined) this.keys = keys;
  }

  get segmentation(): unknown {
    return JSON.parse(this.segmentationText);
  }
}
