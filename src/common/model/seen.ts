// What a model gave for a picture, or for a part of it, kept so that it can be asked again without another run. Plain data.
import { answersNear } from '../fcos/nearby.ts';
import type { NetworkReading } from '../fcos/nearby.ts';
import { weigh } from '../fcos/answer.ts';
import type { AskedPlace, WeighedAnswer } from '../fcos/answer.ts';
import type { Detections, Geometry, RawOutputs } from '../fcos/detect.ts';

/** `everywhere`: each place of the picture has a box. `candidates`: boxes before suppression. `final`: only what is left after it. */
export type Knowledge = 'everywhere' | 'candidates' | 'final';

export type Seen =
  | {
      readonly kind: 'locations';
      readonly outputs: RawOutputs;
      readonly geometry: Geometry;
      readonly network: NetworkReading;
    }
  /** In pixels of the picture or part. */
  | { readonly kind: 'boxes'; readonly found: Detections; readonly knows: Exclude<Knowledge, 'everywhere'> };

export function knowledgeOf(seen: Seen): Knowledge {
  return seen.kind === 'locations' ? 'everywhere' : seen.knows;
}

/** Every box in it that answers; `place` and boxes in pixels of the picture or part. */
export function answersIn(seen: Seen, place: AskedPlace): WeighedAnswer[] {
  if (seen.kind === 'locations') return answersNear(seen.outputs, seen.geometry, seen.network, place);
  const { boxes, labels, scores } = seen.found;
  const wanted = place.labels === undefined ? undefined : new Set(place.labels);
  const answers: WeighedAnswer[] = [];
  scores.forEach((score, index) => {
    const label = labels[index] as number;
    if (wanted?.has(label) === false) return;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = boxes.subarray(index * 4, index * 4 + 4);
    const box = { x1, y1, x2, y2 };
    const weight = weigh(place, box, score);
    if (weight > 0) answers.push({ box, label, score, weight });
  });
  return answers;
}

/** The memory that it consists of; nobody else uses it. */
export function buffersOf(seen: Seen): ArrayBuffer[] {
  const arrays =
    seen.kind === 'locations'
      ? [seen.outputs.classLogits, seen.outputs.regression, seen.outputs.centreness]
      : [seen.found.boxes, seen.found.scores, seen.found.labels];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}

/** A copy of one picture's share, which others write over. */
export function ownCopy({ classLogits, regression, centreness }: RawOutputs): RawOutputs {
  return { classLogits: classLogits.slice(), regression: regression.slice(), centreness: centreness.slice() };
}
