// A piece of the line that a kind of difference is painted with, on the dark ground of a chip: the same in both themes.
import type { DifferenceKind } from '../../../common/annotation/comparison.ts';
import { looks } from '../../canvas/paintComparison.ts';

export function LineSample({ kind }: { kind: DifferenceKind }) {
  const { colour, dash, line } = looks[kind];
  return (
    <svg className="line-sample" width={24} height={12} aria-hidden>
      <rect width={24} height={12} rx={3} />
      <line x1={3} x2={21} y1={6} y2={6} stroke={colour} strokeWidth={line} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
