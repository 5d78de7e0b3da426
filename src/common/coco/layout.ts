// Prints the twelve figures in the layout that pycocotools prints, for people and scripts that know it.
import { statNames, type EvaluationStats, type StatName } from './evaluation.ts';

interface Line {
  readonly iou: string;
  readonly area: string;
  readonly most: number;
}

const lines: Readonly<Record<StatName, Line>> = {
  AP: { iou: '0.50:0.95', area: 'all', most: 100 },
  AP50: { iou: '0.50', area: 'all', most: 100 },
  AP75: { iou: '0.75', area: 'all', most: 100 },
  APs: { iou: '0.50:0.95', area: 'small', most: 100 },
  APm: { iou: '0.50:0.95', area: 'medium', most: 100 },
  APl: { iou: '0.50:0.95', area: 'large', most: 100 },
  AR1: { iou: '0.50:0.95', area: 'all', most: 1 },
  AR10: { iou: '0.50:0.95', area: 'all', most: 10 },
  AR100: { iou: '0.50:0.95', area: 'all', most: 100 },
  ARs: { iou: '0.50:0.95', area: 'small', most: 100 },
  ARm: { iou: '0.50:0.95', area: 'medium', most: 100 },
  ARl: { iou: '0.50:0.95', area: 'large', most: 100 },
};

/** Twelve lines joined by line feeds, without one at the end. */
export function formatEvaluation(stats: EvaluationStats): string {
  return statNames
    .map((name) => {
      const { iou, area, most } = lines[name];
      const title = name.startsWith('AP') ? 'Average Precision' : 'Average Recall';
      const kind = name.startsWith('AP') ? '(AP)' : '(AR)';
      const where = `IoU=${iou.padEnd(9)} | area=${area.padStart(6)} | maxDets=${String(most).padStart(3)}`;
      return ` ${title.padEnd(18)} ${kind} @[ ${where} ] = ${stats[name].toFixed(3)}`;
    })
    .join('\n');
}
