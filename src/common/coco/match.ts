// Matches the detections of one picture and category to its truth boxes as pycocotools' evaluateImg does, for every area
// range and IoU threshold. It knows one picture at a time; accumulate.ts puts pictures together.
import type { BoxColumns, Detections, Truth } from './evaluation.ts';

/** .5 to .95 as numpy's linspace has them: .9 is 0.8999999999999999 there, and a tie at it is decided by that. */
export const iouThresholds: Float64Array = Float64Array.from({ length: 10 }, (_, index) =>
  index === 9 ? 0.95 : 0.5 + index * ((0.95 - 0.5) / 9),
);

/** Square pixels, both ends included: all, small, medium, large. */
export const areaRanges = [
  [0, 1e10],
  [0, 32 ** 2],
  [32 ** 2, 96 ** 2],
  [96 ** 2, 1e10],
] as const;

const allAreas = 0;

/** Detections of one picture and category beyond this many (by score) do not count. */
export const mostDetections = 100;

/** What became of a detection at one area range and threshold. */
export const falsePositive = 0;
export const truePositive = 1;
export const ignored = 2;

/** The detections of one category, over all pictures so far. */
export interface CategoryMatches {
  /** Detections kept so far. */
  count: number;
  readonly capacity: number;
  readonly score: Float64Array;
  /** Place by score in its picture, from 0. */
  readonly rank: Uint8Array;
  /** [areas · thresholds, capacity] of falsePositive, truePositive, ignored. */
  readonly outcome: Uint8Array;
  /** [areas] truth boxes that count. */
  readonly truthCount: Int32Array;
}

export function categoryMatches(capacity: number): CategoryMatches {
  return {
    count: 0,
    capacity,
    score: new Float64Array(capacity),
    rank: new Uint8Array(capacity),
    outcome: new Uint8Array(areaRanges.length * iouThresholds.length * capacity),
    truthCount: new Int32Array(areaRanges.length),
  };
}

/** Room that is used again for each picture. */
export interface Scratch {
  /** [detections, truth] */
  iou: Float64Array;
  /** [detections] the highest IoU of each. */
  best: Float64Array;
  /** Places in Picture.truth: boxes that count first, then the ignored ones. */
  truthOrder: Int32Array;
  /** [truth] in the order of truthOrder: 1 where a detection took the box. */
  taken: Uint8Array;
  /** [detections] the place in truthOrder of the box that each took; −1: none. */
  match: Int32Array;
}

export function scratch(): Scratch {
  return {
    iou: new Float64Array(0),
    best: new Float64Array(0),
    truthOrder: new Int32Array(0),
    taken: new Uint8Array(0),
    match: new Int32Array(0),
  };
}

/** Indices into the columns: `truth` in file order, `detections` by falling score. */
export interface Picture {
  readonly truth: Int32Array;
  readonly detections: Int32Array;
}

/** Adds the outcomes of one picture, of at most mostDetections detections, to those of its category. */
export function matchPicture(
  picture: Picture,
  truth: Truth,
  found: Detections,
  into: CategoryMatches,
  room: Scratch,
): void {
  const { detections } = picture;
  makeRoom(room, picture);
  overlaps(picture, truth, found.boxes, room);
  for (let index = 0; index < detections.length; index += 1) {
    into.score[into.count + index] = found.boxes.score[detections[index]!]!;
    into.rank[into.count + index] = index;
  }
  for (let range = 0; range < areaRanges.length; range += 1) {
    const counting = orderTruth(picture.truth, truth, range, room.truthOrder);
    into.truthCount[range]! += counting;
    for (let threshold = 0; threshold < iouThresholds.length; threshold += 1) {
      const at = (range * iouThresholds.length + threshold) * into.capacity + into.count;
      matchAt(picture, truth, { least: iouThresholds[threshold]!, counting }, room);
      for (let index = 0; index < detections.length; index += 1) {
        const place = room.match[index]!;
        if (place !== -1) into.outcome[at + index] = place < counting ? truePositive : ignored;
      }
    }
    ignoreOutsideRange(detections, found.boxes.bbox, range, into);
  }
  into.count += detections.length;
}

/**
 * Matches one picture at an IoU alone, whatever the area: leaves truthOrder, taken and match in `room`. Gives how many truth
 * boxes count; the crowds follow them in truthOrder.
 */
export function matchAtIou(picture: Picture, truth: Truth, found: Detections, least: number, room: Scratch): number {
  makeRoom(room, picture);
  overlaps(picture, truth, found.boxes, room);
  const counting = orderTruth(picture.truth, truth, allAreas, room.truthOrder);
  matchAt(picture, truth, { least, counting }, room);
  return counting;
}

