// COCO's box evaluation written down as its definition reads, slowly and with nothing shared with the program: what the fast
// one is held to on sets that nobody recorded. It is itself held to what pycocotools recorded.
export interface PlainTruth {
  readonly image: number;
  readonly category: number;
  readonly bbox: readonly [number, number, number, number];
  readonly area: number;
  readonly iscrowd: 0 | 1;
}

export interface PlainDetection {
  readonly image: number;
  readonly category: number;
  readonly bbox: readonly [number, number, number, number];
  readonly score: number;
}

const thresholds = Array.from({ length: 10 }, (_, index) => (index === 9 ? 0.95 : 0.5 + (index * (0.95 - 0.5)) / 9));
const ranges: readonly (readonly [number, number])[] = [
  [0, 1e10],
  [0, 1024],
  [1024, 9216],
  [9216, 1e10],
];

/** Of one picture and category in one area range: the best detections, and what became of each at each threshold. */
interface Matched {
  readonly scores: readonly number[];
  /** [thresholds][detections] */
  readonly hit: readonly (readonly boolean[])[];
  readonly ignored: readonly (readonly boolean[])[];
  readonly counting: number;
}

function iouOf(found: PlainDetection, truth: PlainTruth): number {
  const [dx, dy, dw, dh] = found.bbox;
  const [gx, gy, gw, gh] = truth.bbox;
  const w = Math.min(dx + dw, gx + gw) - Math.max(dx, gx);
  const h = Math.min(dy + dh, gy + gh) - Math.max(dy, gy);
  if (w <= 0 || h <= 0) return 0;
  return truth.iscrowd === 1 ? (w * h) / (dw * dh) : (w * h) / (dw * dh + gw * gh - w * h);
}

function matchOne(
  truth: readonly PlainTruth[],
  found: readonly PlainDetection[],
  range: readonly [number, number],
): Matched {
  const outside = (area: number): boolean => area < range[0] || area > range[1];
  const ignoredTruth = (one: PlainTruth): boolean => one.iscrowd === 1 || outside(one.area);
  const ordered = [...truth.filter((one) => !ignoredTruth(one)), ...truth.filter(ignoredTruth)];
  const best = found
    .map((one, index) => ({ one, index }))
    .sort((a, b) => b.one.score - a.one.score || a.index - b.index)
    .slice(0, 100)
    .map(({ one }) => one);
  const ious = best.map((detection) => new Map(truth.map((one) => [one, iouOf(detection, one)])));
  const hit: boolean[][] = [];
  const ignored: boolean[][] = [];
  for (const threshold of thresholds) {
    const taken = new Set<PlainTruth>();
    const matches = ious.map((iouWith): PlainTruth | undefined => {
      let highest = Math.min(threshold, 1 - 1e-10);
      let match: PlainTruth | undefined;
      for (const one of ordered) {
        if (taken.has(one) && one.iscrowd !== 1) continue;
        if (match !== undefined && !ignoredTruth(match) && ignoredTruth(one)) break;
        const iou = iouWith.get(one)!;
        if (iou < highest) continue;
        highest = iou;
        match = one;
      }
      if (match !== undefined) taken.add(match);
      return match;
    });
    hit.push(matches.map((match) => match !== undefined && !ignoredTruth(match)));
    ignored.push(
      matches.map((match, index) =>
        match === undefined ? outside(best[index]!.bbox[2] * best[index]!.bbox[3]) : ignoredTruth(match),
      ),
    );
  }
  const counting = truth.filter((one) => !ignoredTruth(one)).length;
  return { scores: best.map(({ score }) => score), hit, ignored, counting };
}

/** Mean precision at 101 recalls, and the last recall; undefined without truth that counts. */
function figuresAt(pictures: readonly Matched[], threshold: number, most: number): [number, number] | undefined {
  const total = pictures.reduce((sum, { counting }) => sum + counting, 0);
  if (total === 0) return undefined;
  const all = pictures.flatMap(({ scores, hit, ignored }) =>
    scores.slice(0, most).map((score, index) => {
      return { score, hit: hit[threshold]![index]!, ignored: ignored[threshold]![index]! };
    }),
  );
  const counted = all
    .map((one, index) => ({ ...one, index }))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .filter((one) => !one.ignored);
  let hits = 0;
  const recalls: number[] = [];
  const precisions = counted.map((one, index) => {
    if (one.hit) hits += 1;
    recalls.push(hits / total);
    return hits / (index + 1 + Number.EPSILON);
  });
  for (let index = precisions.length - 2; index >= 0; index -= 1) {
    precisions[index] = Math.max(precisions[index]!, precisions[index + 1]!);
  }
  let sum = 0;
  for (let step = 0; step <= 100; step += 1) {
    const at = recalls.findIndex((recall) => recall >= step * 0.01);
    if (at !== -1) sum += precisions[at]!;
  }
  return [sum / 101, recalls.at(-1) ?? 0];
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? -1 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The twelve figures in pycocotools' order. Pictures and categories are those listed, in ascending order. */
export function plainEvaluation(
  images: readonly number[],
  categories: readonly number[],
  truth: readonly PlainTruth[],
  found: readonly PlainDetection[],
): number[] {
  const keyed = <One extends { image: number; category: number }>(all: readonly One[]): Map<string, One[]> => {
    const map = new Map<string, One[]>();
    for (const one of all) {
      const key = `${one.category} ${one.image}`;
      const list = map.get(key);
      if (list === undefined) map.set(key, [one]);
      else list.push(one);
    }
    return map;
  };
  const truthBy = keyed(truth);
  const foundBy = keyed(found);
  const perRange = ranges.map((range) =>
    categories.map((category) =>
      images.flatMap((image) => {
        const key = `${category} ${image}`;
        if (!truthBy.has(key) && !foundBy.has(key)) return [];
        return [matchOne(truthBy.get(key) ?? [], foundBy.get(key) ?? [], range)];
      }),
    ),
  );
  const figure = (which: 0 | 1, range: number, at: readonly number[], most: number): number =>
    mean(
      perRange[range]!.flatMap((pictures) =>
        at.flatMap((threshold) => {
          const figures = figuresAt(pictures, threshold, most);
          return figures === undefined ? [] : [figures[which]];
        }),
      ),
    );
  const every = thresholds.map((_, index) => index);
  return [
    ...[figure(0, 0, every, 100), figure(0, 0, [0], 100), figure(0, 0, [5], 100)],
    ...[1, 2, 3].map((range) => figure(0, range, every, 100)),
    ...[1, 10, 100].map((most) => figure(1, 0, every, most)),
    ...[1, 2, 3].map((range) => figure(1, range, every, 100)),
  ];
}
