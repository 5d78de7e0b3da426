// Matches the detections of one picture and category to its truth boxes as pycocotools' evaluateImg does, for every area
// range and IoU threshold. It knows one picture at a time; accumulate.ts puts pictures together. What happens at each of the
// ten thresholds is one bit each, because most detections end alike at all of them.
import type { BoxColumns, Detections, Truth } from './evaluation.ts';

/** .5 to .95 as numpy's linspace has them: .9 is 0.8999999999999999 there, and a tie at it is decided by that. */
export const iouThresholds: Float64Array = Float64Array.from({ length: 10 }, (_, index) =>
  index === 9 ? 0.95 : 0.5 + index * ((0.95 - 0.5) / 9),
);

/** A bit for each threshold. */
const allThresholds = (1 << iouThresholds.length) - 1;

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

/** The rank of a detection beyond them. */
const beyond = 255;

/** The detections of one category in all pictures, by falling score. */
export interface CategoryMatches {
  readonly count: number;
  readonly score: Float64Array;
  /** Place by score in its picture, from 0. */
  readonly rank: Uint8Array;
  /** [areas, count] bit k: it took a truth box that counts at threshold k. */
  readonly hit: Uint16Array;
  /** [areas, count] bit k: at threshold k it counts neither for nor against the detector. */
  readonly ignored: Uint16Array;
  /** [areas] truth boxes that count. */
  readonly truthCount: Int32Array;
}

export function categoryMatches(count: number): CategoryMatches {
  return {
    count,
    score: new Float64Array(count),
    rank: new Uint8Array(count).fill(beyond),
    hit: new Uint16Array(areaRanges.length * count),
    // What no picture says anything of is beyond the 100 best there.
    ignored: new Uint16Array(areaRanges.length * count).fill(allThresholds),
    truthCount: new Int32Array(areaRanges.length),
  };
}

/** Room that is used again for each picture. A pair is a candidate from an IoU of .5 on; all others can never match. */
export interface Scratch {
  /** [detections + 1] where the candidates of each detection start. */
  start: Int32Array;
  /** [candidates] places in Picture.truth, in file order for each detection. */
  candidate: Int32Array;
  /** [candidates] */
  iou: Float64Array;
  /** [truth] 1 where the box counts in the area range at hand. */
  counts: Uint8Array;
  /** [truth] bit k: a detection took the box at threshold k. */
  taken: Uint16Array;
}

export function scratch(): Scratch {
  return {
    start: new Int32Array(1),
    candidate: new Int32Array(0),
    iou: new Float64Array(0),
    counts: new Uint8Array(0),
    taken: new Uint16Array(0),
  };
}

/** Indices into the columns: `truth` in file order, `detections` by falling score. */
export interface Picture {
  readonly truth: Int32Array;
  readonly detections: Int32Array;
}

/** Adds the outcomes of one picture to those of its category; `place` says where each detection stands there. */
export function matchPicture(
  { truth: boxes, detections }: Picture,
  truth: Truth,
  found: Detections,
  place: Int32Array,
  into: CategoryMatches,
  room: Scratch,
): void {
  const picture = { truth: boxes, detections: detections.subarray(0, mostDetections) };
  findCandidates(picture, truth, found.boxes, room);
  for (let index = 0; index < picture.detections.length; index += 1) {
    const at = place[picture.detections[index]!]!;
    into.score[at] = found.boxes.score[picture.detections[index]!]!;
    into.rank[at] = index;
  }
  for (let range = 0; range < areaRanges.length; range += 1) {
    into.truthCount[range]! += startRange(picture.truth, truth, range, room);
    matchRange(picture, truth, found.boxes, range, place, into, room);
  }
}

/**
 * Matches one picture at one threshold, whatever the area: gives the place in picture.truth of the box that each detection
 * took, −1 for none, and leaves in `room` which boxes count and which were taken.
 */
export function matchAtThreshold(
  picture: Picture,
  truth: Truth,
  found: Detections,
  threshold: number,
  room: Scratch,
): Int32Array {
  findCandidates(picture, truth, found.boxes, room);
  startRange(picture.truth, truth, allAreas, room);
  return Int32Array.from(picture.detections, (_, index) => take(picture, truth, index, threshold, room));
}