function makeRoom(room: Scratch, { truth, detections }: Picture): void {
  if (room.truthOrder.length < truth.length) {
    room.truthOrder = new Int32Array(truth.length * 2);
    room.taken = new Uint8Array(truth.length * 2);
  }
  if (room.match.length < detections.length) {
    room.best = new Float64Array(detections.length * 2);
    room.match = new Int32Array(detections.length * 2);
  }
  const cells = truth.length * detections.length;
  if (room.iou.length < cells) room.iou = new Float64Array(cells * 2);
}

/** IoU of each pair; against a crowd it is the share of the detection that the crowd covers. */
function overlaps({ truth, detections }: Picture, { boxes }: Truth, found: BoxColumns, room: Scratch): void {
  let cell = 0;
  for (let index = 0; index < detections.length; index += 1) {
    const d = detections[index]! * 4;
    const dx = found.bbox[d]!;
    const dy = found.bbox[d + 1]!;
    const dw = found.bbox[d + 2]!;
    const dh = found.bbox[d + 3]!;
    let best = 0;
    for (const box of truth) {
      const g = box * 4;
      const gx = boxes.bbox[g]!;
      const gy = boxes.bbox[g + 1]!;
      const gw = boxes.bbox[g + 2]!;
      const gh = boxes.bbox[g + 3]!;
      const w = Math.min(dx + dw, gx + gw) - Math.max(dx, gx);
      const h = Math.min(dy + dh, gy + gh) - Math.max(dy, gy);
      let iou = 0;
      if (w > 0 && h > 0) {
        const shared = w * h;
        iou = shared / (boxes.crowd[box] === 1 ? dw * dh : dw * dh + gw * gh - shared);
      }
      room.iou[cell] = iou;
      cell += 1;
      if (iou > best) best = iou;
    }
    room.best[index] = best;
  }
}

/** Truth boxes that count at this range first, then the ignored ones, each in file order; gives how many count. */
function orderTruth(indices: Int32Array, { boxes }: Truth, range: number, order: Int32Array): number {
  const [least, most] = areaRanges[range]!;
  let counting = 0;
  let ignoredEnd = indices.length;
  for (let place = 0; place < indices.length; place += 1) {
    const box = indices[place]!;
    const area = boxes.area[box]!;
    const counts = boxes.crowd[box] !== 1 && !(area < least || area > most);
    if (counts) order[counting++] = place;
    else order[--ignoredEnd] = place;
  }
  order.subarray(counting, indices.length).reverse();
  return counting;
}

interface Level {
  /** IoU from which on a pair can match. */
  readonly least: number;
  /** How many truth boxes count; the others follow them in truthOrder. */
  readonly counting: number;
}

/** Gives each detection in turn the box that it overlaps most of those that are left; a crowd is never used up. */
function matchAt({ truth, detections }: Picture, { boxes }: Truth, level: Level, room: Scratch): void {
  const { iou, best, truthOrder, taken } = room;
  const least = Math.min(level.least, 1 - 1e-10);
  taken.fill(0, 0, truth.length);
  room.match.fill(-1, 0, detections.length);
  for (let index = 0; index < detections.length; index += 1) {
    if (best[index]! < least) continue;
    let highest = least;
    let match = -1;
    for (let place = 0; place < truth.length; place += 1) {
      // A match with a box that counts is never given up for an ignored one.
      if (place === level.counting && match > -1) break;
      const box = truthOrder[place]!;
      if (taken[place] === 1 && boxes.crowd[truth[box]!] !== 1) continue;
      const overlap = iou[index * truth.length + box]!;
      if (overlap < highest) continue;
      highest = overlap;
      match = place;
    }
    if (match === -1) continue;
    taken[match] = 1;
    room.match[index] = match;
  }
}

/** An unmatched detection whose own area is outside the range does not count against the detector. */
function ignoreOutsideRange(detections: Int32Array, bbox: Float64Array, range: number, into: CategoryMatches): void {
  const [least, most] = areaRanges[range]!;
  for (let index = 0; index < detections.length; index += 1) {
    const d = detections[index]! * 4;
    const area = bbox[d + 2]! * bbox[d + 3]!;
    if (area >= least && area <= most) continue;
    for (let threshold = 0; threshold < iouThresholds.length; threshold += 1) {
      const at = (range * iouThresholds.length + threshold) * into.capacity + into.count + index;
      if (into.outcome[at] === falsePositive) into.outcome[at] = ignored;
    }
  }
}
