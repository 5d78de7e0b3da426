// Edits of several boxes by each other: align, split, merge, and duplicates found. Pure functions to a Change, as in edits.ts.
import {
  centre,
  height,
  iou,
  minSide,
  settle,
  translateInside,
  union,
  width,
  type Box,
  type Size,
} from '../geometry/box.ts';
import { noChange, type Annotations, type Change } from './change.ts';
import { discard, type NextId } from './edits.ts';
import { isHuman, type Annotation } from './types.ts';
import { find, updating, withBox, type Ids } from './updating.ts';

export const alignments = ['left', 'right', 'top', 'bottom', 'across', 'down', 'width', 'height'] as const;
/** To an edge, to the middle across or down, or to the same width or height. */
export type Alignment = (typeof alignments)[number];

/** The boxes brought in line with the first of them, which stays; as far as the picture's border lets them. */
export function align(annotations: Annotations, ids: Ids, how: Alignment, size: Size): Change {
  const [model] = find(annotations, ids);
  if (model === undefined) return noChange;
  return updating(annotations, ids, (annotation) =>
    annotation === model
      ? annotation
      : withBox(annotation, settle(aligned(annotation.box, model.box, how, size), size)),
  );
}

function aligned(box: Box, model: Box, how: Alignment, size: Size): Box {
  const by = (dx: number, dy: number) => translateInside(box, dx, dy, size);
  switch (how) {
    case 'left':
      return by(model.x1 - box.x1, 0);
    case 'right':
      return by(model.x2 - box.x2, 0);
    case 'top':
      return by(0, model.y1 - box.y1);
    case 'bottom':
      return by(0, model.y2 - box.y2);
    case 'across':
      return by(centre(model).x - centre(box).x, 0);
    case 'down':
      return by(0, centre(model).y - centre(box).y);
    case 'width':
      return translateInside({ ...box, x2: box.x1 + width(model) }, 0, 0, size);
    case 'height':
      return translateInside({ ...box, y2: box.y1 + height(model) }, 0, 0, size);
  }
}

/** Each box cut in two halves, side by side or one above the other; what is too small for that is left as it is. */
export function split(annotations: Annotations, ids: Ids, halves: 'beside' | 'above', nextId: NextId): Change {
  const added: Annotation[] = [];
  const cut = updating(annotations, ids, (annotation) => {
    const { box } = annotation;
    const extent = halves === 'beside' ? width(box) : height(box);
    if (extent < 2 * minSide) return annotation;
    const { x, y } = centre(box);
    const [one, other] =
      halves === 'beside'
        ? [
            { ...box, x2: x },
            { ...box, x1: x },
          ]
        : [
            { ...box, y2: y },
            { ...box, y1: y },
          ];
    added.push({ ...annotation, id: nextId(), box: other, origin: { kind: 'drawn' } });
    return withBox(annotation, one);
  });
  return { ...cut, added };
}

/** The first box grown around all of them; the others go as by Delete. */
export function mergeIntoFirst(annotations: Annotations, ids: Ids, size: Size): Change {
  const [first, ...rest] = find(annotations, ids);
  const hull = union([first, ...rest].flatMap((one) => one?.box ?? []));
  if (first === undefined || hull === undefined || rest.length === 0) return noChange;
  const grown = updating(annotations, [first.id], (annotation) => withBox(annotation, settle(hull, size)));
  const gone = discard(
    annotations,
    rest.map(({ id }) => id),
  );
  return { added: [], removed: gone.removed, updated: [...grown.updated, ...gone.updated] };
}

/**
 * Of boxes of one class that overlap by an IoU of `from` or more one stays: a human's before a proposal, the surer before the less
 * sure, the older of two that are equal. The others go as by Delete. `candidates` are the boxes that are looked at.
 */
export function mergeDuplicates(annotations: Annotations, candidates: readonly Annotation[], from: number): Change {
  const kept = new Map<string, Annotation[]>();
  const doubled: Annotation[] = [];
  for (const annotation of candidates.toSorted(better)) {
    // A group's box stands for many and doubles none of them.
    const kind = `${annotation.categoryId} ${annotation.crowd}`;
    const rivals = kept.get(kind) ?? [];
    kept.set(kind, rivals);
    if (rivals.some(({ box }) => iou(box, annotation.box) >= from)) doubled.push(annotation);
    else rivals.push(annotation);
  }
  return discard(
    annotations,
    doubled.map(({ id }) => id),
  );
}

function better(a: Annotation, b: Annotation): number {
  return Number(isHuman(b)) - Number(isHuman(a)) || sureness(b) - sureness(a) || a.id - b.id;
}

/** A human's own box is surer than any model. */
function sureness({ origin }: Annotation): number {
  return origin.kind === 'drawn' || origin.kind === 'imported' || origin.kind === 'edited' ? 2 : origin.score;
}