/** Finds the pairs of an IoU of .5 or more; against a crowd it is the share of the detection that the crowd covers. */
function findCandidates({ truth, detections }: Picture, { boxes }: Truth, found: BoxColumns, room: Scratch): void {
  makeRoom(room, truth.length, detections.length);
  const least = leastIou[0]!;
  let candidates = 0;
  for (let index = 0; index < detections.length; index += 1) {
    const d = detections[index]! * 4;
    const dx = found.bbox[d]!;
    const dy = found.bbox[d + 1]!;
    const dw = found.bbox[d + 2]!;
    const dh = found.bbox[d + 3]!;
    room.start[index] = candidates;
    for (let place = 0; place < truth.length; place += 1) {
      const g = truth[place]! * 4;
      const gx = boxes.bbox[g]!;
      const gw = boxes.bbox[g + 2]!;
      const w = Math.min(dx + dw, gx + gw) - Math.max(dx, gx);
      if (!(w > 0)) continue;
      const gy = boxes.bbox[g + 1]!;
      const gh = boxes.bbox[g + 3]!;
      const h = Math.min(dy + dh, gy + gh) - Math.max(dy, gy);
      if (!(h > 0)) continue;
      const shared = w * h;
      const iou = shared / (boxes.crowd[truth[place]!] === 1 ? dw * dh : dw * dh + gw * gh - shared);
      if (!(iou >= least)) continue;
      room.candidate[candidates] = place;
      room.iou[candidates] = iou;
      candidates += 1;
    }
  }
  room.start[detections.length] = candidates;
}

function makeRoom(room: Scratch, truth: number, detections: number): void {
  if (room.counts.length < truth) {
    room.counts = new Uint8Array(truth * 2);
    room.taken = new Uint16Array(truth * 2);
  }
  if (room.start.length < detections + 1) room.start = new Int32Array(detections * 2 + 1);
  if (room.iou.length < truth * detections) {
    room.candidate = new Int32Array(truth * detections * 2);
    room.iou = new Float64Array(truth * detections * 2);
  }
}

/** Marks the boxes that count in an area range, none of them taken; gives how many count. */
function startRange(indices: Int32Array, { boxes }: Truth, range: number, { counts, taken }: Scratch): number {
  const [least, most] = areaRanges[range]!;
  let counting = 0;
  for (let place = 0; place < indices.length; place += 1) {
    const box = indices[place]!;
    const area = boxes.area[box]!;
    const counted = boxes.crowd[box] !== 1 && !(area < least || area > most) ? 1 : 0;
    counts[place] = counted;
    taken[place] = 0;
    counting += counted;
  }
  return counting;
}

/** The outcomes of all detections of a picture in one area range, at all thresholds. */
function matchRange(
  picture: Picture,
  truth: Truth,
  found: BoxColumns,
  range: number,
  placeOf: Int32Array,
  into: CategoryMatches,
  room: Scratch,
): void {
  const [least, most] = areaRanges[range]!;
  for (let index = 0; index < picture.detections.length; index += 1) {
    const detection = picture.detections[index]!;
    let hit = 0;
    let onIgnored = 0;
    if (room.start[index]! < room.start[index + 1]!) {
      for (let threshold = 0; threshold < iouThresholds.length; threshold += 1) {
        const place = take(picture, truth, index, threshold, room);
        if (place === -1) continue;
        if (room.counts[place] === 1) hit |= 1 << threshold;
        else onIgnored |= 1 << threshold;
      }
    }
    // An unmatched detection whose own area is outside the range does not count against the detector.
    const area = found.bbox[detection * 4 + 2]! * found.bbox[detection * 4 + 3]!;
    const at = range * into.count + placeOf[detection]!;
    into.hit[at] = hit;
    into.ignored[at] = area >= least && area <= most ? onIgnored : allThresholds & ~hit;
  }
}

/** The IoU from which on a pair can match at each threshold: a perfect 1 is never asked for. */
const leastIou = iouThresholds.map((threshold) => Math.min(threshold, 1 - 1e-10));

/**
 * Gives a detection the box that it overlaps most of those that are left, the later one of equals: one that counts if any
 * will do, else an ignored one. A crowd is never used up. −1: none.
 */
function take({ truth }: Picture, { boxes }: Truth, detection: number, threshold: number, room: Scratch): number {
  const { start, candidate, iou, counts, taken } = room;
  const bit = 1 << threshold;
  const end = start[detection + 1]!;
  for (let counting = 1; counting >= 0; counting -= 1) {
    let highest = leastIou[threshold]!;
    let match = -1;
    for (let at = start[detection]!; at < end; at += 1) {
      if (iou[at]! < highest) continue;
      const place = candidate[at]!;
      if (counts[place] !== counting) continue;
      if ((taken[place]! & bit) !== 0 && boxes.crowd[truth[place]!] !== 1) continue;
      highest = iou[at]!;
      match = place;
    }
    if (match === -1) continue;
    taken[match]! |= bit;
    return match;
  }
  return -1;
}
