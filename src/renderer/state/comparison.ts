// Two models' figures on the same pictures, brought side by side for tables and charts. Pure.
import type { CurvePoint } from '../../common/coco/evaluation.ts';
import type { Assessment, RunComparison } from '../../common/training.ts';

export interface ClassPair {
  readonly name: string;
  /** Boxes of the truth. */
  readonly truth: number;
  readonly trained: ClassFigures | undefined;
  readonly current: ClassFigures | undefined;
}

type ClassFigures = Assessment['perClass'][number];

/** Classes that either model was measured on; the ones with most boxes first. */
export function classPairs({ trained, current }: RunComparison): readonly ClassPair[] {
  const known = new Map(current?.assessment.perClass.map((one) => [one.name, one]));
  const ours = new Map(trained.perClass.map((one) => [one.name, one]));
  return [...new Set([...ours.keys(), ...known.keys()])]
    .map((name): ClassPair => {
      const [a, b] = [ours.get(name), known.get(name)];
      return { name, truth: Math.max(a?.truth ?? 0, b?.truth ?? 0), trained: a, current: b };
    })
    .toSorted((a, b) => b.truth - a.truth || a.name.localeCompare(b.name));
}

/** Where curves are read: recall 0, 0.01 … 1. */
export const recalls: readonly number[] = Array.from({ length: 101 }, (_, hundredths) => hundredths / 100);

/** The precision that is reached at each of `recalls` or beyond it, as COCO reads a curve; null where it never gets so far. */
export function precisions(curve: readonly CurvePoint[]): readonly (number | null)[] {
  const read: (number | null)[] = recalls.map(() => null);
  let best = 0;
  let next = curve.length - 1;
  for (let index = recalls.length - 1; index >= 0; index -= 1) {
    const recall = recalls[index]!;
    for (let point = curve[next]; point && point.recall >= recall - 1e-9; point = curve[--next])
      best = Math.max(best, point.precision);
    if (next < curve.length - 1) read[index] = best;
  }
  return read;
}

/** Each row as shares of its sum, 0 … 1: what became of the boxes of one class. */
export function rowShares(rows: Assessment['confusion']['rows']): readonly (readonly number[])[] {
  return rows.map((row) => {
    const sum = row.reduce((all, count) => all + count, 0);
    return row.map((count) => (sum === 0 ? 0 : count / sum));
  });
}
