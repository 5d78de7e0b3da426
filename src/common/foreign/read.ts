// A foreign model's outputs → a picture's detections, by the way that its card names. Runs no model.
import type { DetectOptions, Detections } from '../fcos/detect.ts';
import { inPicture } from './found.ts';
import type { Found } from './found.ts';
import type { Placement } from './input.ts';
import { readCells } from './kinds/cells.ts';
import { readDistances } from './kinds/distances.ts';
import { readFastest } from './kinds/fastest.ts';
import { readFcos } from './kinds/fcos.ts';
import { readListed } from './kinds/listed.ts';
import { readPair } from './kinds/pair.ts';
import { readPeaks } from './kinds/peaks.ts';
import { readRows } from './kinds/rows.ts';
import type { Share } from './outputs.ts';
import type { ForeignSpec, Reading } from './spec.ts';
import type { DetectionSpec } from '../fcos/spec.ts';

/** Best first, in pixels of the picture. Throws a Failure on outputs that do not fit the card. */
export function readForeign(
  share: Share,
  spec: ForeignSpec,
  place: Placement,
  options: DetectOptions = {},
): Detections {
  const detection = { ...spec.detection, ...options };
  if (spec.reading.kind === 'fcos') return readFcos(share, spec.reading, spec.classes, place, detection);
  return inPicture(found(share, spec.reading, spec.classes, place, detection), place, detection);
}

function found(
  share: Share,
  reading: Exclude<Reading, { kind: 'fcos' }>,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
): Found {
  switch (reading.kind) {
    case 'listed':
      return readListed(share, reading, classes, place, detection);
    case 'rows':
      return readRows(share, reading, classes, place, detection);
    case 'cells':
      return readCells(share, reading, classes, place, detection);
    case 'pair':
      return readPair(share, reading, classes, place, detection);
    case 'distances':
      return readDistances(share, reading, classes, place, detection);
    case 'peaks':
      return readPeaks(share, reading, classes, place, detection);
    case 'fastest':
      return readFastest(share, reading, classes, place, detection);
  }
}
